package io.yizhan.core;

import java.util.List;

/**
 * Why a command was not carried out. Expected, so a value: nothing was changed and nothing journaled. {@code slotIndex} counts
 * in the slots of the command.
 */
public sealed interface Refusal extends Outcome {
    record SlotUnknown(int slotIndex) implements Refusal {}

    record SlotPast(int slotIndex) implements Refusal {}

    /** @param reason of a closure; "" where its schedule has it so, or its venue is gone */
    record SlotClosed(int slotIndex, String reason) implements Refusal {}

    /** @param releasesAtMs to this member */
    record SlotNotReleased(int slotIndex, long releasesAtMs) implements Refusal {}

    /** Too short before the slot starts. */
    record BookingClosed(int slotIndex, long closedAtMs) implements Refusal {}

    /**
     * Others may book the slot now, this member may not.
     *
     * @param eligibleAtMs from when the member may; {@link #NEVER} where that does not come by itself
     */
    record NotEligible(int slotIndex, Eligibility rule, long eligibleAtMs) implements Refusal {}

    /** Who comes first. */
    enum Eligibility {
        /** The staff of the station's host can book before everybody else. */
        HOST_FIRST,
        /** Those who have shown who they are can book before those who have not. */
        VERIFIED_FIRST,
        /** The places that are left are kept for the staff of the station's host. */
        HOST_SHARE
    }

    /** @param waiting how many wait for its places already: then none is left for others */
    record SlotFull(int slotIndex, int remaining, int waiting) implements Refusal {
        public SlotFull(int slotIndex, int remaining) {
            this(slotIndex, remaining, 0);
        }
    }

    /** Its venue has no waitlist. */
    record WaitlistNotOffered(int slotIndex) implements Refusal {}

    /** Only for one slot can somebody wait: who waits for several at once would have to overtake, or be overtaken, in one of them. */
    record WaitlistOfSeveral() implements Refusal {
        public static final WaitlistOfSeveral WAITLIST_OF_SEVERAL = new WaitlistOfSeveral();
    }

    /** Too short before the slot starts. */
    record WaitlistClosed(int slotIndex, long closedAtMs) implements Refusal {}

    record WaitlistFull(int slotIndex, int limit) implements Refusal {}

    /** The place that was offered is somebody else's. */
    record OfferLapsed(long expiredAtMs) implements Refusal {}

    /** The slots are not all of one station. */
    record SeveralStations() implements Refusal {
        public static final SeveralStations SEVERAL_STATIONS = new SeveralStations();
    }

    /**
     * A pair or a team has another size.
     *
     * @param min people
     * @param max people
     */
    record PartyUnfit(int slotIndex, int min, int max) implements Refusal {}

    /**
     * It is one date of a course, which is entered as a whole.
     *
     * @param course the keys of all its dates; not to be changed
     */
    record CourseWhole(int slotIndex, long[] course) implements Refusal {}

    /** In place of a time: nothing happens by itself. */
    long NEVER = Long.MAX_VALUE;

    /**
     * @param current how much of it the member has
     * @param freesAtMs when the first of what counts ends by itself; {@link #NEVER} where nothing does in time
     */
    record QuotaExceeded(Quota rule, int limit, int current, long freesAtMs) implements Refusal {}

    /** The limits on one member's reservations. */
    enum Quota {
        /** Held, offered, confirmed and checked in at once. */
        ACTIVE_RESERVATIONS,
        /** Held at once. */
        HOLDS,
        /** Held, offered, confirmed and checked in at once, of venues of one kind. */
        ACTIVE_OF_KIND,
        /** Of venues of one kind on one day, ended ones included. */
        RESERVATIONS_A_DAY,
        /** Of venues of one kind in one week, ended ones included. */
        RESERVATIONS_A_WEEK,
        /** Of venues of one kind in one week, ended ones included: how long their slots last. */
        MINUTES_A_WEEK,
        /** Held, offered, confirmed and checked in at once, at the stations of one group. */
        ACTIVE_IN_GROUP,
        /** At the stations of one group on one day, ended ones included. */
        GROUP_RESERVATIONS_A_DAY,
        /** At the stations of one group in one week, ended ones included. */
        GROUP_RESERVATIONS_A_WEEK,
        /** In the books at once, ended ones included: keeps one member from filling the memory with book-and-cancel. */
        REMEMBERED_RESERVATIONS
    }

    /** The member did not come too often, and books nothing until then. */
    record MemberSuspended(long untilMs) implements Refusal {}

    /** It is too early to check in. */
    record CheckInNotOpen(long opensAtMs) implements Refusal {}

    /** Whoever has not come by then has lost the place. */
    record CheckInClosed(long closedAtMs) implements Refusal {}

    /** That member has no such strike that counts. */
    record StrikeUnknown() implements Refusal {
        public static final StrikeUnknown STRIKE_UNKNOWN = new StrikeUnknown();
    }

    /** The member has one of these very slots. */
    record AlreadyReserved(int slotIndex, long reservationId) implements Refusal {}

    /** The member has another slot at the same time. */
    record OverlapsOwnReservation(int slotIndex, long reservationId) implements Refusal {}

    /** Two of the slots asked for are at the same time, and nobody may be in so many places at once. */
    record SlotsOverlap(int slotIndex, int otherSlotIndex) implements Refusal {}

    /** The same key came with another body. */
    record IdempotencyKeyReused(long reservationId) implements Refusal {}

    /** There is none of that id, or it is somebody else's: the two look the same. */
    record ReservationUnknown() implements Refusal {
        public static final ReservationUnknown RESERVATION_UNKNOWN = new ReservationUnknown();
    }

    /** The reservation is no booking partner's order's, or not of one that is booked: of a quote, or of what was given up. */
    record NoOrder() implements Refusal {
        public static final NoOrder NO_ORDER = new NoOrder();
    }

    record HoldLapsed(long expiredAtMs) implements Refusal {}

    /** In this state it can't be confirmed or cancelled. */
    record WrongState(ReservationState state) implements Refusal {}

    record CancellationClosed(long closedAtMs) implements Refusal {}

    /**
     * So many separate stretches of numbers are missing in this boot that no more can be remembered. It passes when the gate sends the
     * missing ones, from the lowest on, or says that they are lost.
     *
     * @param missing the first of them, at most {@value Outcome.GateReceipt#MISSING_MAX}
     */
    record GateGapsExceeded(int limit, long through, List<NumberRange> missing) implements Refusal {}

    /**
     * The gate has too many boots within the time in which events count.
     *
     * @param freesAtMs when the one that has been silent for the longest leaves the books, if it stays silent
     */
    record GateBootsExceeded(int limit, long freesAtMs) implements Refusal {}

    /** The region never had a venue of that number. */
    record VenueUnknown(int venueNo) implements Refusal {}

    /** There is none of that number in force. */
    record ClosureUnknown() implements Refusal {
        public static final ClosureUnknown CLOSURE_UNKNOWN = new ClosureUnknown();
    }

    /** So many closures are in force, or remembered by what they cancelled. */
    record ClosuresExceeded(int limit) implements Refusal {}

    /** A machine that is out of order has closed the venue that it is: whoever knows better says so of the machine. */
    record ClosureOfMachine(String machine) implements Refusal {}

    /** One party has all of it, so it has one place. */
    record SlotExclusive(int slotIndex) implements Refusal {}

    /** So many would lose their place that it is no matter of some places any more. */
    record TooManyAffected(int slotIndex, int affected, int limit) implements Refusal {}

    /** Nothing that is nobody's has ended at this machine for so long. */
    record WorkoutNone(long withinMs) implements Refusal {}

    /** The member is inside another station, as its gates tell. */
    record MemberElsewhere(int stationNo) implements Refusal {}

    /** The member was at another machine at the same time. */
    record WorkoutOverlapsOwn(long workoutNo) implements Refusal {}

    /** Its places are drawn for, and nobody can enter any more. */
    record DrawClosed(int slotIndex, long closedAtMs) implements Refusal {}

    /** So many have entered that no more are remembered. */
    record DrawFull(int slotIndex, int limit) implements Refusal {}

    /** Its places are drawn for: one enters for it by itself, and not with others, or in a series. */
    record DrawAlone(int slotIndex) implements Refusal {}

    /** No places of that slot are drawn for, or it was too long ago. */
    record DrawUnknown() implements Refusal {
        public static final DrawUnknown DRAW_UNKNOWN = new DrawUnknown();
    }

    /** What was said of a draw does not count. */
    record DrawPartUnfit(Why why) implements Refusal {
        /** Why not. Names are those of the API. */
        public enum Why {
            /** Something else, or the same, was said before. */
            SAID_ALREADY,
            /** Its moment is still to come. */
            TOO_EARLY,
            /** Its moment is over: whoever could say it now could choose. */
            TOO_LATE,
            /** A commitment is a SHA-256 in hex. */
            NO_HASH,
            /** The secret is not the one that was committed to. */
            NOT_COMMITTED,
            /** This draw has no second keeper, or no outside source. */
            NOT_ASKED_FOR,
            /** The outside source's word is a line of 1 to 200 characters. */
            NO_TEXT,
            /** A secret that had to be revealed before it was not. */
            SECRET_MISSING,
            /** A further window ends after now and before the slot starts. */
            WINDOW_UNFIT
        }
    }

    /** There never was such an invitation, or it was too long ago. */
    record InvitationUnknown() implements Refusal {
        public static final InvitationUnknown INVITATION_UNKNOWN = new InvitationUnknown();
    }

    /**
     * No more can be invited.
     *
     * @param limit of the party, whoever has the place not counted; or of all that were ever invited
     * @param current how many are invited or come along; or were
     */
    record InvitationsExhausted(int limit, int current) implements Refusal {}

    /** Nobody comes along to their own reservation. */
    record InvitationOwn() implements Refusal {
        public static final InvitationOwn INVITATION_OWN = new InvitationOwn();
    }

    /**
     * Whoever would come along is somewhere else at that time, or there already.
     *
     * @param slotKey of what they were to come to
     * @param same whether it is the very slot
     * @param reservationId of what they have, or to which they come along
     */
    record CompanionBusy(long slotKey, boolean same, long reservationId) implements Refusal {}

    /** Somebody else has accepted it. */
    record InvitationTaken() implements Refusal {
        public static final InvitationTaken INVITATION_TAKEN = new InvitationTaken();
    }

    /** It was taken back, or its companion has left; or the reservation is over. */
    record InvitationWithdrawn() implements Refusal {
        public static final InvitationWithdrawn INVITATION_WITHDRAWN = new InvitationWithdrawn();
    }

    /** It is too late to invite, to accept, or to replace somebody. */
    record InvitationClosed(long closedAtMs) implements Refusal {}

    /** Of those who have accepted, no more may be replaced. */
    record CompanionChangesExhausted(int limit) implements Refusal {}

    /** The member is no companion of that reservation, or it is over. */
    record CompanionshipUnknown() implements Refusal {
        public static final CompanionshipUnknown COMPANIONSHIP_UNKNOWN = new CompanionshipUnknown();
    }

    /** A companion, and whoever has the place has not come yet. */
    record HolderFirst() implements Refusal {
        public static final HolderFirst HOLDER_FIRST = new HolderFirst();
    }

    /** The writer would not come to it in time; nothing was decided. Given before the queue. */
    record Overloaded(long retryAfterMs) implements Refusal {}

    /**
     * The region takes no commands: its journal failed, is full, or the engine is stopping. Where the command had been accepted, it is
     * unknown whether it was carried out: ask again with the same key.
     */
    record RegionStopped(String reason) implements Refusal {}
}
