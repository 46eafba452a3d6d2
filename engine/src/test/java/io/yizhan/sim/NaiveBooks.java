package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books by maps and loops, fed with durable events: each is judged, since an engine that breaks a rule writes an event that breaks it. */
final class NaiveBooks {
    record Venue(int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs) {}

    static final class Slot {
        final int endMin;
        final int capacity;
        final int releaseMin;
        final boolean closed;
        int taken;

        Slot(int endMin, int capacity, int releaseMin, boolean closed) {
            this.endMin = endMin;
            this.capacity = capacity;
            this.releaseMin = releaseMin;
            this.closed = closed;
        }
    }

    static final class Booking {
        final Event.ReservationPlaced placed;
        ReservationState state;
        final int endsMin;
        long endedAtMs;

        Booking(Event.ReservationPlaced placed, int endsMin) {
            this.placed = placed;
            this.endsMin = endsMin;
            state = placed.holdExpiresAtMs() == 0 ? ReservationState.CONFIRMED : ReservationState.HELD;
        }
    }

    static final class Crowd {
        long entered;
        long left;
    }

    private final Rules rules;
    final Map<Integer, Venue> venues = new TreeMap<>();
    final Map<Long, Slot> slots = new TreeMap<>();
    final Map<Long, Booking> bookings = new TreeMap<>();
    /** Ended and out of the books. */
    final Map<Long, Booking> archived = new TreeMap<>();
    /** By gate and boot, the numbers heard since the boot was last forgotten. */
    final Map<String, Set<Long>> boots = new TreeMap<>();

    private final Set<String> countedEver = new HashSet<>();
    private final Set<String> heardEver = new HashSet<>();
    final Map<Integer, Crowd> crowds = new TreeMap<>();
    private final Map<String, Booking> newestByKey = new HashMap<>();
    private final Map<Long, Integer> capacities = new HashMap<>();
    private long lastMs;
    private long lastId;

    NaiveBooks(Rules rules) {
        this.rules = rules;
    }

    void apply(Event event) {
        unless(event.atMs() >= lastMs, "time never goes back", event);
        lastMs = event.atMs();
        switch (event) {
            case Event.VenueDefined it ->
                venues.put(
                        it.venueNo(), new Venue(it.stationNo(), it.exclusive(), it.holdTtlMs(), it.cancelCutoffMs()));
            case Event.SlotsOpened it -> open(it);
            case Event.SlotsRetired it ->
                slots.values().removeIf(slot -> slot.endMin < it.endedBeforeMin() && slot.taken == 0);
            case Event.ReservationPlaced it -> place(it);
            case Event.ReservationConfirmed it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(
                        booking.state == ReservationState.HELD && it.atMs() < booking.placed.holdExpiresAtMs(),
                        "only a hold that runs is confirmed",
                        it);
                booking.state = ReservationState.CONFIRMED;
            }
            case Event.ReservationCancelled it -> cancel(it);
            case Event.HoldExpired it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(
                        booking.state == ReservationState.HELD && it.atMs() >= booking.placed.holdExpiresAtMs(),
                        "a hold expires exactly once, and not early",
                        it + ", " + booking.state);
                end(booking, ReservationState.EXPIRED, it.atMs());
            }
            case Event.ReservationCompleted it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(
                        booking.state == ReservationState.CONFIRMED && it.atMs() >= booking.endsMin * 60_000L,
                        "a reservation is completed once, at its end",
                        it + ", " + booking.state);
                end(booking, ReservationState.COMPLETED, it.atMs());
            }
            case Event.ReservationArchived it -> {
                Booking booking = booking(it.reservationId(), it);
                unless(
                        !booking.state.active() && it.atMs() >= booking.endedAtMs + rules.retentionMs(),
                        "only what ended long ago is archived",
                        it);
                archived.put(it.reservationId(), booking);
                bookings.remove(it.reservationId());
            }
            case Event.GateEventsRecorded it -> hear(it);
            case Event.GateBootForgotten it ->
                unless(boots.remove(it.gate() + "/" + it.boot()) != null, "only a known boot is forgotten", it);
        }
    }

    private void open(Event.SlotsOpened it) {
        for (int i = 0; i < it.startMin().length; i++) {
            Slot slot = new Slot(it.endMin()[i], it.capacity()[i], it.releaseMin()[i], it.closed()[i]);
            Slot former = slots.put(SlotKey.of(it.venueNo(), it.startMin()[i]), slot);
            unless(former == null, "a slot is opened once", it);
            capacities.put(SlotKey.of(it.venueNo(), it.startMin()[i]), it.capacity()[i]);
        }
    }

    private void place(Event.ReservationPlaced it) {
        unless(it.reservationId() > lastId, "a number is never given twice", it.reservationId());
        lastId = it.reservationId();
        int endsMin = 0;
        int ttlMs = Integer.MAX_VALUE;
        for (long key : it.slots()) {
            Slot slot = slot(key, it);
            unless(
                    it.atMs() < SlotKey.startMin(key) * 60_000L
                            && !slot.closed
                            && it.atMs() >= slot.releaseMin * 60_000L,
                    "only a slot that is open and to come is booked",
                    it);
            overlaps(it, key, slot);
            endsMin = Math.max(endsMin, slot.endMin);
            ttlMs = Math.min(ttlMs, venue(key, it).holdTtlMs());
        }
        unless(
                it.holdExpiresAtMs() == 0 || it.holdExpiresAtMs() == it.atMs() + ttlMs,
                "a hold lasts as long as its venue says",
                it);
        String keyText = it.keyHi() + "/" + it.keyLo();
        Booking booking = new Booking(it, endsMin);
        Booking former = newestByKey.put(keyText, booking);
        unless(former == null || it.atMs() - former.placed.atMs() >= rules.keyWindowMs(), "a key books once", it);
        bookings.put(it.reservationId(), booking);
        for (long key : it.slots()) {
            Slot slot = slot(key, it);
            slot.taken += places(key, it.party());
            unless(slot.taken <= slot.capacity, "no slot is oversold", it);
        }
    }

    private void overlaps(Event.ReservationPlaced it, long key, Slot slot) {
        for (Booking own : bookings.values()) {
            if (!own.state.active() || !own.placed.member().equals(it.member())) continue;
            for (long mine : own.placed.slots())
                unless(
                        SlotKey.startMin(mine) >= slot.endMin || SlotKey.startMin(key) >= slot(mine, it).endMin,
                        "no member is in two places",
                        it);
        }
    }

    private void cancel(Event.ReservationCancelled it) {
        Booking booking = booking(it.reservationId(), it);
        unless(
                booking.state == ReservationState.HELD || booking.state == ReservationState.CONFIRMED,
                "only what is held or confirmed is cancelled",
                it);
        end(booking, ReservationState.CANCELLED, it.atMs());
    }

    private void end(Booking booking, ReservationState state, long atMs) {
        booking.state = state;
        booking.endedAtMs = atMs;
        for (long key : booking.placed.slots()) slot(key, booking.placed).taken -= places(key, booking.placed.party());
    }

    private void hear(Event.GateEventsRecorded it) {
        String name = it.gate() + "/" + it.boot();
        Set<Long> known = boots.computeIfAbsent(name, boot -> new HashSet<>());
        Crowd crowd = crowds.computeIfAbsent(it.stationNo(), station -> new Crowd());
        for (int i = 0; i < it.seqs().length; i++) {
            unless(known.add(it.seqs()[i]), "a gate event is recorded once", name + " " + it.seqs()[i]);
            heardEver.add(name + "/" + it.seqs()[i]);
            if (!it.counted()[i]) continue;
            unless(
                    countedEver.add(name + "/" + it.seqs()[i]),
                    "a gate event is counted once",
                    name + " " + it.seqs()[i]);
            if (it.in()[i]) crowd.entered++;
            else crowd.left++;
        }
    }

    private Booking booking(long id, Event cause) {
        Booking booking = bookings.get(id);
        if (booking == null) throw new Violation("events are about what there is", cause.toString());
        return booking;
    }

    private Slot slot(long key, Event cause) {
        Slot slot = slots.get(key);
        if (slot == null) throw new Violation("events are about what there is", "slot " + key + ", " + cause);
        return slot;
    }

    private Venue venue(long key, Event cause) {
        Venue venue = venues.get(SlotKey.venueNo(key));
        if (venue == null) throw new Violation("events are about what there is", "venue of " + key + ", " + cause);
        return venue;
    }

    int places(long key, int party) {
        Venue venue = venues.get(SlotKey.venueNo(key));
        return venue != null && venue.exclusive() ? 1 : party;
    }

    /** What time does by itself was done. */
    void requireNothingOverdue(long nowMs) {
        for (Booking booking : bookings.values()) {
            boolean over = booking.state == ReservationState.HELD
                    ? booking.placed.holdExpiresAtMs() < nowMs - 1_000
                    : booking.state.active() && booking.endsMin * 60_000L < nowMs - 1_000;
            unless(!over, "what is over ends", booking.placed + ", " + booking.state);
        }
    }

    /** Distinct gate events. */
    int passagesEver() {
        return heardEver.size();
    }

    /** Of a slot that there is or was; null for others. */
    @Nullable
    Integer capacityEver(long key) {
        return capacities.get(key);
    }

    long lastMs() {
        return lastMs;
    }
}
