package io.yizhan.bench;

import io.yizhan.bench.InterleavedRounds.Variant;
import io.yizhan.bench.chart.Axis;
import io.yizhan.bench.chart.DotChart.Spread;
import io.yizhan.bench.chart.LineChart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What a command costs the core as the books grow: with reservations, with slots, and with regions that one thread serves in turn. */
final class GrowthCost {
    /** Of commands, in one turn; a whole number of batches for each of 64 regions. */
    private static final int TURN = 200 * Workload.BATCH;

    private static final int[] REGIONS = {1, 4, 16, 64};
    private static final int WARMUPS = 3;

    private final int rounds;

    GrowthCost(int rounds) {
        this.rounds = rounds;
    }

    /** A booking, and a booking with its cancellation, in the same books. */
    void measure(Section section, String what, String file, int[] sizes, IntFunction<Workload> books) {
        List<Variant> bookings = new ArrayList<>();
        List<Variant> cancelled = new ArrayList<>();
        for (int size : sizes) {
            Workload workload = books.apply(size);
            bookings.add(new Variant(size, workload::renew, () -> all(workload.book()), TURN));
            cancelled.add(new Variant(size, workload::renew, () -> all(workload.bookAndCancel()), TURN));
        }
        publish(
                section,
                what,
                file,
                sizes,
                List.of("book", "book and cancel"),
                List.of(
                        InterleavedRounds.run(bookings, WARMUPS, rounds),
                        InterleavedRounds.run(cancelled, WARMUPS, rounds)));
    }

    void againstReservations(Section section, int[] sizes) {
        measure(section, "live reservations", "growth-cost-reservations", sizes, size -> {
            Workload workload = new Workload(Workload.Slots.SPREAD, TURN);
            workload.addLive(size);
            return workload;
        });
    }

    void againstSlots(Section section, int[] sizes) {
        measure(section, "slots", "growth-cost-slots", sizes, size -> new Workload(Workload.Slots.SPREAD, TURN, size));
    }

    /** The same slots, reservations and commands in all, shared by so many regions; of each batch every region gets its part. */
    void againstRegions(Section section) {
        List<Variant> variants = new ArrayList<>();
        for (int count : REGIONS) {
            List<Workload> regions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Workload region = new Workload(Workload.Slots.SPREAD, TURN / count, TURN / count);
                region.addLive(TURN / count);
                regions.add(region);
            }
            variants.add(new Variant(count, () -> regions.forEach(Workload::renew), () -> all(inTurn(regions)), TURN));
        }
        publish(
                section,
                "regions",
                "growth-cost-regions",
                REGIONS,
                List.of("book"),
                List.of(InterleavedRounds.run(variants, WARMUPS, rounds)));
    }

    private static int inTurn(List<Workload> regions) {
        int share = Workload.BATCH / regions.size();
        for (int from = 0; from < TURN / regions.size(); from += share)
            for (Workload region : regions) region.book(from, from + share);
        return regions.stream().mapToInt(Workload::booked).sum();
    }

    private static void all(int done) {
        if (done != TURN) throw new IllegalStateException("only " + done + " of " + TURN);
    }

    private static void publish(
            Section section, String what, String file, int[] sizes, List<String> lines, List<InterleavedRounds> costs) {
        Table table = new Table(
                "", "", List.of(what, "command", "CPU ns (lowest to highest)", "ratio to the first, same round"));
        LineChart chart = new LineChart(
                "Cost of a command against " + what, new Axis(what, true), new Axis("CPU ns, median", false));
        for (int line = 0; line < lines.size(); line++) {
            double[] x = new double[sizes.length];
            double[] y = new double[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                Spread cost = costs.get(line).cpuNs(i);
                x[i] = sizes[i];
                y[i] = cost.median();
                table.row(
                        Table.number("%,.0f", sizes[i]),
                        lines.get(line),
                        text("%.0f", cost),
                        i == 0 ? "" : text("%.2f", costs.get(line).ratio(i, 0)));
            }
            chart.line(lines.get(line), x, y);
        }
        section.chart(file, chart).table(table);
    }

    private static String text(String format, Spread spread) {
        return Table.number(format, spread.median()) + " (" + Table.number(format, spread.low()) + " to "
                + Table.number(format, spread.high()) + ")";
    }
}
