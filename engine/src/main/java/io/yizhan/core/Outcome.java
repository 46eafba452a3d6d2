package io.yizhan.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link Command}: what was done or found, or a {@link Refusal}. Immutable. */
public sealed interface Outcome
        permits Outcome.Done,
                Outcome.Placed,
                Outcome.Previewed,
                Outcome.Stands,
                Outcome.Standing,
                Outcome.Erased,
                Outcome.Page,
                Outcome.StationDay,
                Outcome.GateReceipt,
                Outcome.Admission,
                Outcome.ClosureStands,
                Outcome.ClosuresFound,
                Outcome.ClosurePreviewed,
                Outcome.LiftPreviewed,
                Outcome.AtVenues,
                Outcome.CapacityStands,
                Outcome.CapacityPreviewed,
                Outcome.OccupancyCounted,
                Outcome.EquipmentStands,
                FitnessOutcome,
                DrawOutcome,
                CompanionOutcome,
                OrderOutcome,
                Refusal {
    /** Done, and there is nothing to tell. */
    record Done() implements Outcome {
        public static final Done DONE = new Done();
    }

    /**
     * A reservation was placed, now or earlier with the same key.
     *
     * @param reservation as it was when placed
     * @param replayed an earlier request had this key: the same answer again
     */
    record Placed(Reservation reservation, boolean replayed) implements Outcome {}

    /**
     * It would be made.
     *
     * @param state confirmed, waiting, or in a draw
     * @param usages of the limits that it would count for, as they are without it
     * @param cancelClosesAtMs until when it could be cancelled
     */
    record Previewed(ReservationState state, List<Usage> usages, long cancelClosesAtMs) implements Outcome {}

    /**
     * How much of each limit a member has used, and whether they come to what they book.
     *
     * @param strikes that count, the newest first
     * @param strikesMax so many, and the member is suspended; {@link Rules#NO_LIMIT} where nobody is
     * @param suspendedUntilMs 0 where the member is not
     */
    record Standing(List<Usage> usages, List<Strike> strikes, int strikesMax, long suspendedUntilMs)
            implements Outcome {}

    /**
     * What a member had, and has no more.
     *
     * @param ended places that they had or waited for, the newest first, as they stood before; at most {@value #ENDED_MAX}
     * @param more whether there are others behind the last of these, and all is to be asked for again
     * @param remembered how many reservations have left the books, the ended ones among them; or will have in the end
     * @param suspendedUntilMs until then nobody books anything as the same subject; 0 where they may
     */
    record Erased(List<Reservation> ended, boolean more, int remembered, long suspendedUntilMs) implements Outcome {
        /** So that all is said by one command's events. */
        public static final int ENDED_MAX = 200;
    }

    /** How a reservation stands after a confirmation, a cancellation or a look-up. */
    record Stands(Reservation reservation) implements Outcome {}

    /** @param more whether there are others behind the last of these */
    record Page(List<Reservation> reservations, boolean more) implements Outcome {}

    /**
     * Some of a day's reservations, as far as they were gone through.
     *
     * @param reservations not more than were asked for; there may be none although others follow
     * @param visits by the passes of each of these, in the same order; not to be changed
     * @param companions of those to which somebody was invited, by id
     * @param more whether others may follow, for which is to be asked on behind {@code next}
     * @param next where these end
     */
    record StationDay(
            List<Reservation> reservations,
            List<Visit[]> visits,
            Map<Long, CompanionOutcome.InvitationsFound> companions,
            boolean more,
            long next)
            implements Outcome {}

    /**
     * @param through the highest sequence number of this boot with none missing below it
     * @param accepted how many were new
     * @param duplicates how many were known
     * @param missing the first ranges of numbers that are missing below the highest one known, at most {@value #MISSING_MAX}
     * @param odd how many of the new ones, of those whose pass was read, don't fit the books
     */
    record GateReceipt(long through, int accepted, int duplicates, List<NumberRange> missing, int odd)
            implements Outcome {
        /** Of events whose passes nobody has read. */
        public GateReceipt(long through, int accepted, int duplicates, List<NumberRange> missing) {
            this(through, accepted, duplicates, missing, 0);
        }

        public GateReceipt withOdd(int count) {
            return new GateReceipt(through, accepted, duplicates, missing, count);
        }

        /** As many as are told (api.md, gates). */
        public static final int MISSING_MAX = 100;
    }

    /**
     * Whether a gate may open.
     *
     * @param opensAtMs where it is too early: from when it may; 0 for all others
     * @param insideSinceMs since when somebody is inside by the same pass, the longest; 0 where nobody is
     * @param inside how many are
     */
    record Admission(AdmissionCode code, long opensAtMs, long insideSinceMs, int inside) implements Outcome {
        /** Where there is nothing to add. */
        public static Admission of(AdmissionCode code) {
            return new Admission(code, 0, 0, 0);
        }

        public static Admission opening(long atMs) {
            return new Admission(AdmissionCode.TOO_EARLY, atMs, 0, 0);
        }
    }

    /**
     * How a closure stands after it was asked for or taken back.
     *
     * @param existed it was asked for with the same words before
     */
    record ClosureStands(Closure closure, boolean existed) implements Outcome {}

    /** Oldest first. */
    record ClosuresFound(List<Closure> closures) implements Outcome {}

    /**
     * Whom a closure would leave without a place, or without some dates of a course, in one part of the books.
     *
     * @param affected how many in this part would have no place
     * @param oldest the first of them, oldest first, at most {@value #LISTED_MAX}
     * @param losingDates how many in this part would have their course without some of its dates
     * @param oldestLosingDates the first of these, likewise
     * @param next where the next part begins; 0 where this was the last
     */
    record ClosurePreviewed(
            int affected, List<Reservation> oldest, int losingDates, List<Reservation> oldestLosingDates, int next)
            implements Outcome {
        /** As many as somebody looks through. */
        public static final int LISTED_MAX = 200;
    }

    /**
     * What can be booked again without a closure.
     *
     * @param closure as it stands
     * @param opening how many slots
     * @param first keys of the first of them, by venue and time, at most {@value #LISTED_MAX}
     */
    record LiftPreviewed(Closure closure, int opening, long[] first) implements Outcome {
        /** As many as somebody looks through. */
        public static final int LISTED_MAX = 200;
    }

    /**
     * Who has, waits for, or is in a place of some venues, in one part of the books.
     *
     * @param count how many there are in this part
     * @param oldest the first of them, oldest first, at most {@value ClosurePreviewed#LISTED_MAX}
     * @param next where the next part begins; 0 where this was the last
     */
    record AtVenues(int count, List<Reservation> oldest, int next) implements Outcome {}

    /**
     * How many places a slot has, or would have.
     *
     * @param affected who has lost their place by it, or would, the latest first
     */
    record CapacityStands(long slotKey, int capacity, List<Reservation> affected) implements Outcome {}

    /**
     * Whom another number of places would leave without one, as far as it is known: after the last part of the books, all.
     *
     * @param having ids of those who were met with a place of the slot so far, to be asked on with; nobody after the last part
     * @param next where the next part begins; 0 where this was the last
     * @param stands what would be; without anybody who loses a place before the last part
     */
    record CapacityPreviewed(long[] having, int next, CapacityStands stands) implements Outcome {
        private static final long[] NOBODY = {};

        public static CapacityPreviewed part(Command.ChangeCapacity change, long[] having, int next) {
            return new CapacityPreviewed(
                    having, next, new CapacityStands(change.slotKey(), change.capacity(), List.of()));
        }

        public static CapacityPreviewed whole(CapacityStands stands) {
            return new CapacityPreviewed(NOBODY, 0, stands);
        }
    }

    /**
     * Somebody has counted who is inside a station, or would have.
     *
     * @param inside as counted
     * @param before what was shown until then
     * @param drift how many more the gates had come to, below zero where less: then perhaps less than nobody
     */
    record OccupancyCounted(int stationNo, int inside, int before, long drift, long asOfMs) implements Outcome {}

    /**
     * How a machine stands by operators' word.
     *
     * @param mark null where it is in order
     */
    record EquipmentStands(String machine, @Nullable EquipmentMark mark) implements Outcome {}
}
