package io.yizhan.bench;

import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How many reservations a second one writer makes durable: callers in the process, each with a window of bookings on their way, a
 * {@link Sequencer} and the file journal on a real disk, synced before anything is answered. The callers take cores from the writer, as
 * event loops would.
 */
@CommandLine.Command(name = "bench/run sequencer", mixinStandardHelpOptions = true, sortOptions = false)
final class SequencerDriver implements Callable<Integer> {
    private static final long JOURNAL_BYTES_MAX = 64L << 30;

    @Option(names = "--callers", split = ",", defaultValue = "1,4,64", description = "threads that book")
    private int[] callers = {};

    @Option(
            names = "--window",
            split = ",",
            defaultValue = "1,64,2048",
            description = "bookings on their way, of each caller")
    private int[] windows = {};

    @Option(
            names = "--reservations",
            defaultValue = "3000000",
            description = "most in one run; fewer where they are slow")
    private int reservationsMax;

    @Option(names = "--seconds", defaultValue = "5", description = "of one run, at most")
    private int seconds;

    @Option(names = "--quick", description = "2 callers, one second")
    private boolean quick;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where the journal goes; default: the system's temporary folder")
    private @Nullable Path folder;

    @Option(names = "--record", paramLabel = "FILE", description = "append the table to this file")
    private @Nullable Path record;

    public static void main(String[] args) {
        // Without its writer the callers would wait for ever.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        System.exit(new CommandLine(new SequencerDriver()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            callers = new int[] {2};
            seconds = 1;
        }
        Table table = new Table(
                "Sequencer with the file journal, synced before answered",
                "bench/run sequencer" + (quick ? " --quick" : ""),
                List.of(
                        "callers",
                        "window",
                        "reservations/s",
                        "a batch",
                        "syncs per 1,000",
                        "sync µs",
                        "of the time in syncs",
                        "refused"));
        run(2, 2_048); // The compiler's share, not recorded.
        for (int count : callers) for (int window : windows) table.row(run(count, window));
        table.publish(record);
        return 0;
    }

    private String[] run(int count, int window) throws Exception {
        Path dir =
                folder == null ? Files.createTempDirectory("yizhan-bench") : Files.createTempDirectory(folder, "bench");
        ExecutorService background = Executors.newSingleThreadExecutor();
        FileJournalOptions options = FileJournalOptions.of("bench").bytesMax(JOURNAL_BYTES_MAX);
        try (FileJournal journal = FileJournal.open(new FolderDisk(dir), options, background)) {
            return run(journal, count, window);
        } finally {
            background.shutdown();
            delete(dir);
        }
    }

    private String[] run(FileJournal journal, int count, int window) throws InterruptedException {
        Region region = new Region(Rules.DEFAULT.withActiveReservationsMax(BookingCaller.BOOKINGS_PER_MEMBER_MAX));
        BookingCaller.openSlots(region);
        Figures figures = new Figures();
        Limits limits = new Limits(1 << 17, Limits.DEFAULT.batchMax(), 60_000, 60_000, 60_000);
        Sequencer sequencer = new Sequencer(
                region, journal, seq -> region.changes().clear(), InstantSource.system(), limits, figures);
        List<BookingCaller> all = new ArrayList<>();
        long beganNs;
        long tookNs;
        try (Writer writer = new Writer(sequencer, "bench")) {
            writer.start();
            for (int i = 0; i < count; i++) all.add(new BookingCaller(sequencer, i, window, reservationsMax / count));
            beganNs = System.nanoTime();
            for (BookingCaller caller : all) caller.start(beganNs + seconds * 1_000_000_000L);
            for (BookingCaller caller : all) caller.join();
            tookNs = System.nanoTime() - beganNs;
        }
        long placed = 0;
        long refused = 0;
        for (BookingCaller caller : all) {
            placed += caller.placed();
            refused += caller.refused();
        }
        if (placed != region.reservationCount() || placed != journal.durableSeq())
            throw new IllegalStateException(placed + " answered, " + region.reservationCount() + " in the books, "
                    + journal.durableSeq() + " durable");
        return new String[] {
            Integer.toString(count),
            Integer.toString(window),
            Table.number("%,.0f", placed * 1e9 / tookNs),
            Table.number("%.1f", (double) placed / figures.syncs),
            Table.number("%.2f", 1_000.0 * figures.syncs / placed),
            Table.number("%.0f", figures.syncNs / 1e3 / figures.syncs),
            Table.number("%.0f %%", 100.0 * figures.syncNs / tookNs),
            Long.toString(refused)
        };
    }

    /** Of the writer; read after it has ended. */
    private static final class Figures implements Observer {
        private long syncs;
        private long syncNs;

        @Override
        public void batch(int commands, int events, long tookNs, long tookToSyncNs) {
            if (events == 0) return;
            syncs++;
            syncNs += tookToSyncNs;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
