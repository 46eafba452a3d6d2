package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.lease.Lease.Attempt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The leases that simulations stand on keep what the real ones keep. */
class MemoryLeaseTest extends LeaseContract {
    private final AtomicLong nowNs = new AtomicLong();
    private final MemoryLeases leases = new MemoryLeases(nowNs::get, LEASE);
    private boolean reachable = true;

    @Override
    Lease lease(String region) {
        return leases.lease(region, () -> reachable);
    }

    @Override
    long nowNs() {
        return nowNs.get();
    }

    @Override
    void passSome() {
        nowNs.addAndGet(LEASE.toNanos() / 20);
    }

    @Override
    void remember(String region) {
        Lease former = lease(region);
        assertThat(waitFor(former, Attempt.UNKNOWN)).isEqualTo(Attempt.HELD);
        former.release();
    }

    @Override
    void flush() {
        leases.flush();
    }

    @Test
    void isUnknownWhileNobodyIsReached() throws Exception {
        Lease ours = lease(known());
        assertThat(ours.acquire()).isEqualTo(Attempt.HELD);
        reachable = false;
        assertThat(ours.acquire()).isEqualTo(Attempt.UNKNOWN);
        reachable = true;
        assertThat(ours.acquire()).isEqualTo(Attempt.HELD);
    }
}
