package io.yizhan.fitness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Workout;
import io.yizhan.fitness.FitnessSummary.By;
import io.yizhan.fitness.FitnessSummary.Question;
import io.yizhan.fitness.FitnessSummary.Stay;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visits and workouts come to. Days are those of Shanghai. */
class FitnessSummaryTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Weights NOBODY_KNOWS = new Weights(List.of());

    private static long at(String day, int hour) {
        return LocalDate.parse(day).atTime(hour, 0).atZone(ZONE).toInstant().toEpochMilli();
    }

    private static Workout workout(long no, String day, String kind, int activeS, int distanceM, int kcal, int powerW) {
        long startMs = at(day, 23);
        return new Workout(
                no,
                "m",
                1,
                kind,
                "a",
                Workout.Whose.CLAIMED,
                startMs,
                startMs + 1,
                activeS,
                distanceM,
                kcal,
                -1,
                powerW);
    }

    private static Question question(String from, String to, By by) {
        return new Question(LocalDate.parse(from), LocalDate.parse(to), by, ZONE, LocalDate.parse(to));
    }

    @Test
    void aDayIsTheCitysAndAPeriodHasNoGap() {
        FitnessSummary summary = FitnessSummary.of(
                question("2026-11-18", "2026-11-24", By.DAY),
                List.of(
                        workout(3, "2026-11-24", "ROWER", 60, 1, 5, -1),
                        workout(2, "2026-11-20", "ROWER", 60, 1, 5, -1),
                        workout(1, "2026-11-17", "ROWER", 600, 9, 5, -1)),
                List.of(new Stay(at("2026-11-20", 0), 90 * 60_000L), new Stay(at("2026-11-25", 0), 1)),
                NOBODY_KNOWS);
        assertThat(summary.periods()).hasSize(7);
        assertThat(summary.periods().get(2).tally().visits()).isEqualTo(1);
        assertThat(summary.periods().get(2).tally().visitMinutes()).isEqualTo(90);
        assertThat(summary.periods().get(2).tally().workouts()).isEqualTo(1);
        assertThat(summary.total().tally().workouts()).isEqualTo(2);
        assertThat(summary.total().tally().visits()).isEqualTo(1);
        assertThat(noOf(summary.bests().getFirst().longest())).as("of all time").isEqualTo(1);
    }

    @Test
    void aWeekBeginsOnMondayOrWithTheFirstDayAskedFor() {
        FitnessSummary summary = FitnessSummary.of(
                question("2026-11-18", "2026-11-24", By.WEEK),
                List.of(
                        workout(3, "2026-11-24", "TREADMILL", 600, 1_000, 50, -1),
                        workout(2, "2026-11-22", "ROWER", 60, 1, 5, -1),
                        workout(1, "2026-11-18", "ROWER", 60, 1, 5, -1)),
                List.of(),
                NOBODY_KNOWS);
        assertThat(summary.periods())
                .extracting(FitnessSummary.Period::start)
                .containsExactly(LocalDate.parse("2026-11-18"), LocalDate.parse("2026-11-23"));
        assertThat(summary.periods().getFirst().kinds()).containsOnlyKeys("ROWER");
        assertThat(summary.periods().getFirst().tally().workouts()).isEqualTo(2);
        assertThat(Objects.requireNonNull(summary.periods().getLast().kinds().get("TREADMILL"))
                        .distanceM())
                .isEqualTo(1_000);
    }

    @Test
    void aWeightHoldsFromTheDayOnWhichItWasMeasured() {
        Weights weights = new Weights(List.of(
                new BodyCheck("a", 20, 1, Map.of(BodyMeasure.WEIGHT, 800)),
                new BodyCheck("a", 10, 1, Map.of(BodyMeasure.WEIGHT, 700)),
                new BodyCheck("a", 30, 1, Map.of(BodyMeasure.HEIGHT, 1_800))));
        assertThat(weights.kgAt(5)).isEqualTo(70);
        assertThat(weights.kgAt(19)).isEqualTo(70);
        assertThat(weights.kgAt(40)).isEqualTo(80);
        assertThat(NOBODY_KNOWS.kgAt(1)).isEqualTo(Exertion.KG_UNKNOWN);
    }

    @Test
    void energyIsTheMachinesOrEstimated() {
        assertThat(Exertion.energy(workout(1, "2026-11-20", "ROWER", 3_600, 1, 400, 150), 70))
                .isEqualTo(new Exertion.Energy(400, true));
        assertThat(Exertion.energy(workout(1, "2026-11-20", "ROWER", 3_600, 1, -1, 150), 70))
                .isEqualTo(new Exertion.Energy(595, false));
    }

    /** Of an hour. */
    @ParameterizedTest
    @CsvSource({
        "TREADMILL, 5000, -1, 3.5",
        "TREADMILL, 8000, -1, 8.3",
        "TREADMILL, 10000, -1, 9.8",
        "TREADMILL, 30000, -1, 14.5",
        "TREADMILL, -1, -1, 5.5",
        "EXERCISE_BIKE, -1, -1, 7.0",
        "EXERCISE_BIKE, -1, 40, 3.5",
        "EXERCISE_BIKE, -1, 95, 6.8",
        "EXERCISE_BIKE, -1, 130, 8.8",
        "EXERCISE_BIKE, -1, 250, 14.0",
        "ROWER, -1, -1, 4.8",
        "ROWER, -1, 100, 7.0",
        "ROWER, -1, 200, 12.0",
        "ELLIPTICAL, -1, -1, 5.0",
        "STAIR_CLIMBER, -1, -1, 9.0",
        "STRENGTH, -1, -1, 3.5",
        "VR_RACER, -1, -1, 5.5"
    })
    void exertionIsThatOfTheCompendium(String kind, int distanceM, int powerW, double met) {
        assertThat(Exertion.met(workout(1, "2026-11-20", kind, 3_600, distanceM, -1, powerW)))
                .isCloseTo(met, within(1e-9));
    }

    @Test
    void theFirstOfEqualsIsTheBestAndShortOnesAreNotTheFastest() {
        Best best = Best.of(workout(1, "2026-11-01", "TREADMILL", 1_200, 3_000, 100, -1))
                .with(workout(2, "2026-11-02", "TREADMILL", 1_200, 3_000, 100, -1))
                .with(workout(3, "2026-11-03", "TREADMILL", 300, 1_500, 90, -1));
        assertThat(noOf(best.longest())).isEqualTo(1);
        assertThat(noOf(best.farthest())).isEqualTo(1);
        assertThat(noOf(best.fastest())).isEqualTo(1);
        assertThat(noOf(best.hardest())).isEqualTo(1);
    }

    private static long noOf(@Nullable Workout workout) {
        return workout == null ? 0 : workout.no();
    }

    private static Streak streak(String today, String... days) {
        return Streak.of(
                Stream.of(days).map(LocalDate::parse).collect(Collectors.toCollection(TreeSet::new)),
                LocalDate.parse(today));
    }

    @Test
    void aStreakGoesOnWhileTodayMayStillCome() {
        assertThat(streak("2026-11-24", "2026-11-22", "2026-11-23", "2026-11-01", "2026-11-02", "2026-11-03"))
                .isEqualTo(new Streak(2, 3, 2, 2));
        assertThat(streak("2026-11-23", "2026-11-22", "2026-11-23")).isEqualTo(new Streak(2, 2, 2, 2));
        assertThat(streak("2026-11-25", "2026-11-22", "2026-11-23").days()).isZero();
        assertThat(streak("2026-11-25")).isEqualTo(new Streak(0, 0, 0, 0));
        assertThat(streak("2026-01-05", "2025-12-31", "2025-12-22").weeks()).isEqualTo(2);
    }

    @Test
    void aMonthIsOverWhenNothingOfItChangesAnyMore() {
        YearMonth october = YearMonth.of(2026, 10);
        long overMs = at("2026-11-10", 0);
        assertThat(StationSums.isOver(october, ZONE, overMs)).isTrue();
        assertThat(StationSums.isOver(october, ZONE, overMs - 1)).isFalse();
    }
}
