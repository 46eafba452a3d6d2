package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * What a million slots and a million reservations take of the heap, as the difference after a full collection. A million is just below a
 * growth of the reservations' columns; just above it they have half of their rows to spare.
 */
class MemoryTest {
    private static final int MILLION = 1_000_000;
    private static final int SLOTS_PER_VENUE = 100;

    @Test
    void aSlotTakesAtMost64Bytes() {
        Region region = new Region(Rules.DEFAULT);
        for (int venue = 1; venue <= MILLION / SLOTS_PER_VENUE; venue++) Workload.openVenue(region, venue, 1, 4);
        int before = region.slotCount();
        long beforeBytes = usedBytes();
        for (int venue = 1; venue <= MILLION / SLOTS_PER_VENUE; venue++)
            Workload.openVenue(region, MILLION / SLOTS_PER_VENUE + venue, SLOTS_PER_VENUE, 4);

        double bytes = (double) (usedBytes() - beforeBytes) / (region.slotCount() - before);

        System.out.println("slot: " + bytes + " B");
        assertThat(bytes).isBetween(20.0, 64.0);
    }

    /** The goal is 200; a member of one reservation, with a row, an index entry and a name of its own, is a little above it. */
    @Test
    void aReservationTakesAtMost216BytesWithAMemberOfItsOwn() {
        assertThat(reservationBytes("one a member", 1)).isBetween(100.0, 216.0);
    }

    @Test
    void aReservationTakesAtMost200BytesWithItsShareOfAMemberOfTwo() {
        assertThat(reservationBytes("two a member", 2)).isBetween(100.0, 200.0);
    }

    private static double reservationBytes(String what, int perMember) {
        Region region = new Region(Rules.DEFAULT);
        for (int venue = 1; venue <= 1_000; venue++) Workload.openVenue(region, venue, 100, MILLION);
        long beforeBytes = usedBytes();
        for (int i = 0; i < MILLION; i++) {
            long[] slots = {Workload.slotKey(Workload.Slots.SPREAD, i % perMember * 1_000)};
            String member = "m-" + (MILLION + i / perMember);
            Workload.carryOut(region, new Command.PlaceReservation(member, i, i, slots, 1, false), 1_000);
            if (i % 512 == 0) region.changes().clear();
        }
        region.changes().clear();

        double bytes = (double) (usedBytes() - beforeBytes) / region.reservationCount();

        assertThat(region.reservationCount()).isEqualTo(MILLION);
        System.out.println("reservation, " + what + ": " + bytes + " B");
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
