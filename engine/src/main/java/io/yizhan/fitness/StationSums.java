package io.yizhan.fitness;

import io.yizhan.fitness.FitnessRecords.StationSum;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;

/**
 * What of sums by station may be shown to those who are not the members: of {@value FitnessRecords#PEOPLE_MIN} people or more. Nor can less
 * be had by subtraction:
 *
 * <ul>
 *   <li>There is no total, from which what is shown could be taken.
 *   <li>Only whole calendar months are counted: nobody can ask for two spans that differ by a day.
 *   <li>A month is counted once nothing of it changes any more ({@link #isOver}): nobody can look before and after one workout.
 *   <li>Somebody who is forgotten stays in the sums: nobody can look before and after that either.
 * </ul>
 *
 * @param shown by station
 * @param withheld how many stations have fewer people
 */
public record StationSums(List<StationSum> shown, int withheld) {
    /** Machines tell of a week ago at most, and of a session of a day. */
    private static final int CHANGES_DAYS = 9;

    public static StationSums of(List<StationSum> all) {
        List<StationSum> shown = all.stream()
                .filter(it -> it.members() >= FitnessRecords.PEOPLE_MIN)
                .toList();
        return new StationSums(shown, all.size() - shown.size());
    }

    /** Whether nothing that is told from now on is of this month. */
    public static boolean isOver(YearMonth month, ZoneId zone, long nowMs) {
        return !month.plusMonths(1)
                .atDay(1)
                .plusDays(CHANGES_DAYS)
                .atStartOfDay(zone)
                .toInstant()
                .isAfter(Instant.ofEpochMilli(nowMs));
    }
}
