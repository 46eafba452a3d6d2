package io.yizhan.sim;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine of a cluster: its ways to the servers, its clock, and the process that runs on it, if one does. */
final class ClusterNode {
    final int no;
    final Line redis;
    final Line postgres;
    private final ClusterSurroundings around;
    private final Consumer<String> trace;

    /** Its wall clock is behind that of the node that is furthest ahead. */
    long clockBehindMs;

    private long pausedUntilMs;
    private long startAtMs;
    private int lives;
    private @Nullable ClusterProcess process;

    ClusterNode(
            int no, ClusterSurroundings around, long seed, BiConsumer<Long, Runnable> later, Consumer<String> trace) {
        this.no = no;
        this.around = around;
        this.trace = trace;
        redis = new Line("Redis", around.clock(), seed, later);
        postgres = new Line("Postgres", around.clock(), ~seed, later);
    }

    @Nullable
    ClusterProcess process() {
        return process;
    }

    boolean paused() {
        return pausedUntilMs > around.clock().passedMs();
    }

    long pausedUntilMs() {
        return pausedUntilMs;
    }

    long startAtMs() {
        return startAtMs;
    }

    void pause(long ms) {
        pausedUntilMs = around.clock().passedMs() + ms;
    }

    void goOn() {
        pausedUntilMs = 0;
    }

    boolean ableToWork() {
        return process != null && !paused() && !postgres.cut && !around.dbAway()[0];
    }

    /** Starts when it is time and nothing runs. */
    void startIfDue() {
        if (process != null || around.clock().passedMs() < startAtMs || paused()) return;
        process = new ClusterProcess(this, around, no * 1_000L + lives++, trace);
    }

    void kill(long startsAgainMs) {
        ClusterProcess gone = process;
        startAtMs = around.clock().passedMs() + startsAgainMs;
        if (gone == null) return;
        process = null;
        pausedUntilMs = 0;
        gone.life.end();
        gone.unable(around.clock().passedMs(), Long.MAX_VALUE);
        for (Fiber fiber : gone.fibers.toArray(new Fiber[0])) fiber.bury();
    }
}
