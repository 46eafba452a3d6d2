package io.yizhan.telling;

import java.util.concurrent.TimeUnit;

/** For how long whoever does not take something is left alone: growing, and for three days in all, as Standard Webhooks advises. */
final class RetryPauses {
    static final long GIVEN_UP_AFTER_MS = TimeUnit.DAYS.toMillis(3);

    private static final long[] PAUSES_MS = {
        TimeUnit.SECONDS.toMillis(5),
        TimeUnit.SECONDS.toMillis(30),
        TimeUnit.MINUTES.toMillis(2),
        TimeUnit.MINUTES.toMillis(10),
        TimeUnit.MINUTES.toMillis(30),
        TimeUnit.HOURS.toMillis(1),
        TimeUnit.HOURS.toMillis(2),
        TimeUnit.HOURS.toMillis(4)
    };

    private RetryPauses() {}

    /** @param attempts that failed before this one */
    static long afterMs(int attempts) {
        return PAUSES_MS[Math.min(attempts, PAUSES_MS.length - 1)];
    }
}
