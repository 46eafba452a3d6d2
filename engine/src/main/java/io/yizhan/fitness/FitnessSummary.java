package io.yizhan.fitness;

import io.yizhan.core.Workout;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member's visits and workouts have come to.
 *
 * @param periods of the time that was asked for, without a gap
 * @param bests by kind of machine, of all time
 * @param streak of all time
 */
public record FitnessSummary(List<Period> periods, Period total, List<Best> bests, Streak streak) {
    public enum By {
        DAY,
        WEEK
    }

    /** @param kinds of machines, by name */
    public record Period(LocalDate start, Tally tally, Map<String, Tally> kinds) {
        static Period at(LocalDate start) {
            return new Period(start, new Tally(), new TreeMap<>());
        }

        void add(Workout workout, Exertion.Energy energy) {
            tally.add(workout, energy);
            kinds.computeIfAbsent(workout.kind(), it -> new Tally()).add(workout, energy);
        }
    }

    /** That the member was inside; how long is 0 where they still are. */
    public record Stay(long enteredAtMs, long forMs) {}

    /** For which days, and by whose clock. A week that has some of these days is a period as far as it has them. */
    public record Question(LocalDate from, LocalDate to, By by, ZoneId zone, LocalDate today) {}

    /** @param workouts all there are of the member, the latest first; so with the stays */
    public static FitnessSummary of(Question question, List<Workout> workouts, List<Stay> stays, Weights weights) {
        Map<LocalDate, Period> periods = new TreeMap<>();
        for (LocalDate day = question.from(); !day.isAfter(question.to()); day = day.plusDays(1))
            periods.computeIfAbsent(start(question, day), Period::at);
        Period total = Period.at(question.from());
        TreeSet<LocalDate> active = new TreeSet<>();
        Map<String, Best> bests = new TreeMap<>();
        for (Stay it : stays) {
            LocalDate day = day(it.enteredAtMs(), question.zone());
            active.add(day);
            Period period = period(question, periods, day);
            if (period == null) continue;
            period.tally().addVisit(it.forMs());
            total.tally().addVisit(it.forMs());
        }
        for (Workout it : workouts.reversed()) {
            LocalDate day = day(it.startMs(), question.zone());
            active.add(day);
            Best best = bests.get(it.kind());
            bests.put(it.kind(), best == null ? Best.of(it) : best.with(it));
            Period period = period(question, periods, day);
            if (period == null) continue;
            Exertion.Energy energy = Exertion.energy(it, weights.kgAt((int) day.toEpochDay()));
            period.add(it, energy);
            total.add(it, energy);
        }
        return new FitnessSummary(
                new ArrayList<>(periods.values()),
                total,
                new ArrayList<>(bests.values()),
                Streak.of(active, question.today()));
    }

    private static @Nullable Period period(Question question, Map<LocalDate, Period> periods, LocalDate day) {
        boolean asked = !day.isBefore(question.from()) && !day.isAfter(question.to());
        return asked ? periods.get(start(question, day)) : null;
    }

    private static LocalDate start(Question question, LocalDate day) {
        LocalDate monday = Streak.monday(day);
        return switch (question.by()) {
            case DAY -> day;
            case WEEK -> monday.isBefore(question.from()) ? question.from() : monday;
        };
    }

    private static LocalDate day(long atMs, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(atMs), zone);
    }
}
