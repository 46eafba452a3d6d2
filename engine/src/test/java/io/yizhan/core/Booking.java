package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** A region in which somebody books by hand: what a test of a rule needs. Venues and slots are by the hour; time is set, not passed. */
final class Booking {
    static final int HOUR_MIN = 60;
    static final long HOUR_MS = 3_600_000;

    final Region region = new Region(Rules.DEFAULT);
    final List<Event> journal = new ArrayList<>();
    long nowMs;
    private long keys;

    Outcome carryOut(Command command) {
        boolean more = true;
        while (more) more = region.elapse(nowMs, 100, journal::add);
        return region.carryOut(command, nowMs, journal::add);
    }

    /** A court for one party. */
    void court(int venueNo, int... hours) {
        venue(venueNo, new VenueTerms(1, true, 300_000, 0), 1, hours);
    }

    void venue(int venueNo, VenueTerms terms, int capacity, int... hours) {
        carryOut(new Command.DefineVenue(venueNo, terms));
        for (int hour : hours) open(venueNo, capacity, hour * HOUR_MIN, (hour + 1) * HOUR_MIN);
    }

    void open(int venueNo, int capacity, int startMin, int endMin) {
        carryOut(new Command.OpenSlots(
                venueNo, new int[] {startMin}, new int[] {endMin}, new int[] {capacity}, new int[1], new boolean[1]));
    }

    static long slot(int venueNo, int hour) {
        return SlotKey.of(venueNo, hour * HOUR_MIN);
    }

    Outcome book(String member, int party, long... slots) {
        return carryOut(new Command.PlaceReservation(member, 0, ++keys, slots, party, false));
    }

    Outcome hold(String member, long... slots) {
        return carryOut(new Command.PlaceReservation(member, 0, ++keys, slots, 1, true));
    }

    Outcome confirm(String member, Outcome held) {
        return carryOut(new Command.ConfirmReservation(member, reservation(held).id()));
    }

    Outcome cancel(String member, Outcome placed) {
        return carryOut(
                new Command.CancelReservation(member, reservation(placed).id()));
    }

    Reservation reservation(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed it -> it.reservation();
            case Outcome.Stands it -> it.reservation();
            default -> throw new AssertionError("no reservation: " + outcome);
        };
    }

    int remaining(long slot) {
        int[] left = {-1};
        region.readSlot(slot, (key, endMin, capacity, remaining, releaseMin, closed, exclusive) -> left[0] = remaining);
        return left[0];
    }
}
