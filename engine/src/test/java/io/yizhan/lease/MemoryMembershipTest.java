package io.yizhan.lease;

import java.util.concurrent.atomic.AtomicLong;

/** The members that simulations stand on keep what the real ones keep. */
class MemoryMembershipTest extends MembershipContract {
    private final AtomicLong nowNs = new AtomicLong();
    private final MemoryMembers members = new MemoryMembers(nowNs::get, LEASE);

    @Override
    Membership membership() {
        return members.membership(() -> true);
    }

    @Override
    void passSome() {
        nowNs.addAndGet(LEASE.toNanos() / 20);
    }

    @Override
    void flush() {
        members.flush();
    }
}
