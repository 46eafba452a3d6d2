package io.yizhan.core;

/**
 * The numbers that decisions of a region go by. Replays don't depend on them.
 *
 * @param activeReservationsMax held, offered, confirmed and checked-in reservations of one member
 * @param holdsMax holds of one member; {@link #NO_LIMIT} where they are limited only as reservations
 * @param rememberedReservationsMax reservations of one member in the books, ended ones included
 * @param keyWindowMs how long an idempotency key is remembered (api.md: 24 h)
 * @param retentionMs how long an ended reservation stays in the books; at least the key's window
 * @param gateEventAgeMaxMs older gate events are acknowledged and not counted (api.md: 7 days)
 * @param strikes what becomes of whoever does not come
 * @param longestStayMs nobody is inside for longer: where no gate saw somebody leave, their visit is over then
 */
public record Rules(
        int activeReservationsMax,
        int holdsMax,
        int rememberedReservationsMax,
        long keyWindowMs,
        long retentionMs,
        long gateEventAgeMaxMs,
        StrikeRules strikes,
        long longestStayMs) {
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Gates report every few minutes even when nobody comes. Whose last word is older than this, nobody relies on (api.md: occupancy, stale). */
    public static final long GATES_SILENT_AFTER_MS = 10 * 60_000;

    /** Of whose last word is older than this, nobody knows anything (api.md: occupancy, unknown). */
    public static final long GATES_UNKNOWN_AFTER_MS = 60 * 60_000;

    private static final long DAY_MS = 86_400_000;
    private static final long LONGEST_STAY_MS = 240 * 60_000;

    public static final Rules DEFAULT = new Rules(4, NO_LIMIT, 500, DAY_MS, 30 * DAY_MS, 7 * DAY_MS, StrikeRules.NONE);

    /** Where nobody is inside for longer than four hours. */
    public Rules(
            int activeReservationsMax,
            int holdsMax,
            int rememberedReservationsMax,
            long keyWindowMs,
            long retentionMs,
            long gateEventAgeMaxMs,
            StrikeRules strikes) {
        this(
                activeReservationsMax,
                holdsMax,
                rememberedReservationsMax,
                keyWindowMs,
                retentionMs,
                gateEventAgeMaxMs,
                strikes,
                LONGEST_STAY_MS);
    }

    public Rules {
        if (activeReservationsMax < 1) throw new IllegalArgumentException("activeReservationsMax < 1");
        if (holdsMax < 1) throw new IllegalArgumentException("holdsMax < 1");
        if (rememberedReservationsMax < activeReservationsMax)
            throw new IllegalArgumentException("rememberedReservationsMax < activeReservationsMax");
        if (retentionMs < keyWindowMs) throw new IllegalArgumentException("retentionMs < keyWindowMs");
    }

    public Rules withActiveReservationsMax(int max) {
        int rememberedMax = Math.max(max, rememberedReservationsMax);
        return new Rules(
                max, holdsMax, rememberedMax, keyWindowMs, retentionMs, gateEventAgeMaxMs, strikes, longestStayMs);
    }

    public Rules withHoldsMax(int max) {
        return new Rules(
                activeReservationsMax,
                max,
                rememberedReservationsMax,
                keyWindowMs,
                retentionMs,
                gateEventAgeMaxMs,
                strikes,
                longestStayMs);
    }

    public Rules withStrikes(StrikeRules others) {
        return new Rules(
                activeReservationsMax,
                holdsMax,
                rememberedReservationsMax,
                keyWindowMs,
                retentionMs,
                gateEventAgeMaxMs,
                others,
                longestStayMs);
    }

    public Rules withLongestStayMs(long max) {
        return new Rules(
                activeReservationsMax,
                holdsMax,
                rememberedReservationsMax,
                keyWindowMs,
                retentionMs,
                gateEventAgeMaxMs,
                strikes,
                max);
    }
}
