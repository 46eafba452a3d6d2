package io.yizhan.sim;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulated process. It is at work only while the world waits for it, from one stop to the next: so one thread of a world
 * works at any time, nothing runs beside anything else, and the seed alone decides the order.
 */
final class Fiber {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private final Life life;
    private final Thread thread;
    private @Nullable Throwable failure;
    private boolean ended;
    private long wakeAtMs;

    Fiber(Life life, Runnable work) {
        this.life = life;
        thread = Thread.ofVirtual().unstarted(() -> {
            go.acquireUninterruptibly();
            try {
                if (!life.over()) work.run();
            } catch (PowerCut killed) {
                // That is how a process ends.
            } catch (RuntimeException | Error broken) {
                failure = broken;
            }
            ended = true;
            back.release();
        });
        thread.start();
    }

    boolean ended() {
        return ended;
    }

    boolean due(long nowMs) {
        return !ended && wakeAtMs <= nowMs;
    }

    long wakeAtMs() {
        return wakeAtMs;
    }

    /** It need not rest longer than until then. */
    void wake(long atMs) {
        wakeAtMs = Math.min(wakeAtMs, atMs);
    }

    /** Lets it work until it stops again. The world's thread. */
    void resume() {
        if (ended) return;
        go.release();
        back.acquireUninterruptibly();
        if (failure instanceof Violation violation) throw violation;
        if (failure instanceof DoubleFault.Happened declared) throw declared;
        if (failure != null) throw new Violation("the simulation works", failure);
    }

    /** Stops, and goes on not before this time; never, should the process die meanwhile. This fiber's own thread. */
    void rest(long untilMs) {
        life.require();
        wakeAtMs = untilMs;
        back.release();
        go.acquireUninterruptibly();
        life.require();
    }

    /** After the process has died: unwinds what is left. The world's thread. */
    void bury() {
        while (!ended) resume();
    }
}
