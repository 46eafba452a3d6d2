package io.yizhan.core;

/**
 * How much of a limit a member has used. Immutable.
 *
 * @param kind of the venues that it is about; "" for all
 * @param group of the stations that it is about; "" for all
 * @param current how much the member has, in what the limit counts
 * @param freesAtMs when the first of what counts ends by itself; {@link Refusal#NEVER} where nothing does in time
 */
public record Usage(Refusal.Quota rule, String kind, String group, int limit, int current, long freesAtMs) {
    /** Of a limit on all that a member has. */
    public Usage(Refusal.Quota rule, int limit, int current, long freesAtMs) {
        this(rule, "", "", limit, current, freesAtMs);
    }

    public Refusal refusal() {
        return new Refusal.QuotaExceeded(rule, limit, current, freesAtMs);
    }
}
