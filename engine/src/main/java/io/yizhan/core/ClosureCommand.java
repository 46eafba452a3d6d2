package io.yizhan.core;

/** What operators ask of a region about closures of its venues; see {@link Command}. */
public final class ClosureCommand {
    private ClosureCommand() {}

    /**
     * Closes venues for some time. The same words again, while that closure is in force, are the same closure.
     *
     * @param venues their numbers, without repetition, 1 to {@value Closure#VENUES_MAX}
     * @param fromMin a slot that shares time with what lies between these two can't be booked; minutes since 1970 UTC
     * @param toMin exclusive, above {@code fromMin}
     * @param cancels whether reservations of these slots are cancelled; else they stand
     * @param reason for members, at most {@value Command#REASON_MAX} characters
     */
    public record CloseVenues(int[] venues, int fromMin, int toMin, boolean cancels, String reason)
            implements Command.ClosureChange<Outcome.ClosureStands> {
        @Override
        public Class<Outcome.ClosureStands> answer() {
            return Outcome.ClosureStands.class;
        }
    }

    /**
     * Whom a closure would leave without a place, had it been asked for now. Changes nothing. The books are gone through in parts, so that
     * nobody waits for a large city's: the answer says from where to ask on.
     *
     * @param from where this part begins; 0 for the first
     */
    public record PreviewClosure(CloseVenues closing, int from)
            implements Command.OfClosures<Outcome.ClosurePreviewed> {
        @Override
        public Class<Outcome.ClosurePreviewed> answer() {
            return Outcome.ClosurePreviewed.class;
        }
    }

    /**
     * Who has, waits for, or is in a place of these venues that has not ended. Changes nothing. Asked on part by part, as {@link PreviewClosure}.
     *
     * @param venues their numbers; one that was never defined has none
     * @param from where this part begins; 0 for the first
     */
    public record FindAtVenues(int[] venues, int from) implements Command.OfClosures<Outcome.AtVenues> {
        @Override
        public Class<Outcome.AtVenues> answer() {
            return Outcome.AtVenues.class;
        }
    }

    /** Takes a closure back. */
    public record LiftClosure(int closureNo) implements Command.ClosureChange<Outcome.ClosureStands> {
        @Override
        public Class<Outcome.ClosureStands> answer() {
            return Outcome.ClosureStands.class;
        }
    }

    /** Which slots could be booked again by that, had it been asked for now. Changes nothing. */
    public record PreviewLift(int closureNo) implements Command.OfClosures<Outcome.LiftPreviewed> {
        @Override
        public Class<Outcome.LiftPreviewed> answer() {
            return Outcome.LiftPreviewed.class;
        }
    }

    /** The closures that are in force. */
    public record ListClosures() implements Command.OfClosures<Outcome.ClosuresFound> {
        @Override
        public Class<Outcome.ClosuresFound> answer() {
            return Outcome.ClosuresFound.class;
        }
    }
}
