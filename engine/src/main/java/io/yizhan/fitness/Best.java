package io.yizhan.fitness;

import io.yizhan.core.Workout;
import org.jspecify.annotations.Nullable;

/**
 * A member's best workouts on one kind of machine; of two that are equal the earlier one. Null where none has such a figure.
 *
 * @param longest by seconds
 * @param farthest by metres
 * @param fastest by their mean speed, of those of ten minutes and more
 * @param hardest by kcal that a machine has counted: an estimate is no record
 */
public record Best(
        String kind,
        @Nullable Workout longest,
        @Nullable Workout farthest,
        @Nullable Workout fastest,
        @Nullable Workout hardest) {
    private static final int FASTEST_S_MIN = 600;

    static Best of(Workout workout) {
        return new Best(workout.kind(), null, null, null, null).with(workout);
    }

    Best with(Workout it) {
        return new Best(
                kind,
                better(longest, it, longest == null || it.activeS() > longest.activeS()),
                better(farthest, it, it.distanceM() > (farthest == null ? 0 : farthest.distanceM())),
                better(
                        fastest,
                        it,
                        it.activeS() >= FASTEST_S_MIN
                                && Exertion.kmh(it) > (fastest == null ? 0 : Exertion.kmh(fastest))),
                better(hardest, it, it.energyKcal() > (hardest == null ? 0 : hardest.energyKcal())));
    }

    private static @Nullable Workout better(@Nullable Workout best, Workout other, boolean isBetter) {
        return isBetter ? other : best;
    }
}
