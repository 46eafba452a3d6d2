package io.yizhan.core;

/**
 * What becomes of members who don't come to what they have booked.
 *
 * @param max so many strikes within the window, and the member is suspended; {@link Rules#NO_LIMIT} where nobody is
 * @param windowMs how long a strike counts
 * @param suspensionMs for how long a suspended member books nothing, from the strike that was one too many
 * @param lateMs what is noticed so long after it was due was due while nobody served the city, so nobody could have come
 */
public record StrikeRules(int max, long windowMs, long suspensionMs, long lateMs) {
    private static final long DAY_MS = 86_400_000;
    private static final long LATE_MS = 60_000;

    /** Strikes are told, and nobody is suspended. */
    public static final StrikeRules NONE = new StrikeRules(Rules.NO_LIMIT, 30 * DAY_MS, 7 * DAY_MS, LATE_MS);

    public StrikeRules(int max, long windowMs, long suspensionMs) {
        this(max, windowMs, suspensionMs, LATE_MS);
    }

    public StrikeRules {
        if (max < 1) throw new IllegalArgumentException("max < 1");
        if (windowMs < 1 || suspensionMs < 1) throw new IllegalArgumentException("window or suspension < 1");
    }
}
