package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/**
 * What has happened in a region: the only thing that changes the books, and what the journal holds. Applying one judges
 * nothing, so a replay under changed rules rebuilds the same past. Arrays are never changed after construction.
 */
public sealed interface Event {
    /** When, in milliseconds since 1970 UTC; never less than that of the event before it. */
    long atMs();

    /** See {@link VenueCommand.DefineVenue} and {@link VenueCommand.WithdrawVenue}; with the terms that it has, {@link VenueCommand.TellSlotsAgain}. */
    record VenueDefined(long atMs, int venueNo, VenueTerms terms) implements Event {}

    /**
     * See {@link VenueCommand.OpenSlots}; holds only those that were new.
     *
     * @param neighboursMin as {@code releaseMin} in records of before it was kept
     * @param exclusive how they are shared, for as long as they are open; null in records of before this was kept: as the venue was then
     * @param localDay as UTC has it in records of before it was kept
     */
    record SlotsOpened(
            long atMs,
            int venueNo,
            @Nullable Boolean exclusive,
            int[] startMin,
            int[] endMin,
            int[] capacity,
            int[] releaseMin,
            int[] neighboursMin,
            boolean[] closed,
            int[] localDay)
            implements Event {
        /** Where all are released at once. */
        public SlotsOpened(
                long atMs,
                int venueNo,
                @Nullable Boolean exclusive,
                int[] startMin,
                int[] endMin,
                int[] capacity,
                int[] releaseMin,
                boolean[] closed,
                int[] localDay) {
            this(atMs, venueNo, exclusive, startMin, endMin, capacity, releaseMin, releaseMin, closed, localDay);
        }
    }

    /** See {@link VenueCommand.OpenSlots#activities}; comes with the slot, of the same command. */
    record ActivityPlanned(long atMs, long slotKey, ActivityTerms terms) implements Event {}

    /**
     * Whether as many come as are needed: where not, it is called off.
     *
     * @param closureNo of the closure that does so, and begins with the next event of the same command; 0 where it takes place
     */
    record ActivityDecided(long atMs, long slotKey, int closureNo) implements Event {}

    /** See {@link Command.MarkEquipment}. */
    record EquipmentMarked(long atMs, String machine, int stationNo, boolean outOfOrder, String reason)
            implements Event {}

    /** An operator has given a slot more places, or fewer; who has lost theirs, events of the same command before it say. */
    record SlotCapacityChanged(long atMs, long slotKey, int capacity, String reason) implements Event {}

    /** Slots that ended before this minute are forgotten, except those that a live reservation uses. */
    record SlotsRetired(long atMs, int endedBeforeMin) implements Event {}

    /**
     * Places were taken, under the terms that it carries: what the catalogue says later doesn't touch them.
     *
     * @param state {@code CONFIRMED}, {@code HELD}, or {@code WAITLISTED} or {@code ENTERED}: then it takes no place yet
     * @param untilMs of a hold: when it ends by itself; of one that waits: when the waitlist closes; of one in a draw: when the slot starts; of
     *     a confirmed one: by when its member must have come, 0 where nobody looks
     * @param exclusiveSlots bit i for the slot i: its one place is taken, whatever the party's size
     * @param stationNo where the slots are; 0 in records of before the terms were kept, which leave all three to the venues as they were
     * @param cancelClosesMin a confirmed one can be cancelled before this minute (since 1970 UTC)
     * @param byHost by somebody who works for the station's host: it counts to the host's share of places
     * @param recurring it is one of a series of weekly bookings
     */
    record ReservationPlaced(
            long atMs,
            long reservationId,
            String member,
            long keyHi,
            long keyLo,
            long[] slots,
            int party,
            ReservationState state,
            long untilMs,
            short exclusiveSlots,
            int stationNo,
            int cancelClosesMin,
            boolean byHost,
            boolean recurring)
            implements Event {
        /** Confirmed or held, by somebody who does not work for the host, and whom nobody will miss. */
        public ReservationPlaced(
                long atMs,
                long reservationId,
                String member,
                long keyHi,
                long keyLo,
                long[] slots,
                int party,
                long holdExpiresAtMs,
                int exclusiveSlots,
                int stationNo,
                int cancelClosesMin) {
            this(
                    atMs,
                    reservationId,
                    member,
                    keyHi,
                    keyLo,
                    slots,
                    party,
                    holdExpiresAtMs == 0 ? ReservationState.CONFIRMED : ReservationState.HELD,
                    holdExpiresAtMs,
                    (short) exclusiveSlots,
                    stationNo,
                    cancelClosesMin,
                    false,
                    false);
        }

        /** 0 where it is no hold. */
        public long holdExpiresAtMs() {
            return state == ReservationState.HELD ? untilMs : 0;
        }

        /** When the waitlist closes, or the slot of a draw starts; 0 where it waits for neither. */
        public long waitEndsAtMs() {
            return waits() || enters() ? untilMs : 0;
        }

        /** By when its member must have come; 0 where nobody looks, or that is not decided yet. */
        public long checkInByMs() {
            return state == ReservationState.CONFIRMED ? untilMs : 0;
        }

        /** Whether it takes no place yet, but waits for one. */
        public boolean waits() {
            return state == ReservationState.WAITLISTED;
        }

        /** Whether it takes no place yet, but is in the draw for one. */
        public boolean enters() {
            return state == ReservationState.ENTERED;
        }

        /** Whether it carries its terms. */
        public boolean hasTerms() {
            return stationNo != 0;
        }
    }

    /**
     * Places that were set free are kept for whoever waits for them.
     *
     * @param offerExpiresAtMs 0 where they are theirs at once
     * @param checkInByMs where they are: by when the member must have come; 0 where nobody looks
     */
    record PlaceOffered(long atMs, long reservationId, long offerExpiresAtMs, long checkInByMs) implements Event {
        /** To somebody whom nobody will miss, or who has yet to take it. */
        public PlaceOffered(long atMs, long reservationId, long offerExpiresAtMs) {
            this(atMs, reservationId, offerExpiresAtMs, 0);
        }
    }

    /**
     * Also of one that was confirmed before, where the date of a course at which its member was awaited is closed: by when then.
     *
     * @param checkInByMs by when the member must have come; 0 where nobody looks
     */
    record ReservationConfirmed(long atMs, long reservationId, long checkInByMs) implements Event {
        /** By somebody whom nobody will miss. */
        public ReservationConfirmed(long atMs, long reservationId) {
            this(atMs, reservationId, 0);
        }
    }

    /** Whoever has the place has come. */
    record CheckedIn(long atMs, long reservationId) implements Event {}

    /**
     * Whoever has the place has not come in time: it is free again.
     *
     * @param strike whether that counts against the member: it does not where they may have been kept out
     * @param suspendedUntilMs from now until then the member books nothing; 0 where they may, and where it is no strike: then it changes nothing
     */
    record NoShow(long atMs, long reservationId, boolean strike, long suspendedUntilMs) implements Event {}

    /**
     * A strike no longer counts.
     *
     * @param suspendedUntilMs from now until then the member books nothing; 0 where they may
     * @param reason of the operator who says so
     */
    record StrikeForgiven(long atMs, long reservationId, long suspendedUntilMs, String reason) implements Event {}

    /**
     * By its member, unless one of these is given.
     *
     * @param closureNo of the closure that has taken its place away; 0 for none
     * @param reason of the operator who has taken its place away; "" for none
     */
    record ReservationCancelled(long atMs, long reservationId, int closureNo, String reason) implements Event {
        /** By its member, or by a closure. */
        public ReservationCancelled(long atMs, long reservationId, int closureNo) {
            this(atMs, reservationId, closureNo, "");
        }

        /** By its member. */
        public ReservationCancelled(long atMs, long reservationId) {
            this(atMs, reservationId, 0);
        }
    }

    /** The time of a hold or an offer ran out, and its places are free again; or somebody has waited in vain. */
    record HoldExpired(long atMs, long reservationId) implements Event {}

    /** The last slot of a confirmed reservation ended; it no longer counts against the member's limit. */
    record ReservationCompleted(long atMs, long reservationId) implements Event {}

    /** An ended reservation left the books; from here it is history, kept in the database alone. */
    record ReservationArchived(long atMs, long reservationId) implements Event {}

    /**
     * Nobody is to know any more that this was a member here. What they had is cancelled, or completed where they had come, by events of the
     * same command before it; from here on all of it is history without them, kept for its counts in the database alone. Until when they
     * are suspended stays.
     *
     * @param reservations that were in the books, by id
     */
    record MemberErased(long atMs, String member, long[] reservations) implements Event {}

    /**
     * Gate events that had not been seen before, and numbers that will not come.
     *
     * @param venueNo the venue that the gate leads into, where it counts for that and not for the station; 0 for a gate of the station itself,
     *     and in records of before this was kept
     * @param counted false for those too old to change the occupancy, or in a correction already: known, not counted
     * @param forgotten bounds of ranges ({@code from, to, from, to, …}), ascending and apart, of numbers that were not known: given up by
     *     the gate, or of events that were wrong in themselves. From now on they are known, and count for nothing
     */
    record GateEventsRecorded(
            long atMs,
            String gate,
            String boot,
            int stationNo,
            int venueNo,
            long[] seqs,
            long[] happenedAtMs,
            boolean[] in,
            boolean[] counted,
            String[] credentials,
            long[] forgotten)
            implements Event {
        /** Of a gate of the station itself. */
        public GateEventsRecorded(
                long atMs,
                String gate,
                String boot,
                int stationNo,
                long[] seqs,
                long[] happenedAtMs,
                boolean[] in,
                boolean[] counted,
                String[] credentials,
                long[] forgotten) {
            this(atMs, gate, boot, stationNo, 0, seqs, happenedAtMs, in, counted, credentials, forgotten);
        }
    }

    /**
     * From a moment on so many people are inside, whatever the gates have counted until then.
     *
     * @param venueNo 0 for the station itself
     * @param drift how many more the gates had come to, below zero where less
     * @param passages entries and exits that they had counted since the last correction
     * @param asOfMs that moment; what happened before it and comes later counts no more
     */
    record OccupancyCorrected(
            long atMs, int stationNo, int venueNo, int inside, long drift, long passages, long asOfMs, By by)
            implements Event {
        /** Who has counted. */
        public enum By {
            /** Somebody who was there. */
            EYE(1),
            /** Nobody: at night everybody has left. */
            NIGHT(2);

            private final int code;

            By(int code) {
                this.code = code;
            }

            /** What stands for it where it is stored; never changes. */
            public int code() {
                return code;
            }

            /** Null where nothing has this code. */
            public static @Nullable By of(int code) {
                for (By one : values()) if (one.code == code) return one;
                return null;
            }
        }
    }

    /** A gate's former run, silent for so long that nothing of it would count any more, left the books. */
    record GateBootForgotten(long atMs, String gate, String boot) implements Event {}

    /**
     * Venues are closed from one minute to another; which, the {@link VenueClosed} behind it say, which came of the same command. Where it
     * {@code cancels}, reservations are owed their end until {@link ClosureCarriedOut}.
     *
     * @param machine that is out of order, and is the venue; "" where something else closes it
     */
    record ClosureBegan(
            long atMs, int closureNo, int fromMin, int toMin, boolean cancels, String reason, String machine)
            implements Event {
        /** By no machine. */
        public ClosureBegan(long atMs, int closureNo, int fromMin, int toMin, boolean cancels, String reason) {
            this(atMs, closureNo, fromMin, toMin, cancels, reason, "");
        }
    }

    /** One venue of a closure. */
    record VenueClosed(long atMs, int closureNo, int venueNo) implements Event {}

    /** Every reservation that the closure left without a place has been cancelled. */
    record ClosureCarriedOut(long atMs, int closureNo) implements Event {}

    /** The venues can be booked again. What was cancelled stays so; what was still to be cancelled stands. */
    record ClosureLifted(long atMs, int closureNo) implements Event {}

    /**
     * An operator has changed what the events of the same command say before it. The books need nothing of it but which catalogue the last
     * such act tells of.
     *
     * @param actor the operator, as its token says
     * @param stations where, by number, ascending; none where nothing is at a station
     * @param member whom it is about; "" for nobody in particular
     * @param target the number of {@link OperatorAct#target() what was changed}
     * @param reason "" where none was given
     * @param before how that stood, in a word of the API or a number; "" where it was not there
     * @param after how it stands
     */
    record OperatorActed(
            long atMs,
            String actor,
            OperatorAct act,
            int[] stations,
            String member,
            long target,
            String reason,
            String before,
            String after)
            implements Event {}

    /**
     * Somebody went in or out by the pass of a reservation, or has been inside for longer than anybody is: so all its visits stand now.
     *
     * @param visits not to be changed
     */
    record VisitsRecorded(long atMs, long reservationId, Visit[] visits) implements Event {}

    /** Somebody has used a machine: so this workout stands now. More may become known of it, or whose it is. */
    record WorkoutRecorded(long atMs, Workout workout) implements Event {}

    /** An operator has written down what was measured of a member on a day, in place of what was written before. */
    record BodyChecked(long atMs, BodyCheck check) implements Event {}

    /** The places of a slot are drawn for: comes with the slot, of the same command; or people can enter once more. See {@link DrawTerms}. */
    record DrawAnnounced(long atMs, long slotKey, DrawTerms terms) implements Event {}

    /**
     * A reservation that was placed as {@code ENTERED}, by the event before it of the same command, is in the draw for its slot.
     *
     * @param number 1 for the first
     * @param waits whether its member waits for a place where it is not drawn
     */
    record DrawEntered(
            long atMs, long slotKey, int number, long reservationId, int weight, boolean waits, Pseudonym pseudonym)
            implements Event {}

    /**
     * The entries of a draw are fixed.
     *
     * @param entries how many
     * @param digest SHA-256 of their lines, in hex
     * @param withdrawn numbers of those that were taken back before, ascending
     */
    record DrawClosed(long atMs, long slotKey, int entries, String digest, int[] withdrawn) implements Event {}

    /** Something was said of a draw that its order follows from, or a commitment to it: once each. */
    record DrawPartGiven(long atMs, long slotKey, DrawPart part, String value) implements Event {}

    /**
     * What the draw came to for one entry.
     *
     * @param rank 1 for the first in the drawn order
     * @param untilMs of one that won: by when its member must have come, 0 where nobody looks; of one that waits: when the waitlist closes; else 0
     */
    record DrawDecided(
            long atMs, long slotKey, int number, long reservationId, int rank, DrawResult result, long untilMs)
            implements Event {}

    /** Every entry was decided about: the slot is like any other. */
    record DrawCarriedOut(long atMs, long slotKey) implements Event {}

    /**
     * Whoever has the place has invited companions: numbers of the reservation that were not used before.
     *
     * @param first number; the others follow it
     * @param count how many
     * @param terms those of the first invitation hold for all of the reservation
     */
    record CompanionsInvited(long atMs, long reservationId, int first, int count, CompanionTerms terms)
            implements Event {}

    /** Somebody comes along: from now on one of the party's places is theirs, and they have a pass of their own. */
    record InvitationAccepted(long atMs, long reservationId, int number, String member) implements Event {}

    /**
     * An invitation is good for nothing any more, nor is the pass of whoever had accepted it.
     *
     * @param left whether its companion does not want it; else whoever has the place has taken it back
     */
    record InvitationWithdrawn(long atMs, long reservationId, int number, boolean left) implements Event {}

    /**
     * A booking partner has a quote: its items are the reservations that were placed, as holds, by the events before it of the same command.
     *
     * @param reservations ids, item by item
     */
    record OrderQuoted(long atMs, OrderKey key, String member, long[] reservations) implements Event {}

    /**
     * A booking partner has booked an order: its items are reservations that were placed or confirmed by the events before it of the same command.
     *
     * @param digestHi upper half of a digest of what was asked for, as {@code digestLo}
     * @param reservations ids, item by item
     * @param details what its partner has said of it, about persons
     */
    record OrderBooked(
            long atMs, OrderKey key, String member, long digestHi, long digestLo, long[] reservations, String details)
            implements Event {}

    /**
     * The customer of an order that is booked is to be told something, by its partner.
     *
     * @param notice "" where nothing is to be told any more
     */
    record OrderNoticed(long atMs, OrderKey key, String notice) implements Event {}

    /** An order was given up for good, and what was said of it is forgotten. What it had has ended by events before it of the same command. */
    record OrderErased(long atMs, OrderKey key) implements Event {}
}
