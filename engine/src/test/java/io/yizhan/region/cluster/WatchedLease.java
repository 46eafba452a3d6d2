package io.yizhan.region.cluster;

import io.yizhan.lease.Lease;

/** Always given, and seen to be asked for. */
final class WatchedLease implements Lease {
    volatile long heldAtNs;
    volatile int asked;
    volatile boolean held;
    /** Run each time that it is asked for. */
    volatile Runnable whenAsked = () -> {};

    @Override
    public Attempt acquire() {
        asked++;
        held = true;
        whenAsked.run();
        heldAtNs = System.nanoTime();
        return Attempt.HELD;
    }

    @Override
    public void release() {
        held = false;
    }

    @Override
    public void close() {}
}
