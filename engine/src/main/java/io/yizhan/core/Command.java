package io.yizhan.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of a region. The edge has checked the form (sizes, ranges, who is asking); whether it may happen is for
 * {@link Region} to decide. Arrays are handed over: neither side changes them afterwards.
 */
public sealed interface Command permits Command.For {
    /**
     * A command that is answered so, unless it is refused.
     *
     * @param <A> what its caller then hears
     */
    sealed interface For<A extends Outcome> extends Command {
        Class<A> answer();
    }

    /**
     * What an operator changes. Whoever carries it for one of them puts it into {@link ByOperator}, so that the audit has it.
     *
     * @param <A> as with {@link For}
     */
    sealed interface Change<A extends Outcome> extends For<A> {}

    /** What gates say and ask: see {@link GateCommand}. */
    sealed interface OfGates<A extends Outcome> extends For<A>
            permits GateCommand.RecordGateEvents,
                    GateCommand.Admit,
                    GateCommand.AdmitWalkIn,
                    GateCommand.ResetOccupancy {}

    /** What operators say of people inside. */
    sealed interface GateChange<A extends Outcome> extends Change<A> permits GateCommand.CountByEye {}

    /** What is asked about closures: see {@link ClosureCommand}. */
    sealed interface OfClosures<A extends Outcome> extends For<A>
            permits ClosureCommand.PreviewClosure,
                    ClosureCommand.FindAtVenues,
                    ClosureCommand.PreviewLift,
                    ClosureCommand.ListClosures {}

    /** What operators close, and open again. */
    sealed interface ClosureChange<A extends Outcome> extends Change<A>
            permits ClosureCommand.CloseVenues, ClosureCommand.LiftClosure {}

    /** What is asked about workouts: see {@link FitnessCommand}. */
    sealed interface OfFitness<A extends Outcome> extends For<A>
            permits FitnessCommand.RecordWorkout, FitnessCommand.ClaimWorkout {}

    /** What operators change of members' fitness. */
    sealed interface FitnessChange<A extends Outcome> extends Change<A> permits FitnessCommand.RecordBodyCheck {}

    /** What the catalogue says of venues and slots: see {@link VenueCommand}. */
    sealed interface OfVenues<A extends Outcome> extends For<A>
            permits VenueCommand.DefineVenue,
                    VenueCommand.WithdrawVenue,
                    VenueCommand.TellSlotsAgain,
                    VenueCommand.OpenSlots,
                    VenueCommand.RetireSlots {}

    /** Of draws: see {@link DrawCommand}. */
    sealed interface OfDraws<A extends Outcome> extends For<A>
            permits DrawCommand.FindDraw, DrawCommand.ListDraws, DrawCommand.ListEntries, DrawCommand.RevealDraw {}

    /** Of companions: see {@link CompanionCommand}. */
    sealed interface OfCompanions<A extends Outcome> extends For<A>
            permits CompanionCommand.Invite,
                    CompanionCommand.ListInvitations,
                    CompanionCommand.Withdraw,
                    CompanionCommand.FindInvitation,
                    CompanionCommand.Accept,
                    CompanionCommand.ListCompanionships,
                    CompanionCommand.FindCompanionship,
                    CompanionCommand.Leave {}

    /** Of orders of booking partners: see {@link OrderCommand}. */
    sealed interface OfOrders<A extends Outcome> extends For<A>
            permits OrderCommand.HoldOrder,
                    OrderCommand.BookOrder,
                    OrderCommand.ReleaseOrder,
                    OrderCommand.CancelOrderItems,
                    OrderCommand.FindOrder,
                    OrderCommand.EraseOrder,
                    OrderCommand.RehearseOrder {}

    /** What operators do about such orders. */
    sealed interface OrderChange<A extends Outcome> extends Change<A> permits OrderCommand.GiveNotice {}

    /** Of those who enter: the way of a booking, with a pseudonym for what is published. */
    record EnterDraw(PlaceReservation booking, Pseudonym pseudonym) implements For<Outcome.Placed> {
        @Override
        public Class<Outcome.Placed> answer() {
            return Outcome.Placed.class;
        }
    }

    /** Likewise, of what only operators ask. */
    sealed interface DrawChange<A extends Outcome> extends Change<A>
            permits DrawCommand.GivePart, DrawCommand.OpenWindow {}

    /** A slot reservation takes at most this many slots (api.md, limits). */
    int SLOTS_MAX = 8;

    /** The largest party of a reservation (api.md, limits). */
    int PARTY_MAX = 20;

    /**
     * Asks for places in 1 to {@value #SLOTS_MAX} different slots of one station, all or nothing.
     *
     * @param keyHi upper half of a 128-bit digest of member and idempotency key
     * @param keyLo lower half of it
     * @param slots {@linkplain SlotKey slot keys}, without repetition
     * @param party 1 to {@value #PARTY_MAX}
     * @param hold a claim that expires unless it is confirmed, instead of a confirmed one
     * @param waitlist to wait for the places if they are taken
     * @param recurring it is one of a series of weekly bookings
     */
    record PlaceReservation(
            String member,
            Claims claims,
            long keyHi,
            long keyLo,
            long[] slots,
            int party,
            boolean hold,
            boolean waitlist,
            boolean recurring)
            implements For<Outcome.Placed> {
        /** That stands by itself. */
        public PlaceReservation(
                String member,
                Claims claims,
                long keyHi,
                long keyLo,
                long[] slots,
                int party,
                boolean hold,
                boolean waitlist) {
            this(member, claims, keyHi, keyLo, slots, party, hold, waitlist, false);
        }

        /** By a member of whom nothing else is said, and who does not wait. */
        public PlaceReservation(String member, long keyHi, long keyLo, long[] slots, int party, boolean hold) {
            this(member, Claims.NONE, keyHi, keyLo, slots, party, hold, false);
        }

        @Override
        public Class<Outcome.Placed> answer() {
            return Outcome.Placed.class;
        }
    }

    /**
     * What would become of the same places, asked for now to be confirmed. Changes nothing; in the queue so that the answer is durable and in
     * order.
     */
    record PreviewReservation(String member, Claims claims, long[] slots, int party, boolean waitlist)
            implements For<Outcome.Previewed> {
        /** By a member of whom nothing else is said. */
        public PreviewReservation(String member, long[] slots, int party) {
            this(member, Claims.NONE, slots, party, false);
        }

        @Override
        public Class<Outcome.Previewed> answer() {
            return Outcome.Previewed.class;
        }
    }

    record ConfirmReservation(String member, long reservationId) implements For<Outcome.Stands> {
        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    record CancelReservation(String member, long reservationId) implements For<Outcome.Stands> {
        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    /** One reservation of this member. Changes nothing; in the queue so that the answer is durable and in order. */
    record FindReservation(String member, long reservationId) implements For<Outcome.Stands> {
        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    /**
     * This member's reservations, newest first.
     *
     * @param states bit set by {@link ReservationState#bit()}; 0 for all
     * @param fromMs only those whose last slot ends after this; 0 for all
     * @param afterId only those placed before this one; 0 from the newest
     * @param limit 1 or above
     * @param stations only those of one of these; null for all
     */
    record ListReservations(
            String member,
            int states,
            long fromMs,
            long afterId,
            int limit,
            @Nullable Set<Integer> stations) implements For<Outcome.Page> {
        /** Wherever they are. */
        public ListReservations(String member, int states, long fromMs, long afterId, int limit) {
            this(member, states, fromMs, afterId, limit, null);
        }

        @Override
        public Class<Outcome.Page> answer() {
            return Outcome.Page.class;
        }
    }

    /**
     * Who has, or had, something at a station on one day, by its start there; of the same start, who booked first. Changes nothing. The books are
     * gone through in parts, as with {@link PreviewClosure}: the answer says whether and from where to ask on.
     *
     * @param localDay as the region's clock has it; since 1970-01-01
     * @param venueNo only those with a slot of this venue, on whatever day; 0 for all
     * @param states bit set by {@link ReservationState#bit()}; 0 for all
     * @param after where the former answer ended; 0 from the first
     * @param limit 1 or above
     */
    record ListStationDay(int stationNo, int localDay, int venueNo, int states, long after, int limit)
            implements For<Outcome.StationDay> {
        /** What of it is left behind a part; with a limit of 0 where that was all that was wanted. */
        public ListStationDay behind(Outcome.StationDay part) {
            int left = limit - part.reservations().size();
            return new ListStationDay(stationNo, localDay, venueNo, states, part.next(), left);
        }

        @Override
        public Class<Outcome.StationDay> answer() {
            return Outcome.StationDay.class;
        }
    }

    /**
     * How much this member has used of each limit. Changes nothing; in the queue for the same reason.
     *
     * @param localDay today, as the region's clock has it; since 1970-01-01
     */
    record FindStanding(String member, int localDay) implements For<Outcome.Standing> {
        @Override
        public Class<Outcome.Standing> answer() {
            return Outcome.Standing.class;
        }
    }

    /**
     * Forgets a member. Again, or of somebody who has nothing: the same, since history may know them. What is said to be
     * {@linkplain Outcome.Erased#more more}, another command does.
     *
     * @param preview nothing is changed
     */
    record EraseMember(String member, boolean preview) implements For<Outcome.Erased> {
        @Override
        public Class<Outcome.Erased> answer() {
            return Outcome.Erased.class;
        }
    }

    /** Places that an operator may give a slot. */
    int CAPACITY_MAX = 10_000;

    /**
     * Gives a slot more places, or fewer: then those who came last lose theirs, in the same command.
     *
     * @param capacity 1 to {@value #CAPACITY_MAX}
     * @param reason for members, at most {@value #REASON_MAX} characters
     */
    record ChangeCapacity(long slotKey, int capacity, String reason) implements Change<Outcome.CapacityStands> {
        @Override
        public Class<Outcome.CapacityStands> answer() {
            return Outcome.CapacityStands.class;
        }
    }

    /**
     * Who would lose their place by such a change, had it been asked for now. Changes nothing. Asked on part by part, as {@link PreviewClosure},
     * where somebody would.
     *
     * @param from where this part begins; 0 for the first
     * @param having those whom the parts before met; nobody for the first
     */
    record PreviewCapacity(ChangeCapacity change, int from, long[] having) implements For<Outcome.CapacityPreviewed> {
        private static final long[] NOBODY = {};

        /** The first part. */
        public PreviewCapacity(ChangeCapacity change) {
            this(change, 0, NOBODY);
        }

        /** The part behind the one that was answered so. */
        public PreviewCapacity after(Outcome.CapacityPreviewed part) {
            return new PreviewCapacity(change, part.next(), part.having());
        }

        @Override
        public Class<Outcome.CapacityPreviewed> answer() {
            return Outcome.CapacityPreviewed.class;
        }
    }

    /** Characters of what members are told about a change. */
    int REASON_MAX = 200;

    /**
     * Somebody at the desk says that whoever has this reservation has come. Again: the same.
     *
     * @param companion the number of the invitation by whose pass; 0 for the holder's, or none
     * @param stations where the one who says so may: the reservation is of one of them; null for everywhere
     * @param preview nothing is changed; the answer is how it stands now, or the very refusal
     */
    record CheckIn(
            long reservationId, int companion, @Nullable Set<Integer> stations, boolean preview)
            implements Change<Outcome.Stands> {
        /** Of whoever has it. */
        public CheckIn(long reservationId, @Nullable Set<Integer> stations, boolean preview) {
            this(reservationId, 0, stations, preview);
        }

        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    /**
     * Somebody at the desk cancels a reservation, whatever its cutoff.
     *
     * @param stations as with {@link CheckIn}
     * @param reason for the member, at most {@value #REASON_MAX} characters
     * @param preview as with {@link CheckIn}
     */
    record CancelAtDesk(long reservationId, @Nullable Set<Integer> stations, String reason, boolean preview)
            implements Change<Outcome.Stands> {
        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    /**
     * A strike of a member counts no more.
     *
     * @param reservationId of what the member did not come to
     * @param stations as with {@link CheckIn}
     * @param reason at most {@value #REASON_MAX} characters
     * @param preview as with {@link CheckIn}
     */
    record ForgiveStrike(
            String member, long reservationId, @Nullable Set<Integer> stations, String reason, boolean preview)
            implements Change<Outcome.Stands> {
        @Override
        public Class<Outcome.Stands> answer() {
            return Outcome.Stands.class;
        }
    }

    /** People that somebody can count. */
    int INSIDE_MAX = 10_000;

    /**
     * Puts a machine out of order, whatever it says itself, or takes that back.
     *
     * @param machine its id in the catalogue
     * @param stationNo where it stands
     * @param reason at most {@value #REASON_MAX} characters
     * @param preview nothing is changed; the answer is how it would stand
     */
    record MarkEquipment(String machine, int stationNo, boolean outOfOrder, String reason, boolean preview)
            implements Change<Outcome.EquipmentStands> {
        @Override
        public Class<Outcome.EquipmentStands> answer() {
            return Outcome.EquipmentStands.class;
        }
    }

    /** What follows from how machines stand. */
    sealed interface OfMachines extends For<Outcome.Done> permits SettleMachineVenues {}

    /**
     * Says that an operator has put another catalogue in force; nothing where that was said of this version already, or of a later one. What
     * follows from it for venues and slots, other commands do.
     *
     * @param former the version that was in force before
     */
    record NoteCatalogue(long former, long version) implements Change<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * Says that all sessions of a member are about to end: before they do, so that none ends of which the audit does not know. Ending them is
     * up to whoever asks.
     */
    record EndSessions(String member) implements Change<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * Says what an admin is about to do with an address that is told of events: before it is done, as with {@link EndSessions}.
     *
     * @param act of those about webhooks
     * @param no the webhook's number
     * @param url where it is
     */
    record NoteWebhook(OperatorAct act, int no, String url) implements Change<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * The same as what it carries. Where that changes something, {@link Event.OperatorActed} is said with it.
     *
     * @param actor the operator, as its token says
     * @param reason why, at most {@value #REASON_MAX} characters; "" where none is given
     */
    record ByOperator<A extends Outcome>(String actor, Change<A> change, String reason) implements For<A> {
        @Override
        public Class<A> answer() {
            return change.answer();
        }
    }
}
