package io.yizhan.bench;

import io.yizhan.bench.chart.DotChart.Spread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * The same work in several variants, round after round in one JVM: in each round every variant has its turn, so that what varies with the
 * minute varies for all, and each finds the processor's caches full of the others. One thread; its processor time, not the clock's.
 */
final class InterleavedRounds {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * One of them.
     *
     * @param size of what is varied
     * @param prepare before each turn, not measured
     * @param operations in one turn
     */
    record Variant(int size, Runnable prepare, Runnable work, int operations) {}

    private final double[][] cpuNs;

    private InterleavedRounds(double[][] cpuNs) {
        this.cpuNs = cpuNs;
    }

    /** @param warmups rounds before those that count */
    static InterleavedRounds run(List<Variant> variants, int warmups, int rounds) {
        double[][] cpuNs = new double[variants.size()][rounds];
        for (int round = -warmups; round < rounds; round++) {
            for (int turn = 0; turn < variants.size(); turn++) {
                // Another one begins each time: none is always the one behind the largest.
                int at = Math.floorMod(round + turn, variants.size());
                double took = turn(variants.get(at));
                if (round >= 0) cpuNs[at][round] = took;
            }
        }
        return new InterleavedRounds(cpuNs);
    }

    private static double turn(Variant variant) {
        variant.prepare.run();
        long beganNs = THREADS.getCurrentThreadCpuTime();
        variant.work.run();
        return (double) (THREADS.getCurrentThreadCpuTime() - beganNs) / variant.operations;
    }

    /** Processor time of an operation. */
    Spread cpuNs(int variant) {
        return Spread.of(cpuNs[variant]);
    }

    /** One variant's cost over another's in the same round. */
    Spread ratio(int variant, int over) {
        double[] ratios = new double[cpuNs[variant].length];
        for (int i = 0; i < ratios.length; i++) ratios[i] = cpuNs[variant][i] / cpuNs[over][i];
        return Spread.of(ratios);
    }
}
