package io.yizhan.core;

/** What is asked of a region about workouts and checks of bodies; see {@link Command}. */
public final class FitnessCommand {
    private FitnessCommand() {}

    /**
     * A machine has seen that somebody used it. Once is enough: what was under way at the machine at the same time is the same workout, and
     * what was before the last one there is known.
     *
     * @param seen without a number, and nobody's
     * @param reservationId whose pass was shown to the machine; 0 for none
     * @param companion the number of the invitation whose pass it is; 0 for the holder's
     */
    public record RecordWorkout(Workout seen, long reservationId, int companion)
            implements Command.OfFitness<FitnessOutcome.WorkoutKept> {
        /** By the holder's pass, or none. */
        public RecordWorkout(Workout seen, long reservationId) {
            this(seen, reservationId, 0);
        }

        @Override
        public Class<FitnessOutcome.WorkoutKept> answer() {
            return FitnessOutcome.WorkoutKept.class;
        }
    }

    /**
     * A member says that the latest workout at a machine that is nobody's was theirs. Asked again it is the same.
     *
     * @param withinMs for so long after its end it can be claimed
     */
    public record ClaimWorkout(String member, String machine, int stationNo, long withinMs)
            implements Command.OfFitness<FitnessOutcome.WorkoutClaimed> {
        @Override
        public Class<FitnessOutcome.WorkoutClaimed> answer() {
            return FitnessOutcome.WorkoutClaimed.class;
        }
    }

    /**
     * An operator writes down what was measured of a member, in place of what was written for that day and station before; or takes it
     * back.
     *
     * @param preview nothing is changed
     */
    public record RecordBodyCheck(BodyCheck check, boolean preview)
            implements Command.FitnessChange<FitnessOutcome.BodyCheckStands> {
        @Override
        public Class<FitnessOutcome.BodyCheckStands> answer() {
            return FitnessOutcome.BodyCheckStands.class;
        }
    }
}
