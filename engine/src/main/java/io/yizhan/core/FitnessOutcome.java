package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** The answers to what is asked about workouts and checks of bodies. Immutable. */
public sealed interface FitnessOutcome extends Outcome {
    /** @param workout as it stands; null where it was too long ago for anybody to tell it from what is known */
    record WorkoutKept(@Nullable Workout workout) implements FitnessOutcome {}

    /** @param replayed it was the member's already */
    record WorkoutClaimed(Workout workout, boolean replayed) implements FitnessOutcome {}

    record BodyCheckStands(BodyCheck check) implements FitnessOutcome {}
}
