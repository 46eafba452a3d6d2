package io.yizhan.core;

/**
 * How much of a limit a member has used. Immutable.
 *
 * @param kind of the venues that it is about; "" for all
 * @param current how many the member has; a booking needs it to be below {@code limit}
 * @param freesAtMs when the first of them ends by itself; {@link Refusal#NEVER} where none does in time
 */
public record Usage(Refusal.Quota rule, String kind, int limit, int current, long freesAtMs) {
    public boolean isUp() {
        return current >= limit;
    }

    public Refusal refusal() {
        return new Refusal.QuotaExceeded(rule, limit, current, freesAtMs);
    }
}
