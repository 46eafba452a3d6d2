package io.yizhan.lease;

/**
 * The exclusive right, for a limited time, to take a region over. It decides who should be alive, never who may write: that is the epoch's
 * (ARCHITECTURE.md). One thread at a time; calls block, each for a limited time.
 */
public interface Lease extends AutoCloseable {
    /** How an attempt ended. */
    enum Attempt {
        /** Ours for its whole duration, counted from the call, not from the answer. */
        HELD,
        /** Another's. */
        TAKEN,
        /**
         * It may be ours or not: who decides can't be reached, or has lost what it knew, and a holder who lives is given the time to say so.
         */
        UNKNOWN
    }

    /** Gets it where it is free, extends it where it is ours. Never waits for another to let go. */
    Attempt acquire();

    /** Lets go of it, so that another need not wait for its end. Does nothing where it is not ours, or nobody can be reached. */
    void release();

    /** As {@link #release}, for good. */
    @Override
    void close();
}
