package io.yizhan.sequencer;

import java.time.Duration;

/** The thread that a region's {@link Sequencer} runs on. Closing it finishes what was accepted. */
public final class Writer implements AutoCloseable {
    /** A few turns before sleeping: the next command is often just arriving. Few, since the event loops need the cores. */
    private static final int SPINS = 50;

    /** Timers are looked at this often, at least. */
    private static final long SLEEP_MAX_NS = 50_000_000;

    private final Sequencer sequencer;
    private final Thread thread;
    private volatile boolean closing;

    public Writer(Sequencer sequencer, String regionId) {
        this.sequencer = sequencer;
        thread = new Thread(this::run, "writer-" + regionId);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            turn();
        } finally {
            // However it ends: nobody may wait for a thread that is gone.
            sequencer.finish();
        }
    }

    private void turn() {
        int idle = 0;
        while (true) {
            boolean last = closing;
            if (sequencer.step() > 0) idle = 0;
            else if (last) break;
            else if (++idle < SPINS) Thread.onSpinWait();
            else sequencer.awaitWork(SLEEP_MAX_NS);
        }
    }

    /** Refuses what comes from now on, does and answers what was accepted, and returns when the thread has ended. */
    @Override
    public void close() {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = close(Duration.ofDays(1));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /**
     * As {@link #close()}, for at most so long.
     *
     * @return whether the thread has ended
     */
    public boolean close(Duration atMost) throws InterruptedException {
        sequencer.refuseFurther("the engine is stopping");
        closing = true;
        return thread.getState() == Thread.State.NEW || thread.join(atMost);
    }
}
