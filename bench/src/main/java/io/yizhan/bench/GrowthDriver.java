package io.yizhan.bench;

import io.yizhan.bench.chart.Axis;
import io.yizhan.bench.chart.LineChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What becomes of cost, heap and restart as there is more of everything: tables and pictures. */
@CommandLine.Command(name = "bench/run growth", mixinStandardHelpOptions = true, sortOptions = false)
final class GrowthDriver implements Callable<Integer> {
    private static final int[] RESERVATIONS = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int[] QUICK_RESERVATIONS = {10_000, 100_000, 1_000_000};
    private static final int[] SLOTS = {10_000, 100_000, 1_000_000};
    private static final int[] HEAP = {100_000, 1_000_000, 10_000_000};
    private static final int[] QUICK_HEAP = {100_000, 1_000_000};
    private static final int[] RESTART = {10_000, 100_000, 1_000_000};
    private static final int[] QUICK_RESTART = {10_000, 100_000};

    /** A part of it. */
    enum Part {
        COST,
        STEPS,
        HEAP,
        RESTART
    }

    @Option(names = "--quick", description = "fewer rounds, and smaller by a power of ten; under a minute")
    private boolean quick;

    @Option(names = "--rounds", defaultValue = "15", description = "of each cost; default 15, quick 7")
    private int rounds;

    @Option(names = "--only", split = ",", description = "some of: ${COMPLETION-CANDIDATES}")
    private List<Part> only = List.of(Part.values());

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where database and journal go; default: the system's temporary folder")
    private @Nullable Path folder;

    @Option(names = "--record", paramLabel = "FILE", description = "record the sections in this file")
    private @Nullable Path record;

    public static void main(String[] args) {
        System.exit(new CommandLine(new GrowthDriver())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            System.err.println("bench/run growth: --rounds is 1 at least, not " + rounds);
            return 2;
        }
        // Each part by itself: where a later one fails, the earlier ones are recorded.
        if (only.contains(Part.COST)) cost();
        if (only.contains(Part.STEPS)) steps();
        if (only.contains(Part.HEAP)) heap();
        if (only.contains(Part.RESTART)) restart();
        return 0;
    }

    private Section section(String title, Part part) {
        return new Section(
                "Growth: " + title, "bench/run growth" + (quick ? " --quick" : "") + " --only " + name(part));
    }

    private static String name(Part part) {
        return switch (part) {
            case COST -> "cost";
            case STEPS -> "steps";
            case HEAP -> "heap";
            case RESTART -> "restart";
        };
    }

    private void cost() throws Exception {
        GrowthCost cost = new GrowthCost(quick ? Math.min(rounds, 7) : rounds);
        Section section = section("cost of a command", Part.COST);
        section.text(
                "Decide and apply, one thread, one JVM; bookings of members each of their own, by batches, spread over all slots."
                        + " In each round every size had its turn: processor time of the thread, the median over the rounds, and the ratio"
                        + " within a round. Against reservations and regions: 100,000 slots. Against regions: the same slots, reservations"
                        + " (100,000) and bookings in all; of each 512 every region gets its share.");
        cost.againstReservations(section, quick ? QUICK_RESERVATIONS : RESERVATIONS);
        cost.againstSlots(section, SLOTS);
        cost.againstRegions(section);
        section.publish(record);
    }

    private void steps() throws Exception {
        Section section = section("the slowest command", Part.STEPS);
        section.text(
                "A million bookings, of members each of their own, into tables that begin empty; decided and applied one by one, each timed,"
                        + " not read ahead. What else has the processor meanwhile is in it.");
        new GrowthSteps(quick ? 3 : 5).measure(section, 1_000_000);
        section.publish(record);
    }

    private void heap() throws Exception {
        Section section = section("heap", Part.HEAP);
        section.text(
                "Used heap after full collections, less what it was before, over how many were added. References compressed.");
        int[] sizes = quick ? QUICK_HEAP : HEAP;
        Table table = new Table(
                "",
                "",
                List.of("how many", "a slot, B", "a reservation and its member, B", "a reservation, two a member, B"));
        List<Double> x = new ArrayList<>();
        List<Double> slot = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        List<Double> shared = new ArrayList<>();
        for (int size : sizes) {
            x.add((double) size);
            slot.add(HeapUse.slotBytes(size));
            alone.add(HeapUse.reservationBytes(size, 1));
            shared.add(HeapUse.reservationBytes(size, 2));
            table.row(
                    Table.number("%,.0f", size),
                    Table.number("%.1f", slot.getLast()),
                    Table.number("%.1f", alone.getLast()),
                    Table.number("%.1f", shared.getLast()));
        }
        LineChart chart = new LineChart("Heap", new Axis("how many", true), new Axis("bytes of one", false));
        chart.line("slot", x, slot)
                .line("reservation and its member", x, alone)
                .line("reservation, two a member", x, shared);
        section.chart("growth-heap", chart).table(table).publish(record);
    }

    private void restart() throws Exception {
        Section section = section("restart", Part.RESTART);
        section.text(
                "In this process, warm: the books of the demo city from the rows of an embedded PostgreSQL, and from a journal that"
                        + " holds every event since the first. Both gave the same books (state hash). Median of "
                        + (quick ? 3 : 5)
                        + " loads (lowest to highest). JVM, PostgreSQL's own start and recovery come on top.");
        new GrowthRestart(quick ? 3 : 5, folder).measure(section, quick ? QUICK_RESTART : RESTART);
        section.publish(record);
    }
}
