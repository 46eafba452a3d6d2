package io.yizhan.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What operators have closed, for {@link NaiveRegion}. */
final class NaiveClosures {
    /** In force for as long as it is in the list. */
    private record Closed(int no, ClosureCommand.CloseVenues it) {
        boolean covers(long key, int endMin) {
            return Arrays.stream(it.venues()).anyMatch(venue -> venue == SlotKey.venueNo(key))
                    && SlotKey.startMin(key) < it.toMin()
                    && it.fromMin() < endMin;
        }
    }

    private final NaiveRegion region;
    private final List<Closed> closures = new ArrayList<>();
    /** Numbers of those whose cancellations are still to come. */
    private final Set<Integer> owing = new HashSet<>();

    private int ever;

    NaiveClosures(NaiveRegion region) {
        this.region = region;
    }

    /** How many there have ever been. */
    int ever() {
        return ever;
    }

    /** Whether nobody may have the slot, for whatever reason. */
    boolean cover(long key) {
        if (!region.slots.containsKey(key)) return false;
        return region.slot(key).closed()
                || closures.stream()
                        .anyMatch(it -> it.covers(key, region.slot(key).endMin()));
    }

    String close(ClosureCommand.CloseVenues it) {
        for (int venueNo : it.venues()) if (!region.venues.containsKey(venueNo)) return "venue unknown " + venueNo;
        for (Closed known : closures)
            if (Arrays.equals(known.it.venues(), it.venues())
                    && known.it.fromMin() == it.fromMin()
                    && known.it.toMin() == it.toMin()
                    && known.it.cancels() == it.cancels()
                    && known.it.reason().equals(it.reason())) return "closed again " + known.no;
        closures.add(new Closed(++ever, it));
        owing.add(ever);
        return "closed as " + ever;
    }

    String preview(ClosureCommand.CloseVenues it, long nowMs) {
        for (int venueNo : it.venues()) if (!region.venues.containsKey(venueNo)) return "venue unknown " + venueNo;
        Closed closure = new Closed(Integer.MAX_VALUE, it);
        List<NaiveBooking> losingDates = met(closure, nowMs).stream()
                .filter(booking -> goesOn(closure, booking, nowMs))
                .toList();
        return (losingDates.isEmpty() ? "would" : "would take dates, and") + " leave without a place "
                + ids(leftWithoutAPlace(closure, nowMs)) + " " + ids(losingDates);
    }

    private static List<Long> ids(List<NaiveBooking> bookings) {
        return bookings.stream().map(booking -> booking.id).toList();
    }

    /** Slots to come that an operator has closed, or that were called off. */
    List<Long> closed(NaiveBooking booking, long nowMs) {
        return booking.slots.stream()
                .filter(key -> !booking.state.ended() && isToCome(key, nowMs))
                .filter(key -> closures.stream()
                        .anyMatch(it -> it.covers(key, region.slot(key).endMin())))
                .toList();
    }

    /** Whoever is there already counts, too. */
    String atVenues(ClosureCommand.FindAtVenues it, long nowMs) {
        List<Long> there = region.bookings.values().stream()
                .filter(booking -> !booking.state.ended())
                .filter(booking -> booking.slots.stream()
                        .anyMatch(key -> Arrays.stream(it.venues()).anyMatch(venue -> venue == SlotKey.venueNo(key))
                                && NaiveRegion.endMs(region.slot(key)) > nowMs))
                .map(booking -> booking.id)
                .toList();
        return there.size() + " are there: " + there;
    }

    /** What is owed is done. */
    void cancel(long nowMs) {
        for (Closed closure : closures) {
            if (!closure.it.cancels() || !owing.remove(closure.no)) continue;
            for (NaiveBooking booking : leftWithoutAPlace(closure, nowMs)) {
                booking.state = ReservationState.CANCELLED;
                booking.endedAtMs = nowMs;
                booking.closureNo = closure.no;
            }
        }
    }

    String lift(int no) {
        owing.remove(no);
        return closures.removeIf(it -> it.no == no) ? "lifted " + no : "closure unknown";
    }

    String previewLift(int no, long nowMs) {
        List<Closed> others = closures.stream().filter(it -> it.no != no).toList();
        if (others.size() == closures.size()) return "closure unknown";
        Closed lifted = closures.stream().filter(it -> it.no == no).findFirst().orElseThrow();
        return "would open "
                + region.slots.entrySet().stream()
                        .filter(it -> !it.getValue().closed())
                        .filter(it -> !Objects.requireNonNull(region.venues.get(SlotKey.venueNo(it.getKey())))
                                .withdrawn())
                        .filter(it -> SlotKey.startMs(it.getKey()) > nowMs)
                        .filter(it -> lifted.covers(it.getKey(), it.getValue().endMin()))
                        .filter(it -> others.stream()
                                .noneMatch(other ->
                                        other.covers(it.getKey(), it.getValue().endMin())))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
    }

    void retire(int endedBeforeMin) {
        closures.removeIf(it -> it.it.toMin() < endedBeforeMin);
    }

    private List<NaiveBooking> leftWithoutAPlace(Closed closure, long nowMs) {
        return met(closure, nowMs).stream()
                .filter(it -> it.state != ReservationState.CHECKED_IN && !goesOn(closure, it, nowMs))
                .toList();
    }

    private List<NaiveBooking> met(Closed closure, long nowMs) {
        return region.bookings.values().stream()
                .filter(it -> !it.state.ended())
                .filter(it -> it.slots.stream().anyMatch(key -> takes(closure, key, nowMs)))
                .toList();
    }

    /** A course does while one of its dates to come is left, and for whoever has come to one. */
    private boolean goesOn(Closed closure, NaiveBooking it, long nowMs) {
        if (!region.activities.isCourse(it)) return false;
        if (it.state == ReservationState.CHECKED_IN) return true;
        List<Closed> former =
                closures.stream().filter(other -> other.no < closure.no).toList();
        return it.slots.stream()
                .filter(key -> isToCome(key, nowMs) && !takes(closure, key, nowMs))
                .anyMatch(key -> former.stream()
                        .noneMatch(other -> other.covers(key, region.slot(key).endMin())));
    }

    private boolean takes(Closed closure, long key, long nowMs) {
        return isToCome(key, nowMs) && closure.covers(key, region.slot(key).endMin());
    }

    private boolean isToCome(long key, long nowMs) {
        return region.slots.containsKey(key) && NaiveRegion.endMs(region.slot(key)) > nowMs;
    }
}
