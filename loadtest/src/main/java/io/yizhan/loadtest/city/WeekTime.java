package io.yizhan.loadtest.city;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;

/** Simulated moments: ms from Monday 00:00 by the stations' clocks, so that a city does not depend on today's date. They go on past Sunday. */
final class WeekTime {
    static final long MINUTE_MS = 60_000;
    static final long HOUR_MS = 60 * MINUTE_MS;
    static final long DAY_MS = 24 * HOUR_MS;
    private static final int DAYS = 7;

    private WeekTime() {}

    static long of(DayOfWeek day, LocalTime time) {
        return (day.getValue() - 1) * DAY_MS + time.toSecondOfDay() * 1_000L;
    }

    static DayOfWeek day(long ms) {
        return DayOfWeek.of(1 + (int) (ms / DAY_MS % DAYS));
    }

    static boolean weekend(long ms) {
        return day(ms).getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    static int minuteOfDay(long ms) {
        return (int) (ms % DAY_MS / MINUTE_MS);
    }

    /** As "Wed 18:05". */
    static String text(long ms) {
        String day = day(ms).name();
        return String.format(
                Locale.ROOT,
                "%s%s %02d:%02d",
                day.charAt(0),
                day.substring(1, 3).toLowerCase(Locale.ROOT),
                minuteOfDay(ms) / 60,
                minuteOfDay(ms) % 60);
    }
}
