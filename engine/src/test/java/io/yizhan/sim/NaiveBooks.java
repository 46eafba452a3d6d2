package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The books by maps and loops, fed with durable events: each is judged, since an engine that breaks a rule writes an event that breaks it. */
final class NaiveBooks {
    static final class Booking {
        final Event.ReservationPlaced placed;
        ReservationState state;
        /** When each of its slots ends. */
        final int[] slotEndsMin;

        final int endsMin;
        long endedAtMs;
        /** 0 where its member cancelled it, or it was not cancelled. */
        int closureNo;
        /** Of the operator who cancelled it; "" for none. */
        String takenFor = "";
        /** While it waits or is offered a place: when that ends; later what it was last. 0 for one that never waited. */
        long waitEndsAtMs;
        /** While it is confirmed: by when its member must have come; 0 where nobody looks. */
        long checkInByMs;

        long checkedInAtMs;
        /** Whether its member did not come, and that counts; and whether that was forgiven. */
        boolean strike;

        boolean forgiven;
        /** To another reservation of its member's. */
        boolean gaveWay;
        /** Its place in the drawn order, by which it comes before those who came later; 0 for all others. */
        int drawnRank;
        /** Whether a draw had no place for it, nor has it come to one since. */
        boolean lost;
        /** Its member was forgotten. */
        boolean erased;

        Booking(Event.ReservationPlaced placed, int[] slotEndsMin) {
            this.placed = placed;
            this.slotEndsMin = slotEndsMin;
            endsMin = Arrays.stream(slotEndsMin).max().orElseThrow();
            waitEndsAtMs = placed.waitEndsAtMs();
            checkInByMs = placed.checkInByMs();
            state = placed.state();
        }
    }

    private final Rules rules;
    final Map<Integer, VenueTerms> venues = new TreeMap<>();
    final Map<Long, NaiveSlot> slots = new TreeMap<>();
    final Map<Long, Booking> bookings = new TreeMap<>();
    /** Ended and out of the books. */
    final Map<Long, Booking> archived = new TreeMap<>();

    final Map<Integer, NaiveCrowd> crowds = new TreeMap<>();
    final NaiveGateEvents gateEvents = new NaiveGateEvents(crowds);
    final NaiveCrowds people;
    final NaiveClosures closures = new NaiveClosures(this);
    final NaiveActivities activities = new NaiveActivities(this);
    final NaiveCapacities capacities = new NaiveCapacities(this);
    final NaiveWaitlist waitlist = new NaiveWaitlist(this);
    final NaiveDraws draws = new NaiveDraws(this);
    final NaiveArrivals arrivals;
    final NaiveVisits visits;
    private final NaiveErasures erasures = new NaiveErasures(this);
    /** Machines that operators have put out of order. */
    final Map<String, EquipmentMark> marks = new TreeMap<>();

    final NaiveWorkouts fitness = new NaiveWorkouts();
    final NaiveActs acts = new NaiveActs(this);
    final NaiveNotices notices = new NaiveNotices(this);
    final NaiveCompanions companions = new NaiveCompanions(this);
    final NaiveOrders orders = new NaiveOrders(this);
    final NaiveAtOnce atOnce = new NaiveAtOnce(this);
    private final NaiveLimits limits;
    private final Map<String, Booking> newestByKey = new HashMap<>();
    private final Map<Long, NaiveSlot> slotsEver = new HashMap<>();
    /** Whether the present command is a gate's report: of what has happened before. */
    boolean gateReports;

    private long lastMs;
    private long lastId;

    NaiveBooks(Rules rules) {
        this.rules = rules;
        people = new NaiveCrowds(rules);
        limits = new NaiveLimits(rules, this);
        arrivals = new NaiveArrivals(rules.strikes(), this);
        visits = new NaiveVisits(rules.longestStayMs(), this);
    }

    /** @param continues it came of the same command as the event before it */
    void apply(Event event, boolean continues) {
        unless(event.atMs() >= lastMs, "time never goes back", event);
        lastMs = event.atMs();
        if (!continues) atOnce.commandBegins();
        if (!continues) capacities.commandBegins(event);
        if (!continues) erasures.commandBegins();
        if (!continues) activities.commandBegins();
        draws.happens(event, continues);
        if (!continues) gateReports = event instanceof Event.GateEventsRecorded;
        acts.happens(event, continues);
        notices.happens(event);
        orders.happens(event, continues);
        switch (event) {
            case Event.VenueDefined it -> venues.put(it.venueNo(), it.terms());
            case Event.SlotsOpened it -> open(it);
            case Event.ActivityPlanned it -> activities.apply(it);
            case Event.ActivityDecided it -> activities.apply(it);
            case Event.SlotCapacityChanged it -> capacities.apply(it);
            case Event.SlotsRetired it -> {
                slots.values().removeIf(slot -> slot.endMin < it.endedBeforeMin() && slot.taken == 0);
                closures.retire(it.endedBeforeMin());
                activities.retire();
                draws.retire();
            }
            case Event.ReservationPlaced it -> place(it);
            case Event.PlaceOffered it -> waitlist.offer(booking(it.reservationId(), it), it);
            case Event.ReservationConfirmed it -> {
                Booking booking = booking(it.reservationId(), it);
                boolean held = booking.state == ReservationState.HELD && it.atMs() < booking.placed.holdExpiresAtMs();
                boolean offered = booking.state == ReservationState.OFFERED && it.atMs() < booking.waitEndsAtMs;
                if (booking.state == ReservationState.CONFIRMED) arrivals.requireLater(booking, it);
                else {
                    unless(held || offered, "only a hold or an offer that runs is confirmed", it);
                    arrivals.requireTerms(booking, it.checkInByMs(), it);
                }
                booking.state = ReservationState.CONFIRMED;
                booking.checkInByMs = it.checkInByMs();
                orders.changed(it.reservationId());
            }
            case Event.CheckedIn it -> {
                arrivals.apply(booking(it.reservationId(), it), it);
                orders.changed(it.reservationId());
            }
            case Event.NoShow it -> {
                Booking booking = booking(it.reservationId(), it);
                arrivals.judge(booking, it);
                end(booking, ReservationState.NO_SHOW, it.atMs());
                arrivals.apply(booking, it);
            }
            case Event.StrikeForgiven it -> arrivals.apply(booking(it.reservationId(), it), it);
            case Event.ReservationCancelled it -> cancel(it);
            case Event.HoldExpired it -> {
                Booking booking = booking(it.reservationId(), it);
                boolean held = booking.state == ReservationState.HELD && it.atMs() >= booking.placed.holdExpiresAtMs();
                boolean waited = waits(booking) && it.atMs() >= booking.waitEndsAtMs;
                unless(held || waited, "a hold expires exactly once, and not early", it + ", " + booking.state);
                end(booking, ReservationState.EXPIRED, it.atMs());
            }
            case Event.ReservationCompleted it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(arrivals.mayBeCompleted(booking), "a reservation is completed once", it + ", " + booking.state);
                if (it.atMs() < booking.endsMin * 60_000L)
                    erasures.owe(booking, "a reservation is completed at its end", it);
                end(booking, ReservationState.COMPLETED, it.atMs());
            }
            case Event.ReservationArchived it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(
                        booking.state.ended() && it.atMs() >= booking.endedAtMs + rules.retentionMs(),
                        "only what ended long ago is archived",
                        it);
                archived.put(it.reservationId(), booking);
                bookings.remove(it.reservationId());
            }
            case Event.MemberErased it -> {
                companions.apply(it);
                orders.apply(it);
                erasures.apply(it);
                fitness.forget(it.member());
                newestByKey.values().removeIf(booking -> booking.erased);
            }
            case Event.GateEventsRecorded it -> {
                gateEvents.hear(it);
                people.hear(it);
            }
            case Event.VisitsRecorded it -> visits.apply(booking(it.reservationId(), it), it);
            case Event.OccupancyCorrected it -> {
                crowds.computeIfAbsent(it.stationNo(), station -> new NaiveCrowd());
                people.correct(it);
            }
            case Event.ClosureBegan it -> closures.apply(it);
            case Event.VenueClosed it -> {
                closures.apply(it);
                activities.apply(it);
            }
            case Event.ClosureCarriedOut it -> closures.apply(it);
            case Event.ClosureLifted it -> closures.apply(it);
            case Event.EquipmentMarked it -> mark(it);
            case Event.WorkoutRecorded it -> fitness.apply(it);
            case Event.BodyChecked it -> fitness.apply(it);
            case Event.OperatorActed it -> acts.apply(it);
            case Event.DrawAnnounced it -> draws.apply(it);
            case Event.DrawEntered it -> draws.apply(booking(it.reservationId(), it), it);
            case Event.DrawClosed it -> draws.apply(it);
            case Event.DrawPartGiven it -> draws.apply(it);
            case Event.DrawDecided it -> draws.apply(booking(it.reservationId(), it), it);
            case Event.DrawCarriedOut it -> draws.apply(it);
            case Event.CompanionsInvited it -> companions.apply(booking(it.reservationId(), it), it);
            case Event.InvitationAccepted it -> companions.apply(booking(it.reservationId(), it), it);
            case Event.InvitationWithdrawn it -> companions.apply(booking(it.reservationId(), it), it);
            case Event.OrderQuoted it -> orders.apply(it);
            case Event.OrderBooked it -> orders.apply(it);
            case Event.OrderNoticed it -> orders.apply(it);
            case Event.OrderErased it -> {
                erasures.apply(it);
                orders.apply(it);
            }
            case Event.GateBootForgotten it -> gateEvents.forget(it);
        }
    }

    private void mark(Event.EquipmentMarked it) {
        EquipmentMark former = marks.get(it.machine());
        unless(
                it.outOfOrder() ? former == null || !former.reason().equals(it.reason()) : former != null,
                "a machine is not marked twice",
                it);
        if (it.outOfOrder()) marks.put(it.machine(), new EquipmentMark(it.stationNo(), it.atMs(), it.reason()));
        else marks.remove(it.machine());
    }

    private void open(Event.SlotsOpened it) {
        VenueTerms terms = venues.get(it.venueNo());
        unless(
                terms != null && Boolean.valueOf(terms.exclusive()).equals(it.exclusive()),
                "slots are shared as their venue is when they are opened",
                it);
        for (int i = 0; i < it.startMin().length; i++) {
            for (var other : slots.entrySet())
                unless(
                        SlotKey.venueNo(other.getKey()) != it.venueNo()
                                || it.endMin()[i] <= SlotKey.startMin(other.getKey())
                                || other.getValue().endMin <= it.startMin()[i],
                        "a venue has one slot at a time",
                        it);
            boolean exclusive = Boolean.TRUE.equals(it.exclusive());
            NaiveSlot slot = new NaiveSlot(
                    it.endMin()[i],
                    it.capacity()[i],
                    it.releaseMin()[i],
                    it.neighboursMin()[i],
                    it.closed()[i],
                    exclusive);
            NaiveSlot former = slots.put(SlotKey.of(it.venueNo(), it.startMin()[i]), slot);
            unless(former == null, "a slot is opened once", it);
            slotsEver.put(SlotKey.of(it.venueNo(), it.startMin()[i]), slot);
        }
    }

    private void place(Event.ReservationPlaced it) {
        unless(it.reservationId() > lastId, "a number is never given twice", it.reservationId());
        lastId = it.reservationId();
        int[] slotEndsMin = new int[it.slots().length];
        long holdsUntilMs = Long.MAX_VALUE;
        long cancelClosesMin = Long.MAX_VALUE;
        for (int i = 0; i < it.slots().length; i++) {
            long key = it.slots()[i];
            NaiveSlot slot = slot(key, it);
            VenueTerms terms = venue(key, it);
            unless(
                    it.atMs() < SlotKey.startMin(key) * 60_000L
                            && !slot.closed
                            && !closures.closed(key, slot.endMin)
                            && !terms.withdrawn()
                            && it.atMs() >= opensAtMs(slot.releaseMin, it, terms),
                    "only a slot that is open and to come is booked",
                    it);
            unless(
                    it.atMs() < SlotKey.startMs(key) - terms.get(Term.BOOKING_CUTOFF_MS),
                    "nothing is booked after its cutoff",
                    it);
            hostFirst(it, i, slot, terms);
            unless(!it.state().active() || !waitlist.overtakes(it, i), "nobody overtakes those who wait", it);
            unless(
                    terms.stationNo() == it.stationNo() && slot.exclusive == ((it.exclusiveSlots() >> i & 1) != 0),
                    "a reservation keeps the terms under which it was made",
                    it);
            slotEndsMin[i] = slot.endMin;
            holdsUntilMs = Math.min(
                    holdsUntilMs,
                    Math.min(
                            SlotKey.startMs(key) - terms.get(Term.BOOKING_CUTOFF_MS),
                            it.atMs() + terms.get(Term.HOLD_TTL_MS)));
            cancelClosesMin = Math.min(
                    cancelClosesMin, Math.floorDiv(SlotKey.startMs(key) - terms.get(Term.CANCEL_CUTOFF_MS), 60_000L));
        }
        arrivals.requireNotSuspended(it.member(), it);
        activities.judge(it);
        atOnce.judge(it);
        limits.judge(it);
        waitlist.join(it);
        draws.judge(it);
        unless(cancelClosesMin == it.cancelClosesMin(), "a reservation keeps the terms under which it was made", it);
        long untilMs = Math.min(holdsUntilMs, atOnce.untilMs(it));
        unless(
                it.holdExpiresAtMs() <= untilMs,
                "a hold lasts as long as its venue says, and not until booking has closed",
                it);
        orders.placed(it, untilMs);
        String keyText = it.keyHi() + "/" + it.keyLo();
        Booking booking = new Booking(it, slotEndsMin);
        Booking former = newestByKey.put(keyText, booking);
        unless(former == null || it.atMs() - former.placed.atMs() >= rules.keyWindowMs(), "a key books once", it);
        bookings.put(it.reservationId(), booking);
        if (it.state() == ReservationState.CONFIRMED) arrivals.requireTerms(booking, it.checkInByMs(), it);
        if (it.state().active()) take(booking, it);
    }

    /** Whoever has waited gets a place by the same rules as everybody else. */
    void judgeAsPlaced(Event.ReservationPlaced waited) {
        atOnce.commandBegins();
        atOnce.judge(waited);
        limits.judge(waited);
    }

    void take(Booking booking, Event cause) {
        Event.ReservationPlaced it = booking.placed;
        for (int i = 0; i < it.slots().length; i++) {
            NaiveSlot slot = slot(it.slots()[i], cause);
            slot.taken += places(it, i);
            if (it.byHost()) slot.takenByHost += places(it, i);
            unless(slot.taken <= slot.capacity, "no slot is oversold", cause);
        }
    }

    static boolean waits(Booking booking) {
        return booking.state.pending() || booking.state == ReservationState.OFFERED;
    }

    /** Verified people come some time before others. */
    private static long opensAtMs(int othersMin, Event.ReservationPlaced it, VenueTerms terms) {
        boolean verified = SimCatalogue.isVerified(it.member());
        return othersMin * 60_000L - (verified ? terms.get(Term.VERIFIED_EARLIER_MS) : 0);
    }

    private static void hostFirst(Event.ReservationPlaced it, int i, NaiveSlot slot, VenueTerms terms) {
        if (terms.host().isEmpty()) return;
        unless(it.byHost() == SimCatalogue.isStaff(it.member()), "the host's staff are those who work for it", it);
        if (it.byHost()) return;
        unless(it.atMs() >= opensAtMs(slot.neighboursMin, it, terms), "neighbours book after the host's staff", it);
        if (it.atMs() >= SlotKey.startMs(it.slots()[i]) - terms.get(Term.HOST_SHARE_UNTIL_MS)) return;
        if (!it.state().active()) return;
        int share = slot.capacity * terms.get(Term.HOST_SHARE_PERCENT) / 100;
        int left = slot.capacity - slot.taken - places(it, i);
        unless(left >= share - slot.takenByHost, "nobody else takes the host's share", it);
    }

    private void cancel(Event.ReservationCancelled it) {
        Booking booking = booking(it.reservationId(), it);
        unless(
                booking.state == ReservationState.HELD || booking.state == ReservationState.CONFIRMED || waits(booking),
                "only what is held, confirmed or waits is cancelled",
                it);
        boolean byMember = it.closureNo() == 0 && it.reason().isEmpty();
        if (byMember && booking.state == ReservationState.HELD) atOnce.holdEnds(booking);
        booking.closureNo = it.closureNo();
        if (it.closureNo() != 0) closures.cancels(booking, it);
        else if (!it.reason().isEmpty()) capacities.takes(booking, it);
        else if (booking.state == ReservationState.CONFIRMED && it.atMs() >= booking.placed.cancelClosesMin() * 60_000L)
            erasures.owe(booking, "nothing is cancelled after its cutoff", it);
        end(booking, ReservationState.CANCELLED, it.atMs());
    }

    private void end(Booking booking, ReservationState state, long atMs) {
        boolean waited = booking.state.pending();
        booking.state = state;
        booking.endedAtMs = atMs;
        // That it is over is nothing that its partner hears of.
        if (state != ReservationState.COMPLETED) orders.changed(booking.placed.reservationId());
        if (waited) return;
        for (int i = 0; i < booking.placed.slots().length; i++) {
            NaiveSlot slot = slot(booking.placed.slots()[i], booking.placed);
            slot.taken -= places(booking.placed, i);
            if (booking.placed.byHost()) slot.takenByHost -= places(booking.placed, i);
        }
    }

    private Booking booking(long id, Event cause) {
        Booking booking = bookings.get(id);
        if (booking == null) throw new Violation("events are about what there is", cause.toString());
        return booking;
    }

    NaiveSlot slot(long key, Event cause) {
        NaiveSlot slot = slots.get(key);
        if (slot == null) throw new Violation("events are about what there is", "slot " + key + ", " + cause);
        return slot;
    }

    VenueTerms venue(long key, Event cause) {
        VenueTerms venue = venues.get(SlotKey.venueNo(key));
        if (venue == null) throw new Violation("events are about what there is", "venue of " + key + ", " + cause);
        return venue;
    }

    static int places(Event.ReservationPlaced placed, int i) {
        return (placed.exclusiveSlots() >> i & 1) != 0 ? 1 : placed.party();
    }

    /** What time does by itself was done. */
    void requireNothingOverdue(long nowMs) {
        closures.requireNothingOwed();
        activities.requireNothingOverdue(nowMs);
        for (Booking booking : bookings.values()) {
            long untilMs = switch (booking.state) {
                case HELD -> booking.placed.holdExpiresAtMs();
                case WAITLISTED, OFFERED, ENTERED -> booking.waitEndsAtMs;
                case CONFIRMED -> booking.checkInByMs == 0 ? booking.endsMin * 60_000L : booking.checkInByMs;
                case CHECKED_IN -> booking.endsMin * 60_000L;
                case COMPLETED, CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> Long.MAX_VALUE;
            };
            unless(untilMs >= nowMs - 1_000, "what is over ends", booking.placed + ", " + booking.state);
        }
        draws.requireNothingOverdue(nowMs);
        waitlist.requireNothingOwed(nowMs);
        visits.requireNothingOverdue(nowMs);
    }

    long holdsThatGaveWay() {
        return Stream.of(bookings, archived)
                .flatMap(all -> all.values().stream())
                .filter(booking -> booking.gaveWay)
                .count();
    }

    /** That active reservations take at a station. */
    int placesAt(int stationNo, Predicate<Event.ReservationPlaced> whose) {
        int places = 0;
        for (Booking booking : bookings.values()) {
            if (!booking.state.active() || booking.placed.stationNo() != stationNo) continue;
            if (!whose.test(booking.placed)) continue;
            for (int i = 0; i < booking.placed.slots().length; i++) places += places(booking.placed, i);
        }
        return places;
    }

    /** Of members who did not come. */
    long strikesEver() {
        return Stream.of(bookings, archived)
                .flatMap(all -> all.values().stream())
                .filter(booking -> booking.strike || booking.forgiven)
                .count();
    }

    /** By operators. */
    long placesTaken() {
        return Stream.of(bookings, archived)
                .flatMap(all -> all.values().stream())
                .filter(booking -> !booking.takenFor.isEmpty())
                .count();
    }

    /** Of a slot that there is or was; null for others. */
    @Nullable
    Integer capacityEver(long key) {
        NaiveSlot slot = slotsEver.get(key);
        return slot == null ? null : slot.capacity;
    }

    /** What a party asks for of a slot that there is or was. */
    int placesEver(long key, int party) {
        NaiveSlot slot = slotsEver.get(key);
        return slot != null && slot.exclusive ? 1 : party;
    }

    long lastMs() {
        return lastMs;
    }
}
