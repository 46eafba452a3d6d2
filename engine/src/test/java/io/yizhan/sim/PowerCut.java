package io.yizhan.sim;

/** The simulated process is gone: unwinds whatever it was doing. An error, since nothing in the engine may go on after it. */
final class PowerCut extends Error {
    private static final long serialVersionUID = 1;

    PowerCut(String where) {
        super(where, null, false, false);
    }
}
