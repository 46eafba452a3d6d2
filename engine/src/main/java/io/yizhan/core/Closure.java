package io.yizhan.core;

import java.util.Arrays;

/**
 * Venues that nobody can book for some time, and why. Immutable; the array is not to be changed.
 *
 * @param no given once in a region
 * @param venues their numbers
 * @param fromMin a slot that shares time with what lies between these two is closed, minutes since 1970 UTC
 * @param toMin exclusive
 * @param cancels whether reservations of these slots are cancelled, too
 * @param reason for members
 * @param cancelled how many reservations in the books it has cancelled
 * @param machine that is out of order, and is the venue; "" where something else closes it
 */
public record Closure(
        int no,
        int[] venues,
        int fromMin,
        int toMin,
        boolean cancels,
        String reason,
        State state,
        int cancelled,
        String machine) {
    /** Venues that one closure may have: those of a large station. */
    public static final int VENUES_MAX = 200;

    /** How far it has come. */
    public enum State {
        /** In force, and reservations are still to be cancelled. */
        CANCELLING(0),
        /** In force, and nothing is left to do. */
        CLOSED(1),
        /** Taken back. */
        LIFTED(2),
        /** Its slots are forgotten. */
        PAST(3);

        private static final State[] BY_CODE = {CANCELLING, CLOSED, LIFTED, PAST};

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** What stands for it where it is stored; never changes. */
        public int code() {
            return code;
        }

        /** The state that has this code. */
        public static State of(int code) {
            return BY_CODE[code];
        }

        /** Whether its slots can't be booked. */
        public boolean inForce() {
            return this == CANCELLING || this == CLOSED;
        }
    }

    public static Closure of(Event.ClosureBegan it) {
        State state = it.cancels() ? State.CANCELLING : State.CLOSED;
        return new Closure(
                it.closureNo(),
                new int[0],
                it.fromMin(),
                it.toMin(),
                it.cancels(),
                it.reason(),
                state,
                0,
                it.machine());
    }

    /** As it would be in the books, under no number, once it was asked for. */
    public static Closure of(ClosureCommand.CloseVenues it) {
        State state = it.cancels() ? State.CANCELLING : State.CLOSED;
        return new Closure(0, it.venues(), it.fromMin(), it.toMin(), it.cancels(), it.reason(), state, 0, "");
    }

    public Closure withVenue(int venueNo) {
        int[] more = Arrays.copyOf(venues, venues.length + 1);
        more[venues.length] = venueNo;
        return new Closure(no, more, fromMin, toMin, cancels, reason, state, cancelled, machine);
    }

    public Closure with(State next) {
        return new Closure(no, venues, fromMin, toMin, cancels, reason, next, cancelled, machine);
    }

    public Closure withCancelled(int count) {
        return new Closure(no, venues, fromMin, toMin, cancels, reason, state, count, machine);
    }

    /** Whether the time between these minutes is closed by it, where it is in force. */
    public boolean during(int startMin, int endMin) {
        return startMin < toMin && endMin > fromMin;
    }

    public boolean has(int venueNo) {
        for (int venue : venues) if (venue == venueNo) return true;
        return false;
    }

    /** Whether a machine has closed it, which only that machine's being well again opens. */
    public boolean isOfMachine() {
        return !machine.isEmpty();
    }

    /** Whether an operator asked for it with these words. */
    public boolean same(ClosureCommand.CloseVenues it) {
        return !isOfMachine()
                && fromMin == it.fromMin()
                && toMin == it.toMin()
                && cancels == it.cancels()
                && reason.equals(it.reason())
                && Arrays.equals(venues, it.venues());
    }
}
