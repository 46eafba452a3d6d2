package io.yizhan.bench;

import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.lang.management.ManagementFactory;

/** What the books take of the heap, as the difference after a full collection. Exact only with a collector that compacts each time. */
final class HeapUse {
    private static final int SLOTS_PER_VENUE = 100;

    private HeapUse() {}

    /** Bytes of a slot and its share of its venue, where there are so many. */
    static double slotBytes(int slots) {
        Region region = new Region(Rules.DEFAULT);
        int venues = slots / SLOTS_PER_VENUE;
        for (int venue = 1; venue <= venues; venue++) Workload.openVenue(region, venue, 1, 4);
        int before = region.slotCount();
        long beforeBytes = usedBytes();
        for (int venue = 1; venue <= venues; venue++) Workload.openVenue(region, venues + venue, SLOTS_PER_VENUE, 4);
        return (double) (usedBytes() - beforeBytes) / (region.slotCount() - before);
    }

    /** Bytes of a live reservation and its share of its member, where there are so many. */
    static double reservationBytes(int reservations, int perMember) {
        Region region = new Region(Rules.DEFAULT);
        for (int venue = 1; venue <= 1_000; venue++) Workload.openVenue(region, venue, SLOTS_PER_VENUE, reservations);
        long beforeBytes = usedBytes();
        for (int i = 0; i < reservations; i++) {
            long[] slots = {Workload.slotKey(Workload.Slots.SPREAD, i % perMember)};
            String member = "m-" + (10_000_000 + i / perMember);
            Workload.carryOut(region, new Command.PlaceReservation(member, i, i, slots, 1, false), 1_000);
            if (i % Workload.BATCH == 0) region.changes().clear();
        }
        region.changes().clear();
        double bytes = (double) (usedBytes() - beforeBytes) / region.reservationCount();
        if (region.reservationCount() != reservations)
            throw new IllegalStateException("only " + region.reservationCount() + " of " + reservations);
        return bytes;
    }

    /** Collections until two agree: the first may leave what a reference handler is still to let go. */
    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (Math.abs(used - now) < 10_000) return now;
            used = now;
        }
        return used;
    }
}
