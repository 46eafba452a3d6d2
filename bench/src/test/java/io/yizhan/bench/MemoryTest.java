package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a million slots and a million reservations take of the heap, as the difference after a full collection.
 */
@Tag("slow")
@Isolated
class MemoryTest {
    private static final int MILLION = 1_000_000;

    @Test
    void aSlotTakesAtMost64Bytes() {
        assertThat(printed("slot", HeapUse.slotBytes(MILLION))).isBetween(20.0, 64.0);
    }

    @Test
    void aReservationTakesAtMost200BytesWithAMemberOfItsOwn() {
        assertThat(printed("reservation, one a member", HeapUse.reservationBytes(MILLION, 1)))
                .isBetween(100.0, 200.0);
    }

    @Test
    void aReservationTakesAtMost200BytesWithItsShareOfAMemberOfTwo() {
        assertThat(printed("reservation, two a member", HeapUse.reservationBytes(MILLION, 2)))
                .isBetween(100.0, 200.0);
    }

    private static double printed(String what, double bytes) {
        System.out.println(what + ": " + bytes + " B");
        return bytes;
    }
}
