package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** Operators give slots more places, or fewer, for {@link NaiveRegion}. */
final class NaiveCapacities {
    private final NaiveRegion region;

    NaiveCapacities(NaiveRegion region) {
        this.region = region;
    }

    String change(Command.ChangeCapacity it, boolean preview, long nowMs) {
        StoredSlot slot = region.slots.get(it.slotKey());
        if (slot == null) return "unknown 0";
        if (nowMs >= NaiveRegion.startMs(slot.key())) return "past 0";
        if (slot.exclusive()) return "exclusive";
        List<NaiveBooking> losing = new ArrayList<>();
        int over = region.taken(slot.key(), false) - it.capacity();
        for (NaiveBooking booking : List.copyOf(region.bookings.values()).reversed()) {
            if (over <= 0
                    || !booking.state.active()
                    || booking.state == ReservationState.CHECKED_IN
                    || !booking.slots.contains(slot.key())) continue;
            losing.add(booking);
            over -= booking.places.get(booking.slots.indexOf(slot.key()));
        }
        if (over > 0) return "wrong state CHECKED_IN";
        for (NaiveBooking booking : region.waitlist.waiting(slot.key()).reversed())
            if (booking.places.get(0) > it.capacity()) losing.add(booking);
        if (!preview) {
            for (NaiveBooking booking : losing) {
                booking.state = ReservationState.CANCELLED;
                booking.endedAtMs = nowMs;
                booking.takenFor = it.reason();
            }
            region.slots.put(slot.key(), of(slot, it.capacity()));
        }
        String ids = losing.isEmpty()
                ? ""
                : ", takes from " + losing.stream().map(booking -> booking.id).toList();
        return "capacity " + it.capacity() + ids;
    }

    private static StoredSlot of(StoredSlot it, int places) {
        return new StoredSlot(
                it.key(),
                it.endMin(),
                places,
                it.releaseMin(),
                it.neighboursMin(),
                it.closed(),
                it.exclusive(),
                it.localDay());
    }
}
