package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** A region in which somebody books by hand: what a test of a rule needs. Venues and slots are by the hour; time is set, not passed. */
public final class Booking {
    public static final int HOUR_MIN = 60;
    public static final long HOUR_MS = 3_600_000;

    public final Region region;
    public final List<Event> journal = new ArrayList<>();
    public long nowMs;
    private long keys;

    public Booking() {
        this(Rules.DEFAULT);
    }

    public Booking(Rules rules) {
        region = new Region(rules);
    }

    /** In the same books, taken over under other rules. */
    public Booking(Rules rules, Booking former) {
        this(rules);
        former.journal.forEach(region::apply);
        journal.addAll(former.journal);
        nowMs = former.nowMs;
        keys = former.keys;
    }

    public Outcome carryOut(Command command) {
        boolean more = true;
        while (more) more = region.elapse(nowMs, 100, journal::add);
        return region.carryOut(command, nowMs, journal::add);
    }

    /** A court for one party. */
    public void court(int venueNo, int... hours) {
        venue(venueNo, new VenueTerms(1, true, 300_000, 0), 1, hours);
    }

    public void venue(int venueNo, VenueTerms terms, int capacity, int... hours) {
        carryOut(new VenueCommand.DefineVenue(venueNo, terms));
        for (int hour : hours) open(venueNo, capacity, hour * HOUR_MIN, (hour + 1) * HOUR_MIN);
    }

    public void open(int venueNo, int capacity, int startMin, int endMin) {
        carryOut(new VenueCommand.OpenSlots(
                venueNo, new int[] {startMin}, new int[] {endMin}, new int[] {capacity}, new int[1], new boolean[1]));
    }

    public static long slot(int venueNo, int hour) {
        return SlotKey.of(venueNo, hour * HOUR_MIN);
    }

    public Outcome book(String member, int party, long... slots) {
        return carryOut(new Command.PlaceReservation(member, 0, ++keys, slots, party, false));
    }

    public Outcome hold(String member, long... slots) {
        return carryOut(new Command.PlaceReservation(member, 0, ++keys, slots, 1, true));
    }

    public Outcome confirm(String member, Outcome held) {
        return carryOut(new Command.ConfirmReservation(member, reservation(held).id()));
    }

    public Outcome cancel(String member, Outcome placed) {
        return carryOut(
                new Command.CancelReservation(member, reservation(placed).id()));
    }

    public Reservation reservation(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed it -> it.reservation();
            case Outcome.Stands it -> it.reservation();
            default -> throw new AssertionError("no reservation: " + outcome);
        };
    }

    public int remaining(long slot) {
        int[] left = {-1};
        region.readSlot(slot, it -> left[0] = it.remaining());
        return left[0];
    }
}
