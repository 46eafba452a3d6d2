package io.yizhan.lease;

/**
 * The exclusive right, for a limited time, to take a region over. It decides who should be alive, never who may write: that is the epoch's
 * (ARCHITECTURE.md). One thread at a time; calls block, each for a limited time.
 */
public interface Lease extends AutoCloseable {
    /** How an attempt ended. */
    enum Attempt {
        /** Ours from now on for its whole duration. */
        HELD,
        /** Another's. */
        TAKEN,
        /** Who decides can't be reached: it may be ours or not. */
        UNKNOWN
    }

    /** Gets it where it is free, extends it where it is ours. Never waits for another to let go. */
    Attempt acquire();

    /** Lets go of it, so that another need not wait for its end. Does nothing where it is not ours, or nobody can be reached. */
    void release();

    @Override
    void close();
}
