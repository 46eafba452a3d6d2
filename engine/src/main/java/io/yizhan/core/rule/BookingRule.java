package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One rule of booking. Pure: it reads the books and the request, changes nothing and keeps nothing. A rule may rely on those before it in
 * {@link BookingRules}. Says no without making garbage where a rush brings that by the thousand.
 */
interface BookingRule {
    /** Null where it has nothing against the request. */
    @Nullable
    Refusal refusal(BookingRequest request);
}
