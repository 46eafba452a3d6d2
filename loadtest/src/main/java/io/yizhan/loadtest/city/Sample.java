package io.yizhan.loadtest.city;

/**
 * A station at a simulated moment.
 *
 * @param truth people truly inside
 * @param told people inside by what gates have seen and tell, now or later
 * @param engine what the engine said then, with what had come by then
 */
record Sample(long ms, String station, int truth, int told, int engine) {
    int error() {
        return engine - truth;
    }
}
