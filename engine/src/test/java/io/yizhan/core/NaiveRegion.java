package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The oracle: the same rules as {@link Region}, written as plainly as possible, with maps and loops, and no thought of speed. It gives each
 * answer as a text.
 */
final class NaiveRegion {
    record Venue(int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs) {}

    record Slot(long key, int endMin, int capacity, int releaseMin, boolean closed) {}

    static final class Booking {
        long id;
        String member = "";
        String keyText = "";
        ReservationState state = ReservationState.HELD;
        List<Long> slots = List.of();
        int party;
        boolean hold;
        long holdExpiresAtMs;
        long createdAtMs;
        long endsAtMs;
        long endedAtMs;
    }

    private final Rules rules;
    final Map<Integer, Venue> venues = new HashMap<>();
    final Map<Long, Slot> slots = new TreeMap<>();
    final Map<Long, Booking> bookings = new LinkedHashMap<>();
    private long nextId = 1;

    NaiveRegion(Rules rules) {
        this.rules = rules;
    }

    long newestId() {
        return nextId - 1;
    }

    /** Who placed it, except that every seventh is asked for by somebody else. */
    String ownerOr(long id, String other) {
        Booking booking = bookings.get(id);
        return booking == null || id % 7 == 0 ? other : booking.member;
    }

    int remaining(long key) {
        int taken = 0;
        for (Booking booking : bookings.values()) {
            if (booking.state.active() && booking.slots.contains(key)) taken += places(key, booking.party);
        }
        return slot(key).capacity() - taken;
    }

    private Slot slot(long key) {
        return Objects.requireNonNull(slots.get(key));
    }

    private Venue venueOf(long key) {
        return Objects.requireNonNull(venues.get(SlotKey.venueNo(key)));
    }

    private int places(long key, int party) {
        return venueOf(key).exclusive() ? 1 : party;
    }

    private static long startMs(long key) {
        return SlotKey.startMin(key) * 60_000L;
    }

    private static long endMs(Slot slot) {
        return slot.endMin() * 60_000L;
    }

    void elapse(long nowMs) {
        for (Booking booking : new ArrayList<>(bookings.values())) {
            // The wheel meets a deadline within its tick; the test moves time in whole ticks.
            if (booking.state == ReservationState.HELD && booking.holdExpiresAtMs <= nowMs) {
                booking.state = ReservationState.EXPIRED;
                booking.endedAtMs = nowMs;
            } else if (booking.state == ReservationState.CONFIRMED && booking.endsAtMs <= nowMs) {
                booking.state = ReservationState.COMPLETED;
                booking.endedAtMs = nowMs;
            } else if (!booking.state.active() && booking.endedAtMs + rules.retentionMs() <= nowMs) {
                bookings.remove(booking.id);
            }
        }
    }

    String place(Command.PlaceReservation it, long nowMs) {
        List<Long> wanted = new ArrayList<>();
        for (long key : it.slots()) wanted.add(key);
        String keyText = it.keyHi() + "/" + it.keyLo();
        Booking known = null;
        for (Booking booking : bookings.values()) if (booking.keyText.equals(keyText)) known = booking;
        if (known != null && nowMs - known.createdAtMs < rules.keyWindowMs()) {
            boolean same = known.slots.equals(wanted) && known.party == it.party() && known.hold == it.hold();
            return same ? "placed again " + known.id : "key reused " + known.id;
        }
        for (int i = 0; i < wanted.size(); i++) {
            Slot slot = slots.get(wanted.get(i));
            if (slot == null) return "unknown " + i;
            if (venueOf(slot.key()).stationNo() != venueOf(wanted.get(0)).stationNo()) return "several stations";
            if (nowMs >= startMs(slot.key())) return "past " + i;
            if (slot.closed()) return "closed " + i;
            if (nowMs < slot.releaseMin() * 60_000L) return "not released " + i;
        }
        long active = 0;
        long remembered = 0;
        for (Booking own : bookings.values()) {
            if (!own.member.equals(it.member())) continue;
            remembered++;
            if (own.state.active()) active++;
        }
        String conflict = conflict(it.member(), wanted);
        if (!conflict.isEmpty()) return conflict;
        if (active >= rules.activeReservationsMax()) return "quota " + active;
        if (remembered >= rules.rememberedReservationsMax()) return "quota " + remembered;
        for (int i = 0; i < wanted.size(); i++) {
            if (places(wanted.get(i), it.party()) > remaining(wanted.get(i)))
                return "full " + i + " " + remaining(wanted.get(i));
        }
        Booking booking = new Booking();
        booking.id = nextId++;
        booking.member = it.member();
        booking.keyText = keyText;
        booking.slots = wanted;
        booking.party = it.party();
        booking.hold = it.hold();
        booking.createdAtMs = nowMs;
        booking.state = it.hold() ? ReservationState.HELD : ReservationState.CONFIRMED;
        int ttlMs = Integer.MAX_VALUE;
        for (long key : wanted) {
            ttlMs = Math.min(ttlMs, venueOf(key).holdTtlMs());
            booking.endsAtMs = Math.max(booking.endsAtMs, endMs(slot(key)));
        }
        booking.holdExpiresAtMs = it.hold() ? nowMs + ttlMs : 0;
        bookings.put(booking.id, booking);
        return "placed " + booking.id;
    }

    /** Any of the conflicts may be named where there are several, so the kind alone is told. */
    private String conflict(String member, List<Long> wanted) {
        for (Booking own : bookings.values()) {
            if (!own.member.equals(member) || !own.state.active()) continue;
            for (long mine : own.slots) {
                for (long key : wanted) {
                    if (key == mine) return "conflict";
                    if (startMs(mine) < endMs(slot(key)) && startMs(key) < endMs(slot(mine))) return "conflict";
                }
            }
        }
        return "";
    }

    String confirm(Command.ConfirmReservation it, long nowMs) {
        Booking booking = bookings.get(it.reservationId());
        if (booking == null || !booking.member.equals(it.member())) return "unknown";
        return switch (booking.state) {
            case HELD -> {
                if (nowMs >= booking.holdExpiresAtMs) yield "lapsed";
                booking.state = ReservationState.CONFIRMED;
                yield "stands CONFIRMED";
            }
            case CONFIRMED, CHECKED_IN -> "stands " + booking.state;
            case EXPIRED -> "lapsed";
            case COMPLETED, CANCELLED, NO_SHOW -> "wrong state " + booking.state;
        };
    }

    String cancel(Command.CancelReservation it, long nowMs) {
        Booking booking = bookings.get(it.reservationId());
        if (booking == null || !booking.member.equals(it.member())) return "unknown";
        if (booking.state == ReservationState.CANCELLED) return "stands CANCELLED";
        if (booking.state == ReservationState.CONFIRMED) {
            for (long key : booking.slots)
                if (nowMs >= startMs(key) - venueOf(key).cancelCutoffMs()) return "cancellation closed";
        } else if (booking.state != ReservationState.HELD) {
            return "wrong state " + booking.state;
        }
        booking.state = ReservationState.CANCELLED;
        booking.endedAtMs = nowMs;
        return "stands CANCELLED";
    }
}
