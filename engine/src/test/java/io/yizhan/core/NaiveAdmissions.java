package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is let in and who is inside, for {@link NaiveRegion}. There is one gate, and it never reports. */
final class NaiveAdmissions {
    private static final int HALF_AN_HOUR_MS = 30 * 60_000;
    /** More invitations than scripts make of one reservation, whose passes are shown at a gate. */
    private static final int COMPANIONS_MAX = 4;

    private final long longestMs;
    private final NaiveRegion region;
    /** By pass: since when each is inside. */
    private final Map<String, List<Long>> inside = new HashMap<>();
    /** How often somebody came in by a pass. */
    private final Map<String, Integer> entries = new HashMap<>();

    private long last = 1;
    private int lastCompanion;

    NaiveAdmissions(long longestMs, NaiveRegion region) {
        this.longestMs = longestMs;
        this.region = region;
    }

    /** The pass that was let in last, once more. */
    Command onceMore(GateCommand.Admit it) {
        NaiveBooking booking = region.bookings.get(last);
        return new GateCommand.Admit(
                it.gate(), booking == null ? it.stationNo() : booking.stationNo, last, lastCompanion, it.in(), false);
    }

    String admit(GateCommand.Admit it, long nowMs) {
        NaiveBooking booking = region.bookings.get(it.reservationId());
        List<Long> since = insideSince(booking, it.reservationId(), it.companion(), nowMs);
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
            case CONFIRMED, CHECKED_IN -> enter(booking, it.companion(), since, nowMs);
        };
    }

    private String enter(NaiveBooking booking, int companion, List<Long> since, long nowMs) {
        int admitted = region.companions.admitted(booking, companion);
        if (companion != 0 && admitted == 0) return text("CANCELLED", List.of());
        boolean confirmed = booking.state == ReservationState.CONFIRMED;
        long byMs = confirmed ? region.arrivals.byMs(booking) : 0;
        if (nowMs >= (byMs == 0 ? booking.endsAtMs : byMs)) return text("TOO_LATE", List.of());
        long opensAtMs = confirmed ? region.arrivals.opensAtMs(booking) : nextOpensAtMs(booking, nowMs);
        if (nowMs < opensAtMs) return "admission TOO_EARLY " + opensAtMs;
        if (confirmed && companion != 0 && region.companions.awaitHolder(booking))
            return text("HOLDER_FIRST", List.of());
        if (since.size() >= admitted || inside(booking, nowMs) >= booking.party) return text("ALREADY_INSIDE", since);
        booking.state = ReservationState.CHECKED_IN;
        since.add(nowMs);
        last = booking.id;
        lastCompanion = companion;
        boolean again = entries.merge(pass(booking.id, companion), 1, Integer::sum) > 1;
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
    private List<Long> insideSince(@Nullable NaiveBooking booking, long id, int companion, long nowMs) {
        List<Long> since = inside.computeIfAbsent(pass(id, companion), it -> new ArrayList<>());
        if (booking == null) return new ArrayList<>();
        since.removeIf(atMs -> Math.max(atMs + longestMs, booking.endsAtMs + HALF_AN_HOUR_MS) <= nowMs);
        return since;
    }

    static String text(String code, List<Long> since) {
        return "admission " + code + " " + (since.isEmpty() ? 0 : since.getFirst()) + " " + since.size();
    }

    private static String pass(long id, int companion) {
        return id + "/" + companion;
    }

    long inside(NaiveBooking booking, long nowMs) {
        long all = 0;
        for (int companion = 0; companion <= COMPANIONS_MAX; companion++)
            all += insideSince(booking, booking.id, companion, nowMs).size();
        return all;
    }
}
