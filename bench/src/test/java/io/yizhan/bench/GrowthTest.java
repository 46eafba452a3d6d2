package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.bench.InterleavedRounds.Variant;
import io.yizhan.bench.chart.DotChart.Spread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A command costs about the same however many reservations and slots there are. Whatever looks at all of them costs ten times more where
 * there are ten times more; the band lies between, far from both.
 */
class GrowthTest {
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int TURN = 4 * Workload.BATCH;
    private static final int WARMUPS = 5;
    private static final int ROUNDS = 11;
    private static final double RATIO_MAX = 5;

    private interface Books {
        Workload of(int size);
    }

    @Test
    void aCommandCostsAboutTheSameWithTenTimesTheReservations() {
        assertCostsAboutTheSame("reservations", size -> {
            Workload workload = new Workload(Workload.Slots.SPREAD, TURN);
            workload.addLive(size);
            return workload;
        });
    }

    @Test
    void aCommandCostsAboutTheSameWithTenTimesTheSlots() {
        assertCostsAboutTheSame("slots", size -> new Workload(Workload.Slots.SPREAD, TURN, size));
    }

    private static void assertCostsAboutTheSame(String what, Books books) {
        List<Variant> variants = new ArrayList<>();
        for (int size : new int[] {FEW, MANY}) {
            Workload workload = books.of(size);
            variants.add(new Variant(
                    size,
                    workload::renew,
                    () -> assertThat(workload.bookAndCancel()).isEqualTo(TURN),
                    TURN));
        }

        Spread ratio = InterleavedRounds.run(variants, WARMUPS, ROUNDS).ratio(1, 0);

        System.out.println("ten times the " + what + ": cost times " + ratio);
        assertThat(ratio.median()).isLessThan(RATIO_MAX);
    }
}
