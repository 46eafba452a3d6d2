package io.yizhan.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who comes, who does not, and what becomes of them, for {@link NaiveRegion}. There are no gates. */
final class NaiveArrivals {
    private final StrikeRules rules;
    private final NaiveRegion region;
    private final Map<String, Long> suspendedUntilMs = new HashMap<>();
    /** When the strike came that was one too many. */
    private final Map<String, Long> suspendedSinceMs = new HashMap<>();

    NaiveArrivals(StrikeRules rules, NaiveRegion region) {
        this.rules = rules;
        this.region = region;
    }

    /** "" where the member may book. */
    String refusal(String member, long nowMs) {
        long untilMs = suspendedUntilMs.getOrDefault(member, 0L);
        return nowMs < untilMs ? "suspended " + untilMs : "";
    }

    /** By when somebody must come who gets these slots now. */
    long byMs(List<Long> slots, long nowMs) {
        long byMs = Long.MAX_VALUE;
        long endsAtMs = 0;
        for (long key : slots) {
            int afterMs = region.venueOf(key).get(Term.CHECK_IN_BY_MS);
            if (afterMs < Integer.MAX_VALUE) byMs = Math.min(byMs, NaiveRegion.startMs(key) + afterMs);
            endsAtMs = Math.max(endsAtMs, NaiveRegion.endMs(region.slot(key)));
        }
        return byMs == Long.MAX_VALUE ? 0 : Math.min(endsAtMs, Math.max(byMs, nowMs + 600_000));
    }

    /** By when it is awaited, as things are now. */
    long byMs(NaiveBooking booking) {
        if (booking.checkInByMs == 0 || !fellOut(booking)) return booking.checkInByMs;
        List<Long> left = left(booking);
        return left.isEmpty() ? 0 : byMs(left.subList(0, 1), 0);
    }

    private boolean fellOut(NaiveBooking booking) {
        return region.activities.isCourse(booking) && region.closures.cover(awaited(booking));
    }

    /** Of a course, the date at which somebody was to come by the moment that was set for it. */
    private long awaited(NaiveBooking booking) {
        List<Long> dates = booking.slots.stream().sorted().toList();
        return dates.stream()
                .filter(key -> region.venueOf(key).get(Term.CHECK_IN_BY_MS) < Integer.MAX_VALUE)
                .filter(key -> Math.min(
                                NaiveRegion.startMs(key) + region.venueOf(key).get(Term.CHECK_IN_BY_MS),
                                NaiveRegion.endMs(region.slot(key)))
                        <= booking.checkInByMs)
                .reduce(dates.getFirst(), Math::max);
    }

    /** Dates behind that one which take place. */
    private List<Long> left(NaiveBooking booking) {
        return booking.slots.stream()
                .filter(key -> key > awaited(booking) && !region.closures.cover(key))
                .sorted()
                .toList();
    }

    /** Its moment has come: whoever was awaited at a date that fell out is awaited later. */
    void due(NaiveBooking booking, long nowMs) {
        if (!fellOut(booking)) {
            miss(booking, nowMs);
            return;
        }
        booking.checkInByMs = byMs(booking);
        if (booking.checkInByMs != 0 && booking.checkInByMs <= nowMs) due(booking, nowMs);
    }

    private void miss(NaiveBooking booking, long nowMs) {
        boolean course = region.activities.isCourse(booking);
        boolean closed = !course && booking.slots.stream().anyMatch(region.closures::cover);
        booking.state = ReservationState.NO_SHOW;
        booking.endedAtMs = nowMs;
        booking.strike = nowMs - booking.checkInByMs <= rules.lateMs() && !closed;
        if (!booking.strike || struck(booking.member, nowMs) < rules.max()) return;
        suspendedUntilMs.merge(booking.member, nowMs + rules.suspensionMs(), Math::max);
        suspendedSinceMs.put(booking.member, nowMs);
    }

    /** How often within the window that ends with this moment. */
    private long struck(String member, long lastAtMs) {
        return region.own(member).stream()
                .filter(it -> it.strike && it.endedAtMs <= lastAtMs)
                .filter(it -> it.endedAtMs > lastAtMs - rules.windowMs())
                .count();
    }

    String checkIn(Command.CheckIn it, long nowMs) {
        NaiveBooking booking = at(it.reservationId(), it.stations() != null);
        if (booking == null) return "unknown";
        return switch (booking.state) {
            case CONFIRMED -> {
                long opensAtMs = opensAtMs(booking);
                if (nowMs < opensAtMs) yield "check-in opens " + opensAtMs;
                long byMs = byMs(booking);
                if (byMs != 0 && nowMs >= byMs) yield "check-in closed";
                if (!it.preview()) booking.state = ReservationState.CHECKED_IN;
                yield "stands " + booking.state;
            }
            case CHECKED_IN -> "stands CHECKED_IN";
            case NO_SHOW -> "check-in closed";
            case HELD, WAITLISTED, OFFERED, ENTERED, COMPLETED, CANCELLED, EXPIRED, NOT_DRAWN ->
                "wrong state " + booking.state;
        };
    }

    long opensAtMs(NaiveBooking booking) {
        if (!region.activities.isCourse(booking)) return earliest(booking.slots);
        boolean moves = fellOut(booking) && !left(booking).isEmpty();
        return earliest(List.of(moves ? left(booking).getFirst() : awaited(booking)));
    }

    private long earliest(List<Long> slots) {
        return slots.stream()
                .mapToLong(key -> NaiveRegion.startMs(key) - region.venueOf(key).get(Term.CHECK_IN_FROM_MS))
                .min()
                .orElseThrow();
    }

    String cancel(Command.CancelAtDesk it, long nowMs) {
        NaiveBooking booking = at(it.reservationId(), it.stations() != null);
        if (booking == null) return "unknown";
        if (booking.state == ReservationState.CANCELLED) return "stands CANCELLED";
        if (booking.state.ended() || booking.state == ReservationState.CHECKED_IN)
            return "wrong state " + booking.state;
        if (!it.preview()) {
            booking.state = ReservationState.CANCELLED;
            booking.endedAtMs = nowMs;
            booking.takenFor = it.reason();
        }
        return "stands " + booking.state;
    }

    String forgive(Command.ForgiveStrike it, long nowMs) {
        NaiveBooking booking = at(it.reservationId(), it.stations() != null);
        if (booking == null || !booking.strike || !booking.member.equals(it.member())) return "strike unknown";
        if (!it.preview()) {
            booking.strike = false;
            forgiven(booking, nowMs);
        }
        return "stands NO_SHOW";
    }

    /** What was one of too many may leave fewer, which were too many at an earlier moment, or at none. */
    private void forgiven(NaiveBooking booking, long nowMs) {
        String member = booking.member;
        long untilMs = suspendedUntilMs.getOrDefault(member, 0L);
        if (untilMs <= nowMs) return;
        long sinceMs = suspendedSinceMs.getOrDefault(member, 0L);
        if (booking.endedAtMs > sinceMs || booking.endedAtMs <= sinceMs - rules.windowMs()) return;
        long earlierMs = region.own(member).stream()
                .filter(it -> it.strike && struck(member, it.endedAtMs) >= rules.max())
                .mapToLong(it -> it.endedAtMs)
                .max()
                .orElse(-rules.suspensionMs());
        suspendedUntilMs.put(member, Math.min(untilMs, earlierMs + rules.suspensionMs()));
        suspendedSinceMs.put(member, earlierMs);
    }

    /** @param first whether only what is at the first station is theirs */
    private @Nullable NaiveBooking at(long id, boolean first) {
        NaiveBooking booking = region.bookings.get(id);
        return booking == null || (first && booking.stationNo != 1) ? null : booking;
    }

    /** The strikes that count, the newest first, and until when the member is suspended. */
    String standing(String member, long nowMs) {
        List<Long> counted = region.own(member).reversed().stream()
                .filter(it -> it.strike && it.endedAtMs > nowMs - rules.windowMs())
                .map(it -> it.id)
                .toList();
        return counted + " " + refusal(member, nowMs);
    }
}
