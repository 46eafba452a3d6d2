package io.yizhan.core;

/** Takes what the books know of members' fitness as it stood at a checkpoint; see {@link Books}. */
public interface FitnessBooks {
    /** Of each machine the latest, in their order. */
    void workout(Workout workout);

    /** @param next above every number of a workout ever given */
    void workoutNumbersFrom(long next);

    /** What was written of somebody's body lately, in the order in which it was said. */
    void bodyCheck(long atMs, BodyCheck check);
}
