package io.yizhan.fitness;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.TreeSet;

/**
 * How many days, and how many weeks, somebody has come without a break.
 *
 * @param days up to today, or up to yesterday while today may still come
 * @param daysMax the most ever
 * @param weeks the same of weeks from Monday to Sunday
 */
public record Streak(int days, int daysMax, int weeks, int weeksMax) {
    static Streak of(TreeSet<LocalDate> active, LocalDate today) {
        TreeSet<LocalDate> mondays = new TreeSet<>();
        for (LocalDate day : active) mondays.add(monday(day));
        return new Streak(
                current(active, today, 1), longest(active, 1), current(mondays, monday(today), 7), longest(mondays, 7));
    }

    static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static int current(TreeSet<LocalDate> all, LocalDate present, int step) {
        LocalDate at = all.contains(present) ? present : present.minusDays(step);
        int count = 0;
        for (; all.contains(at); at = at.minusDays(step)) count++;
        return count;
    }

    private static int longest(TreeSet<LocalDate> all, int step) {
        int longest = 0;
        int run = 0;
        LocalDate former = null;
        for (LocalDate it : all) {
            run = former != null && ChronoUnit.DAYS.between(former, it) == step ? run + 1 : 1;
            longest = Math.max(longest, run);
            former = it;
        }
        return longest;
    }
}
