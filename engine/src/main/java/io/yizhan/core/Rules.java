package io.yizhan.core;

/**
 * The numbers that decisions of a region go by. Replays don't depend on them.
 *
 * @param activeReservationsMax held, confirmed and checked-in reservations of one member
 * @param rememberedReservationsMax reservations of one member in the books, ended ones included
 * @param keyWindowMs how long an idempotency key is remembered (api.md: 24 h)
 * @param retentionMs how long an ended reservation stays in the books; at least the key's window
 * @param gateEventAgeMaxMs older gate events are acknowledged and not counted (api.md: 7 days)
 */
public record Rules(
        int activeReservationsMax,
        int rememberedReservationsMax,
        long keyWindowMs,
        long retentionMs,
        long gateEventAgeMaxMs) {
    private static final long DAY_MS = 86_400_000;

    public static final Rules DEFAULT = new Rules(4, 500, DAY_MS, 30 * DAY_MS, 7 * DAY_MS);

    public Rules {
        if (activeReservationsMax < 1) throw new IllegalArgumentException("activeReservationsMax < 1");
        if (rememberedReservationsMax < activeReservationsMax)
            throw new IllegalArgumentException("rememberedReservationsMax < activeReservationsMax");
        if (retentionMs < keyWindowMs) throw new IllegalArgumentException("retentionMs < keyWindowMs");
    }

    public Rules withActiveReservationsMax(int max) {
        return new Rules(max, Math.max(max, rememberedReservationsMax), keyWindowMs, retentionMs, gateEventAgeMaxMs);
    }
}
