package io.yizhan.bench.peer;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.journal.Journal;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import io.yizhan.sequencer.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own writer and file journal, in this process as the lock map is. One thread sends; answers are taken and latencies noted on
 * the writer's thread, which is to its disadvantage.
 */
final class SequencerPeer implements Peer {
    private static final long JOURNAL_BYTES_MAX = 64L << 30;
    private static final int FIRST_START_MIN = 60_000_000;
    private static final int SLOT_MIN = 60;
    private static final int WAIT_MAX_MS = 60_000;

    private final Path folder;
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private int runs;
    private Region region = new Region(Rules.DEFAULT);
    private @Nullable FileJournal journal;

    /** @param folder on the disk that is measured */
    SequencerPeer(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "Yizhan, writer and file journal";
    }

    @Override
    public String durability() {
        return "in the journal, synced";
    }

    @Override
    public String client() {
        return "one thread, pipelined";
    }

    @Override
    public void prepare() throws IOException {
        discard();
        region = new Region(Rules.DEFAULT);
        FileJournal opened = FileJournal.open(
                new FolderDisk(folder.resolve("journal-" + ++runs)),
                FileJournalOptions.of("bench").bytesMax(JOURNAL_BYTES_MAX),
                background);
        journal = opened;
        int perVenue = Slots.SPREAD / Slots.VENUES;
        for (int venue = 1; venue <= Slots.VENUES; venue++) open(opened, venue, perVenue);
        open(opened, Slots.venue(Slots.HOT_SLOT), 1);
        region.changes().clear();
        opened.sync();
        // An engine that takes bookings has had the time to fill its first two segments with zeros.
        CompletableFuture.runAsync(() -> {}, background).join();
    }

    private void open(FileJournal to, int venue, int count) throws IOException {
        int[] start = new int[count];
        int[] end = new int[count];
        int[] capacity = new int[count];
        for (int i = 0; i < count; i++) {
            start[i] = FIRST_START_MIN + i * SLOT_MIN;
            end[i] = start[i] + SLOT_MIN;
            capacity[i] = Slots.PLACES;
        }
        must(to, new VenueCommand.DefineVenue(venue, new VenueTerms(1, false, 300_000, 0)));
        must(to, new VenueCommand.OpenSlots(venue, start, end, capacity, new int[count], new boolean[count]));
    }

    private void must(FileJournal to, Command command) {
        Outcome outcome = region.carryOut(command, 0, to::append);
        if (outcome instanceof Refusal) throw new IllegalStateException("refused: " + command);
    }

    private static long key(int slot) {
        int place = slot == Slots.HOT_SLOT ? 0 : slot / Slots.VENUES;
        return SlotKey.of(Slots.venue(slot), FIRST_START_MIN + place * SLOT_MIN);
    }

    @Override
    public void run(Load load, int inFlight) {
        FileJournal open = journal;
        if (open == null) throw new IllegalStateException("not prepared");
        Limits limits =
                new Limits(Limits.DEFAULT.queueMax(), Limits.DEFAULT.batchMax(), WAIT_MAX_MS, WAIT_MAX_MS, WAIT_MAX_MS);
        Sequencer sequencer = new Sequencer(
                region, open, seq -> region.changes().clear(), InstantSource.system(), limits, Observer.NONE);
        Answers answers = new Answers(inFlight);
        try (Writer writer = new Writer(sequencer, "bench")) {
            writer.start();
            while (true) {
                answers.window.acquireUninterruptibly();
                Booking booking = load.next();
                if (booking == null) break;
                Ask ask = new Ask(booking, load, answers);
                Refusal refusal = sequencer.offer(ask);
                if (refusal != null) ask.answered(refusal);
                if (refusal != null) answers.window.release();
            }
            answers.window.acquireUninterruptibly(inFlight - 1);
        }
    }

    private static final class Ask extends Submission {
        private final Booking booking;
        private final Load load;

        Ask(Booking booking, Load load, Answers answers) {
            super(
                    new Command.PlaceReservation(
                            booking.member(),
                            booking.keyHi(),
                            booking.keyLo(),
                            new long[] {key(booking.slot())},
                            1,
                            false),
                    answers);
            this.booking = booking;
            this.load = load;
        }

        @Override
        protected void answered(Outcome outcome) {
            load.done(booking, outcome instanceof Outcome.Placed);
        }
    }

    /** Lets as many go out as answers came in, once a batch. */
    private static final class Answers implements Mailbox {
        final Semaphore window;
        private int answered;

        Answers(int inFlight) {
            window = new Semaphore(inFlight);
        }

        @Override
        public void put(Submission submission) {
            submission.answer();
            answered++;
        }

        @Override
        public void flush() {
            window.release(answered);
            answered = 0;
        }
    }

    /** Read back from the journal's files. */
    @Override
    public long booked() throws IOException {
        FileJournal written = journal;
        if (written == null) return 0;
        written.close();
        journal = null;
        LongAdder placed = new LongAdder();
        Journal.Sink sink = (seq, event) -> {
            if (event instanceof Event.ReservationPlaced) placed.increment();
        };
        try (FileJournal again = FileJournal.open(
                        new FolderDisk(folder.resolve("journal-" + runs)),
                        FileJournalOptions.of("bench").bytesMax(JOURNAL_BYTES_MAX),
                        background);
                Journal.Reader reader = again.read(0)) {
            for (int read = reader.next(sink); read > 0; ) read = reader.next(sink);
        }
        long count = placed.sum();
        if (count != region.reservationCount())
            throw new IllegalStateException(
                    count + " in the journal, but " + region.reservationCount() + " in the books");
        return count;
    }

    private void discard() throws IOException {
        if (journal != null) journal.close();
        journal = null;
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(SequencerPeer::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        discard();
        background.shutdown();
    }
}
