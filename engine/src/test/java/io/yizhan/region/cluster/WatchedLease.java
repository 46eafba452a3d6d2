package io.yizhan.region.cluster;

import io.yizhan.lease.Lease;
import java.util.concurrent.atomic.AtomicInteger;

/** Always given, and seen to be asked for. */
final class WatchedLease implements Lease {
    volatile long heldAtNs;
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean held;
    /** Run each time that it is asked for. */
    volatile Runnable whenAsked = () -> {};

    @Override
    public Attempt acquire() {
        asked.incrementAndGet();
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
