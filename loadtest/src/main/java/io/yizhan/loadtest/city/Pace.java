package io.yizhan.loadtest.city;

/**
 * How simulated time passes in real time.
 *
 * @param fromMs the simulated beginning
 * @param beganMs when that is, since 1970
 * @param speed simulated time over real time
 */
public record Pace(long fromMs, long beganMs, double speed) {
    long realMs(long simulatedMs) {
        return beganMs + (long) ((simulatedMs - fromMs) / speed);
    }

    /** By {@link WeekTime}. */
    long now() {
        return fromMs + (long) ((System.currentTimeMillis() - beganMs) * speed);
    }

    /** Returns at once where it is past. */
    void await(long simulatedMs) throws InterruptedException {
        long waitMs = realMs(simulatedMs) - System.currentTimeMillis();
        if (waitMs > 0) Thread.sleep(waitMs);
    }
}
