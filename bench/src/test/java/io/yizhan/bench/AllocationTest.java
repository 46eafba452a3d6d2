package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the core allocates for a command, counted: unlike a time it is the same in every run, so it is held to its limit. */
@Tag("slow")
@Isolated
class AllocationTest {
    private static final int ROUND = 100_000;
    private static final int WARMUP_ROUNDS = 30;
    /** The event takes 84, and what the caller hears 112, since a reservation may be an entry in a draw. */
    private static final double EVENT_AND_ANSWER_BYTES_MAX = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void refusingAFullSlotAllocatesNothing() {
        Workload workload = new Workload(Workload.Slots.FULL, ROUND);

        assertThat(bytesPerOperation("refusal", workload, workload::refuse)).isLessThan(0.01);
    }

    @Test
    void bookingASlotOfManyAllocatesItsEventAndItsAnswer() {
        Workload workload = new Workload(Workload.Slots.SPREAD, ROUND);

        assertThat(bytesPerOperation("booking, spread", workload, workload::book))
                .isBetween(1.0, EVENT_AND_ANSWER_BYTES_MAX);
    }

    @Test
    void bookingTheHotSlotAllocatesItsEventAndItsAnswer() {
        Workload workload = new Workload(Workload.Slots.HOT, ROUND);

        assertThat(bytesPerOperation("booking, hot slot", workload, workload::book))
                .isBetween(1.0, EVENT_AND_ANSWER_BYTES_MAX);
    }

    /** After the tables have grown to the round's size and the compiler has seen enough. */
    private static double bytesPerOperation(String what, Workload workload, IntSupplier round) {
        for (int i = 0; i < WARMUP_ROUNDS; i++) {
            workload.renew();
            assertThat(round.getAsInt()).isEqualTo(ROUND);
        }
        workload.renew();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int done = round.getAsInt();
        double bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / done;
        assertThat(done).isEqualTo(ROUND);
        System.out.println(what + ": " + bytes + " B/op");
        return bytes;
    }
}
