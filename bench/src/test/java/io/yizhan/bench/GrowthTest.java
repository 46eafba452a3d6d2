package io.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.bench.InterleavedRounds.Variant;
import io.yizhan.bench.chart.DotChart.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A command costs about the same however many reservations and slots there are: the cells that it touches and the entries of indexes that
 * it passes are counted, and its time is compared. In time, whatever looks at all of them costs ten times more where there are ten times
 * more; the band lies between, far from both.
 */
@Tag("slow")
@Isolated
class GrowthTest {
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int TURN = 4 * Workload.BATCH;
    private static final int WARMUPS = 5;
    private static final int ROUNDS = 11;
    private static final double RATIO_MAX = 5;

    /**
     * Most of what a booking and its cancellation may touch: fields of some ten cells, of which several are set one by one. Some ten of them
     * are how many people a slot still waits for, without which nobody knows how many may walk in.
     */
    private static final double CELLS_MAX = 160;
    /** Of four searches and two removals, in indexes that are three quarters full at most. */
    private static final double PROBES_MAX = 60;

    private static final double STEPS_RATIO_MAX = 1.4;

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

    @Test
    void aCommandTouchesAsManyRowsWithTenTimesTheReservationsAndWithTenTimesThose() throws Exception {
        assertStepsAreAsMany("reservations", Reservations.class, 10_000, 100_000, 1_000_000);
    }

    @Test
    void aCommandTouchesAsManyRowsWithTenTimesTheSlots() throws Exception {
        assertStepsAreAsMany("slots", Slots.class, 10_000, 100_000);
    }

    private static void assertStepsAreAsMany(String what, Class<? extends IntConsumer> work, int... sizes)
            throws ReflectiveOperationException {
        double fewest = 0;
        for (int size : sizes) {
            CountedCore.of(work).accept(size);
            double cells = (double) Steps.cells / TURN;
            double probes = (double) Steps.probes / TURN;
            System.out.printf("%,d %s: %.1f accesses of cells, %.1f probes%n", size, what, cells, probes);
            if (fewest == 0) fewest = cells;
            assertThat(cells).isBetween(10.0, CELLS_MAX).isLessThan(STEPS_RATIO_MAX * fewest);
            assertThat(probes).isBetween(1.0, PROBES_MAX);
        }
    }

    /** With so many reservations in the books; run where the core is counted. */
    public static final class Reservations implements IntConsumer {
        @Override
        public void accept(int reservations) {
            Workload workload = new Workload(Workload.Slots.SPREAD, TURN);
            workload.addLive(reservations);
            turn(workload);
        }
    }

    /** With so many slots. */
    public static final class Slots implements IntConsumer {
        @Override
        public void accept(int slots) {
            turn(new Workload(Workload.Slots.SPREAD, TURN, slots));
        }
    }

    private static void turn(Workload workload) {
        Steps.reset();
        if (workload.bookAndCancel() != TURN) throw new IllegalStateException("not all were cancelled");
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
