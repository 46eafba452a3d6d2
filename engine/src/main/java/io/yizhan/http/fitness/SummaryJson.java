package io.yizhan.http.fitness;

import io.yizhan.core.Workout;
import io.yizhan.fitness.Best;
import io.yizhan.fitness.Exertion;
import io.yizhan.fitness.FitnessSummary;
import io.yizhan.fitness.FitnessSummary.Period;
import io.yizhan.fitness.Streak;
import io.yizhan.fitness.Tally;
import io.yizhan.http.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** What a member's visits and workouts came to, as the member gets it. */
final class SummaryJson {
    /** Of a period. */
    static final int BYTES = 320;

    private SummaryJson() {}

    /** Into the object that is open. */
    static void write(JsonOut json, FitnessSummary summary) {
        json.array("periods");
        for (Period each : summary.periods()) {
            json.object().field("start", each.start().toString());
            period(json, each);
            json.end();
        }
        json.endArray().object("total");
        period(json, summary.total());
        json.end().array("bests");
        for (Best each : summary.bests()) best(json, each);
        Streak streak = summary.streak();
        json.endArray()
                .object("streak")
                .field("days", streak.days())
                .field("daysMax", streak.daysMax())
                .field("weeks", streak.weeks())
                .field("weeksMax", streak.weeksMax())
                .end();
    }

    private static void period(JsonOut json, Period period) {
        json.field("visits", period.tally().visits())
                .field("visitMinutes", period.tally().visitMinutes());
        done(json, period.tally());
        json.array("kinds");
        period.kinds().forEach((kind, tally) -> {
            json.object().field("kind", kind);
            done(json, tally);
            json.end();
        });
        json.endArray();
    }

    private static void done(JsonOut json, Tally tally) {
        json.field("workouts", tally.workouts())
                .field("minutes", tally.minutes())
                .field("distanceM", tally.distanceM())
                .field("energyKcal", tally.energyKcal())
                .field("estimatedKcal", tally.estimatedKcal());
    }

    private static void best(JsonOut json, Best best) {
        json.object().field("kind", best.kind());
        figure(
                json,
                "activeS",
                best.longest(),
                best.longest() == null ? 0 : best.longest().activeS());
        figure(
                json,
                "distanceM",
                best.farthest(),
                best.farthest() == null ? 0 : best.farthest().distanceM());
        Workout fastest = best.fastest();
        figure(json, "speedKmh", fastest, fastest == null ? 0 : Math.round(Exertion.kmh(fastest) * 10) / 10.0);
        figure(
                json,
                "energyKcal",
                best.hardest(),
                best.hardest() == null ? 0 : best.hardest().energyKcal());
        json.end();
    }

    private static void figure(JsonOut json, String name, @Nullable Workout workout, double value) {
        if (workout == null) return;
        json.object(name);
        if (value == Math.rint(value)) json.field("value", (long) value);
        else json.field("value", value);
        json.field("workoutId", WorkoutIds.format(workout.no()))
                .time("at", workout.startMs())
                .end();
    }
}
