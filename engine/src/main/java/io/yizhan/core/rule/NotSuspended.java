package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.strike.Strikes;
import org.jspecify.annotations.Nullable;

/** Whoever did not come too often books nothing for a while, and does not wait for anything either. What they have stays theirs. */
final class NotSuspended implements BookingRule {
    private final Strikes strikes;

    NotSuspended(Strikes strikes) {
        this.strikes = strikes;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        long untilMs = strikes.suspendedUntilMs(request.subject(), request.nowMs());
        return untilMs == 0 ? null : new Refusal.MemberSuspended(untilMs);
    }
}
