package io.yizhan.loadtest.city;

import java.util.SplittableRandom;

/** A gate's clock: how far ahead of the true time it is, or behind. */
record Clock(long aheadMs, double driftMsPerHour, long fromMs, long putRightMs) {
    private static final int BAD_MS_MAX = 90_000;
    private static final int GOOD_MS_MAX = 500;
    private static final double DRIFT_MS_PER_HOUR_MAX = 5_000;
    /** Somebody puts one bad clock in so many right meanwhile. */
    private static final int PUT_RIGHT_ONE_IN = 3;

    static Clock of(SplittableRandom random, double badClocks, long fromMs, long toMs) {
        boolean bad = random.nextDouble() < badClocks;
        int most = bad ? BAD_MS_MAX : GOOD_MS_MAX;
        long aheadMs = random.nextInt(-most, most + 1);
        double drift = random.nextDouble(-DRIFT_MS_PER_HOUR_MAX, DRIFT_MS_PER_HOUR_MAX);
        long putRightMs = random.nextLong(fromMs, toMs);
        boolean putRight = bad && random.nextInt(PUT_RIGHT_ONE_IN) == 0;
        return new Clock(aheadMs, bad ? drift : 0, fromMs, putRight ? putRightMs : Long.MAX_VALUE);
    }

    long aheadMs(long ms) {
        if (ms >= putRightMs) return 0;
        return aheadMs + (long) (driftMsPerHour * (ms - fromMs) / WeekTime.HOUR_MS);
    }
}
