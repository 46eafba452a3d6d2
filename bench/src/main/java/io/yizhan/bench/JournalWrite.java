package io.yizhan.bench;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an event costs the journal: written in batches of a size, each synced to the disk; and read back at a restart. One event an operation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalWrite {
    private static final int EVENTS = 4_096;
    private static final int RECOVERED = 500_000;

    /** A journal in the temporary folder, let go of as it grows. */
    @State(Scope.Thread)
    public static class Written {
        @Param({"64", "512", "4096"})
        public int batch;

        final Event.ReservationPlaced[] events = new Event.ReservationPlaced[EVENTS];
        private final ExecutorService background = Executors.newSingleThreadExecutor();
        private Path folder = Path.of("");
        private @Nullable FileJournal journal;

        FileJournal journal() {
            return Objects.requireNonNull(journal);
        }

        @Setup(Level.Trial)
        public void open() throws IOException {
            for (int i = 0; i < EVENTS; i++) events[i] = event(i);
            folder = Files.createTempDirectory("yizhan-journal");
            journal = opened(folder, background);
        }

        @TearDown(Level.Iteration)
        public void discard() {
            journal().discardThrough(journal().durableSeq());
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            journal().close();
            background.shutdown();
            delete(folder);
        }
    }

    /** A closed journal of {@value #RECOVERED} events. */
    @State(Scope.Thread)
    public static class Closed {
        private final ExecutorService background = Executors.newSingleThreadExecutor();
        private Path folder = Path.of("");

        @Setup(Level.Trial)
        public void write() throws IOException {
            folder = Files.createTempDirectory("yizhan-journal");
            try (FileJournal journal = opened(folder, background)) {
                for (int i = 0; i < RECOVERED; i++) {
                    journal.append(event(i));
                    if (i % EVENTS == 0) journal.sync();
                }
                journal.sync();
            }
        }

        @TearDown(Level.Trial)
        public void remove() throws IOException {
            background.shutdown();
            delete(folder);
        }
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long appendAndSync(Written written) throws IOException {
        FileJournal journal = written.journal();
        for (int i = 0; i < EVENTS; i++) {
            journal.append(written.events[i]);
            if ((i + 1) % written.batch == 0) journal.sync();
        }
        return journal.durableSeq();
    }

    /** Opening it checks every batch; then each event is read and decoded. */
    @Benchmark
    @OperationsPerInvocation(RECOVERED)
    public long openAndRead(Closed closed) throws IOException {
        try (FileJournal journal = opened(closed.folder, closed.background);
                Journal.Reader reader = journal.read(0)) {
            int read = 1;
            while (read > 0) read = reader.next((seq, event) -> {});
            if (reader.seq() != RECOVERED) throw new IllegalStateException("only " + reader.seq());
            return reader.seq();
        }
    }

    static FileJournal opened(Path folder, ExecutorService background) throws IOException {
        return FileJournal.open(
                new FolderDisk(folder), FileJournalOptions.of("bench").bytesMax(64L << 30), background);
    }

    static Event.ReservationPlaced event(int i) {
        return new Event.ReservationPlaced(
                1_000L + i,
                1 + i,
                "m-" + i,
                i * 31L,
                i,
                new long[] {Workload.slotKey(Workload.Slots.SPREAD, i)},
                1,
                0,
                0,
                1,
                0);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
