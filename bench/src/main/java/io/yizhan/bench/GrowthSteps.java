package io.yizhan.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/** Tables that grow from nothing, command by command: what the slowest takes. Commands in which garbage was collected are left out. */
final class GrowthSteps {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARMUPS = 3;
    private static final int SLOWEST = 5;
    /** No collection is shorter. */
    private static final long COLLECTION_NS_MIN = 200_000;

    private final int rounds;

    GrowthSteps(int rounds) {
        this.rounds = rounds;
    }

    /** Takes how long a command took. */
    static final class Times {
        private final long[] tookNs;
        private int end;
        private long collections = collections();

        Times(int commands) {
            tookNs = new long[commands];
        }

        void add(long ns) {
            if (ns < COLLECTION_NS_MIN || !collected()) tookNs[end++] = ns;
        }

        private boolean collected() {
            long before = collections;
            collections = collections();
            return collections != before;
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(it -> it.getCollectionCount())
                    .sum();
        }

        long[] sorted() {
            long[] sorted = Arrays.copyOf(tookNs, end);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    void measure(Section section, int reservations) {
        Table table = new Table(
                "", "", List.of("round", "CPU ns a command, mean", "µs, 99.99 %", "five slowest, µs", "left out"));
        for (int round = 1 - WARMUPS; round <= rounds; round++) {
            Workload workload = new Workload(Workload.Slots.SPREAD, reservations);
            Times times = new Times(reservations);
            long beganCpuNs = THREADS.getCurrentThreadCpuTime();
            workload.book(times);
            double cpuNs = (double) (THREADS.getCurrentThreadCpuTime() - beganCpuNs) / reservations;
            if (round < 1) continue;
            long[] tookNs = times.sorted();
            StringBuilder slowest = new StringBuilder();
            for (int i = 1; i <= SLOWEST; i++)
                slowest.append(i == 1 ? "" : ", ").append(Table.number("%,.0f", tookNs[tookNs.length - i] / 1e3));
            table.row(
                    Integer.toString(round),
                    Table.number("%.0f", cpuNs),
                    Table.number("%.1f", tookNs[(int) (tookNs.length * 0.9999)] / 1e3),
                    slowest.toString(),
                    Integer.toString(reservations - tookNs.length));
        }
        section.table(table);
    }
}
