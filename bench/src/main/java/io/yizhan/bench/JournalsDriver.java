package io.yizhan.bench;

import io.yizhan.bench.chart.DotChart.Spread;
import io.yizhan.bench.peer.RedisServer;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.journal.stream.RedisEventStream;
import io.yizhan.journal.stream.RedisStreamOptions;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What a durable booking takes with each journal, from the offer to the answer: the file's, and Redis's on the same machine and disk. Round
 * after round each has its turn, so that the ratios are those of neighbours in time.
 */
@CommandLine.Command(name = "bench/run journals", mixinStandardHelpOptions = true, sortOptions = false)
final class JournalsDriver implements Callable<Integer> {
    private static final long BYTES_MAX = 64L << 30;
    private static final String FILE = "file";

    @Option(names = "--callers", defaultValue = "2", description = "threads that book")
    private int callers;

    @Option(
            names = "--window",
            split = ",",
            defaultValue = "1,64,1024",
            description = "bookings on their way, of each caller")
    private int[] windows = {};

    @Option(names = "--rounds", defaultValue = "7", description = "in which each journal has its turn")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "of one turn")
    private int seconds;

    @Option(names = "--quick", description = "3 rounds of a second")
    private boolean quick;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "where the journals go; default: the system's temporary folder")
    private @Nullable Path folder;

    @Option(names = "--record", paramLabel = "FILE", description = "append the table to this file")
    private @Nullable Path record;

    private int turns;

    /** Opens an empty journal; whatever it needs besides ends with it. */
    private interface Opening {
        Journal open(Path folder) throws IOException;
    }

    /** Of one turn. */
    private record Turn(double perSecond, double medianUs, double p99Us) {}

    public static void main(String[] args) {
        // Without its writer the callers would wait for ever.
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        System.exit(new CommandLine(new JournalsDriver()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (quick) {
            rounds = 3;
            seconds = 1;
        }
        File executable = RedisServer.executable();
        if (executable == null) throw new IllegalStateException("there is no Redis for this machine");
        Path dir =
                folder == null ? Files.createTempDirectory("yizhan-bench") : Files.createTempDirectory(folder, "bench");
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (RedisServer always = RedisServer.start(executable, dir.resolve("always"), "always");
                RedisServer everySecond = RedisServer.start(executable, dir.resolve("everysec"), "everysec")) {
            Map<String, Opening> journals = new LinkedHashMap<>();
            journals.put(
                    FILE,
                    within -> FileJournal.open(
                            new FolderDisk(within),
                            FileJournalOptions.of("bench").bytesMax(BYTES_MAX),
                            background));
            journals.put("Redis, synced always", within -> redis(always));
            journals.put("Redis, synced every second", within -> redis(everySecond));
            compare(journals, dir);
        } finally {
            background.shutdown();
            delete(dir);
        }
        return 0;
    }

    private Journal redis(RedisServer server) throws IOException {
        URI uri = URI.create("redis://127.0.0.1:" + server.address().getPort());
        String region = "bench-" + turns;
        return StreamJournal.takeOver(
                new RedisEventStream(RedisStreamOptions.of(uri, region)),
                1,
                0,
                StreamJournalOptions.of(region).bytesMax(BYTES_MAX),
                System::nanoTime);
    }

    private void compare(Map<String, Opening> journals, Path dir) throws Exception {
        Table table = new Table(
                "A durable booking by journal",
                "bench/run journals" + (quick ? " --quick" : ""),
                List.of(
                        "journal",
                        "bookings on their way",
                        "reservations/s",
                        "median µs",
                        "p99 µs",
                        "median over the file's, in pairs"));
        for (Opening one : journals.values()) turn(one, dir, 1_024); // The compiler's share, not recorded.
        for (int window : windows) {
            Map<String, List<Turn>> all = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, Opening> one : journals.entrySet())
                    all.computeIfAbsent(one.getKey(), it -> new ArrayList<>()).add(turn(one.getValue(), dir, window));
            }
            List<Turn> file = all.getOrDefault(FILE, List.of());
            all.forEach((name, turns) -> table.row(row(name, window, turns, file)));
        }
        table.publish(record);
    }

    private String[] row(String name, int window, List<Turn> turns, List<Turn> file) {
        double[] ratios = new double[turns.size()];
        for (int i = 0; i < ratios.length; i++)
            ratios[i] = turns.get(i).medianUs() / file.get(i).medianUs();
        Spread ratio = Spread.of(ratios);
        return new String[] {
            name,
            Integer.toString(callers * window),
            Table.number(
                    "%,.0f", median(turns.stream().mapToDouble(Turn::perSecond).toArray())),
            Table.number(
                    "%,.0f", median(turns.stream().mapToDouble(Turn::medianUs).toArray())),
            Table.number("%,.0f", median(turns.stream().mapToDouble(Turn::p99Us).toArray())),
            name.equals(FILE)
                    ? ""
                    : Table.number("%.2f", ratio.median()) + " (" + Table.number("%.2f", ratio.low()) + " to "
                            + Table.number("%.2f", ratio.high()) + ")"
        };
    }

    private static double median(double[] values) {
        return Spread.of(values).median();
    }

    private Turn turn(Opening opening, Path dir, int window) throws Exception {
        turns++;
        Path within = Files.createDirectory(dir.resolve("turn-" + turns));
        try (Journal journal = opening.open(within)) {
            return turn(journal, window);
        } finally {
            delete(within);
        }
    }

    private Turn turn(Journal journal, int window) throws InterruptedException {
        Region region = new Region(Rules.DEFAULT.withActiveReservationsMax(BookingCaller.BOOKINGS_PER_MEMBER_MAX));
        BookingCaller.openSlots(region);
        Answers answers = new Answers();
        Limits limits = new Limits(1 << 17, Limits.DEFAULT.batchMax(), 60_000, 60_000, 60_000);
        Sequencer sequencer = new Sequencer(
                region,
                journal,
                seq -> {
                    region.changes().clear();
                    journal.discardThrough(seq);
                },
                InstantSource.system(),
                limits,
                answers);
        List<BookingCaller> all = new ArrayList<>();
        long tookNs;
        try (Writer writer = new Writer(sequencer, "bench")) {
            writer.start();
            for (int i = 0; i < callers; i++) all.add(new BookingCaller(sequencer, i, window, Integer.MAX_VALUE));
            long beganNs = System.nanoTime();
            for (BookingCaller caller : all) caller.start(beganNs + seconds * 1_000_000_000L);
            for (BookingCaller caller : all) caller.join();
            tookNs = System.nanoTime() - beganNs;
        }
        long placed = 0;
        for (BookingCaller caller : all) placed += caller.placed();
        if (placed != region.reservationCount() || placed != journal.durableSeq())
            throw new IllegalStateException(placed + " answered, " + region.reservationCount() + " in the books, "
                    + journal.durableSeq() + " durable");
        return new Turn(
                placed * 1e9 / tookNs,
                answers.ns.getValueAtPercentile(50) / 1e3,
                answers.ns.getValueAtPercentile(99) / 1e3);
    }

    /** Of the writer; read after it has ended. */
    private static final class Answers implements Observer {
        private final Histogram ns = new Histogram(3);

        @Override
        public void answered(Command command, Outcome outcome, long tookNs) {
            ns.recordValue(tookNs);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
