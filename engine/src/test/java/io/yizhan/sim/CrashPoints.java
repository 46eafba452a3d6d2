package io.yizhan.sim;

import java.util.function.Consumer;

/** Every place where a process may die: before and after each append, each disk operation, each commit. */
final class CrashPoints {
    private final Consumer<String> crash;
    private long countdown;
    private String kind = "";
    private long passed;

    /** @param crash kills the process; it need not return */
    CrashPoints(Consumer<String> crash) {
        this.crash = crash;
    }

    /** The process dies at the n-th point from now; 0 for not at all. */
    void arm(long points) {
        arm(points, "");
    }

    /** The same, counting only points whose name begins so. */
    void arm(long points, String only) {
        countdown = points;
        kind = only;
    }

    /** How many there were. */
    long passed() {
        return passed;
    }

    void pass(String where) {
        passed++;
        if (countdown > 0 && where.startsWith(kind) && --countdown == 0) {
            crash.accept(where);
            throw new PowerCut(where);
        }
    }
}
