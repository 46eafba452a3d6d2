package io.yizhan.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.controller.Report;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated datagrams: an event that can be, or none. */
@Tag("slow")
final class UhppoteFuzzTest {
    private static final int BYTES_MAX = 1 << 20;

    @Test
    void isAnEventOrNone() throws Exception {
        Mutator mutator = new Mutator(new byte[][] {
            UhppoteEventTest.bytes(UhppoteEventTest.VECTOR),
            UhppoteEventTest.bytes(UhppoteEventTest.VECTOR.replace("01000301", "01010402"))
        });
        Fuzz.run("uhppote", BYTES_MAX, random -> {
            UhppoteEvent event = UhppoteEvent.decode(mutator.next(random));
            if (event == null) return;
            assertThat(event.serial()).isPositive();
            assertThat(event.index()).isBetween(0L, 0xffff_ffffL);
            assertThat(event.card()).isBetween(0L, 0xffff_ffffL);
            if (!event.isThere()) return;
            Report report = event.report();
            assertThat(report.at()).isNotNull();
            assertThat(report.index()).isEqualTo(event.index());
        });
    }
}
