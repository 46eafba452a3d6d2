package io.yizhan.bench;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The events of a city where people book without end, by a fixed seed: of ten reservations two take a court for one party, one takes two
 * slots, and one begins as a hold, which is soon confirmed or expires; of eight confirmed ones one is cancelled later. One thread.
 */
final class BookingEvents {
    private static final int FIRST_START_MIN = 30_000_000;
    private static final int SLOT_MIN = 60;
    private static final int POOLED_SLOTS = 150;
    private static final int EXCLUSIVE_SLOTS = 150;
    private static final int PLACES = 1_000_000;
    private static final int MEMBERS = 400_000;

    private final boolean nothingElse;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Integer> pooled = new ArrayList<>();
    private final List<Integer> exclusive = new ArrayList<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private final List<Event> opening = new ArrayList<>();
    private int courtsSold;
    private long placed;
    private long nowMs = 1_000;

    /** What will have happened once so many reservations are placed. */
    private record Later(long afterPlaced, long reservationId, Fate fate) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(afterPlaced, other.afterPlaced);
        }
    }

    private enum Fate {
        CONFIRMED,
        EXPIRED,
        CANCELLED
    }

    /**
     * @param venueNos the numbers that the database gave to the city's venues
     * @param nothingElse reservations are placed, and neither confirmed nor ended
     */
    BookingEvents(City city, Map<String, Integer> stationNos, Map<String, Integer> venueNos, boolean nothingElse) {
        this.nothingElse = nothingElse;
        for (Station station : city.stations()) {
            for (Venue venue : station.venues()) {
                boolean alone = venue.allocation() == Venue.Allocation.EXCLUSIVE;
                int venueNo = Objects.requireNonNull(venueNos.get(venue.id()));
                (alone ? exclusive : pooled).add(venueNo);
                opening.add(new Event.VenueDefined(
                        nowMs,
                        venueNo,
                        new VenueTerms(Objects.requireNonNull(stationNos.get(station.id())), alone, 300_000, 0)));
                opening.add(open(venueNo, alone, alone ? EXCLUSIVE_SLOTS : POOLED_SLOTS, alone ? 1 : PLACES));
            }
        }
    }

    /** Venues and slots, before anything is booked. */
    List<Event> opening() {
        return opening;
    }

    /** What happens while so many more reservations are placed. */
    List<Event> next(int reservations) {
        var events = new ArrayList<Event>(reservations + reservations / 2);
        for (int i = 0; i < reservations; i++) {
            if (placed % 50 == 0) nowMs++;
            events.add(place());
            for (Later due = later.peek(); due != null && due.afterPlaced <= placed; due = later.peek())
                events.add(happen(later.remove()));
        }
        return events;
    }

    private Event open(int venueNo, boolean alone, int slots, int places) {
        var startMin = new int[slots];
        var endMin = new int[slots];
        var capacity = new int[slots];
        for (int i = 0; i < slots; i++) {
            startMin[i] = FIRST_START_MIN + i * SLOT_MIN;
            endMin[i] = startMin[i] + SLOT_MIN;
            capacity[i] = places;
        }
        return new Event.SlotsOpened(
                nowMs,
                venueNo,
                alone,
                startMin,
                endMin,
                capacity,
                new int[slots],
                new boolean[slots],
                VenueCommand.OpenSlots.utcDays(startMin));
    }

    private Event place() {
        long id = ++placed;
        boolean hold = random.nextInt(10) == 0;
        if (hold) {
            if (random.nextInt(5) == 0) decide(id, Fate.EXPIRED, 10_000);
            else decide(id, Fate.CONFIRMED, 300);
        } else if (random.nextInt(8) == 0) {
            decide(id, Fate.CANCELLED, 50_000);
        }
        return new Event.ReservationPlaced(
                nowMs,
                id,
                "member-" + random.nextInt(MEMBERS),
                random.nextLong(),
                random.nextLong(),
                slots(),
                1 + random.nextInt(8) / 6,
                hold ? nowMs + 300_000 : 0,
                0,
                1,
                (int) (nowMs / 60_000));
    }

    private long[] slots() {
        int kind = random.nextInt(10);
        if (kind < 2 && courtsSold < exclusive.size() * EXCLUSIVE_SLOTS) {
            // A court is sold once in all this time: venue after venue, as people look for one that is free.
            int sold = courtsSold++;
            return new long[] {slot(exclusive.get(sold % exclusive.size()), sold / exclusive.size())};
        }
        int venueNo = pooled.get(random.nextInt(pooled.size()));
        int at = random.nextInt(POOLED_SLOTS - 1);
        return kind == 2 ? new long[] {slot(venueNo, at), slot(venueNo, at + 1)} : new long[] {slot(venueNo, at)};
    }

    private static long slot(int venueNo, int at) {
        return SlotKey.of(venueNo, FIRST_START_MIN + at * SLOT_MIN);
    }

    private void decide(long id, Fate fate, int withinPlaced) {
        if (!nothingElse) later.add(new Later(placed + 1 + random.nextInt(withinPlaced), id, fate));
    }

    private Event happen(Later due) {
        return switch (due.fate) {
            case CONFIRMED -> new Event.ReservationConfirmed(nowMs, due.reservationId);
            case EXPIRED -> new Event.HoldExpired(nowMs, due.reservationId);
            case CANCELLED -> new Event.ReservationCancelled(nowMs, due.reservationId);
        };
    }
}
