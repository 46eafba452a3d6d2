package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is let in and who is inside, for {@link NaiveRegion}. There is one gate, and it never reports. */
final class NaiveAdmissions {
    private static final int HALF_AN_HOUR_MS = 30 * 60_000;

    private final long longestMs;
    private final NaiveRegion region;
    /** By reservation: since when each is inside. */
    private final Map<Long, List<Long>> inside = new HashMap<>();
    /** How often somebody came in by a reservation. */
    private final Map<Long, Integer> entries = new HashMap<>();

    private long last = 1;

    NaiveAdmissions(long longestMs, NaiveRegion region) {
        this.longestMs = longestMs;
        this.region = region;
    }

    /** The pass that was let in last, once more. */
    Command onceMore(GateCommand.Admit it) {
        NaiveBooking booking = region.bookings.get(last);
        return new GateCommand.Admit(it.gate(), booking == null ? it.stationNo() : booking.stationNo, last, it.in());
    }

    String admit(GateCommand.Admit it, long nowMs) {
        NaiveBooking booking = region.bookings.get(it.reservationId());
        List<Long> since = insideSince(booking, it.reservationId(), nowMs);
        boolean here = booking != null && booking.stationNo == it.stationNo();
        if (!it.in()) {
            if (here && !since.isEmpty()) since.removeFirst();
            return text("EXIT", List.of());
        }
        if (booking == null) return text("CANCELLED", List.of());
        if (!here) return text("PASS_OF_OTHER_STATION", List.of());
        return switch (booking.state) {
            case CANCELLED -> text("CANCELLED", List.of());
            case HELD, WAITLISTED, OFFERED, EXPIRED, ENTERED, NOT_DRAWN -> text("NOT_CONFIRMED", List.of());
            case NO_SHOW, COMPLETED -> text("TOO_LATE", List.of());
            case CONFIRMED, CHECKED_IN -> enter(booking, since, nowMs);
        };
    }

    private String enter(NaiveBooking booking, List<Long> since, long nowMs) {
        boolean confirmed = booking.state == ReservationState.CONFIRMED;
        long byMs = confirmed ? region.arrivals.byMs(booking) : 0;
        if (nowMs >= (byMs == 0 ? booking.endsAtMs : byMs)) return text("TOO_LATE", List.of());
        long opensAtMs = confirmed ? region.arrivals.opensAtMs(booking) : nextOpensAtMs(booking, nowMs);
        if (nowMs < opensAtMs) return "admission TOO_EARLY " + opensAtMs;
        if (since.size() >= booking.party) return text("ALREADY_INSIDE", since);
        booking.state = ReservationState.CHECKED_IN;
        since.add(nowMs);
        last = booking.id;
        boolean again = entries.merge(booking.id, 1, Integer::sum) > 1;
        return text(again ? "ADMITTED_AGAIN" : "ADMITTED", since);
    }

    private long nextOpensAtMs(NaiveBooking booking, long nowMs) {
        return booking.slots.stream()
                .filter(key -> booking.endsMin.get(booking.slots.indexOf(key)) * 60_000L > nowMs)
                .mapToLong(key -> NaiveRegion.startMs(key) - region.venueOf(key).get(Term.CHECK_IN_FROM_MS))
                .min()
                .orElseThrow();
    }

    /** Of those who have not been so for longest. */
    private List<Long> insideSince(@Nullable NaiveBooking booking, long id, long nowMs) {
        List<Long> since = inside.computeIfAbsent(id, it -> new ArrayList<>());
        if (booking == null) return new ArrayList<>();
        since.removeIf(atMs -> Math.max(atMs + longestMs, booking.endsAtMs + HALF_AN_HOUR_MS) <= nowMs);
        return since;
    }

    static String text(String code, List<Long> since) {
        return "admission " + code + " " + (since.isEmpty() ? 0 : since.getFirst()) + " " + since.size();
    }

    long inside(NaiveBooking booking, long nowMs) {
        return insideSince(booking, booking.id, nowMs).size();
    }
}
