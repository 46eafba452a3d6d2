package io.yizhan.journal.file;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.yizhan.disk.FaultyDisk;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.Frame;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.record.EventSamples;
import io.yizhan.journal.record.EventUnreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Mutated journals and events: read, or refused for a declared reason. */
final class JournalFuzzTest {
    private static final FileJournalOptions OPTIONS =
            FileJournalOptions.of("sh").segmentBytes(2048).batchBytesMax(64 * 1024);
    private static final int BYTES_MAX = 1 << 20;

    private static final Logger REPORT = (Logger) LoggerFactory.getLogger(FileJournalRecovery.class);

    @BeforeAll
    static void reportNothing() {
        REPORT.setLevel(Level.OFF);
    }

    @AfterAll
    static void reportAgain() {
        REPORT.setLevel(null);
    }

    @Test
    void readsAnyBytesAsAnEventOrSaysThatTheyAreNone() throws Exception {
        EventSamples samples = new EventSamples(1);
        EventCodec codec = new EventCodec();
        byte[][] corpus = new byte[10 * EventSamples.KINDS][];
        for (int i = 0; i < corpus.length; i++) {
            ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
            corpus[i] = new byte[codec.encode(samples.of(i % EventSamples.KINDS), buffer, 0)];
            buffer.getBytes(0, corpus[i]);
        }
        Mutator mutator = new Mutator(corpus);
        Fuzz.run("events", BYTES_MAX, random -> {
            byte[] bytes = mutator.next(random);
            try {
                codec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
            } catch (EventUnreadable expected) {
                // Declared.
            }
        });
    }

    @Test
    void opensAnyFolderAsAJournalOrSaysWhyNot() throws Exception {
        FaultyDisk good = new FaultyDisk();
        EventSamples samples = new EventSamples(2);
        try (FileJournal journal = FileJournal.open(good, OPTIONS, Runnable::run)) {
            for (int i = 0; i < 9; i++) {
                for (int n = 0; n < 3; n++) journal.append(samples.any());
                journal.sync();
            }
        }
        byte[][] segments = good.segments().stream().map(good::bytes).toArray(byte[][]::new);
        Mutator mutator = new Mutator(segments);
        Fuzz.run("journal", BYTES_MAX, random -> {
            FaultyDisk disk = good.copy();
            String name = disk.segments().get(random.nextInt(segments.length));
            byte[] bytes = random.nextInt(3) == 0 ? mutator.next(random) : shuffled(disk.bytes(name), mutator, random);
            disk.put(name, bytes);
            if (random.nextInt(10) == 0) disk.delete(disk.segments().get(random.nextInt(segments.length)));
            try (JournalScan scan = JournalScan.open(disk, random.nextBoolean())) {
                scan.run(1, Long.MAX_VALUE, (seq, event) -> {});
            }
            try (FileJournal journal = FileJournal.open(disk, OPTIONS, task -> {})) {
                read(journal);
            } catch (JournalDamaged | JournalUnusable expected) {
                // Declared.
            }
            if (disk.readBytesMax > FileWindow.BYTES) throw new AssertionError(disk.readBytesMax + " bytes at once");
        });
    }

    private static void read(FileJournal journal) throws IOException {
        if (journal.firstSeq() > journal.durableSeq()) return;
        try (Journal.Reader reader = journal.read(journal.firstSeq() - 1)) {
            while (reader.next((seq, event) -> {}) > 0) {}
        }
    }

    /** Frames doubled, left out, put in another order or changed within; most of them sealed again, so that what is behind the CRC is reached. */
    private static byte[] shuffled(byte[] segment, Mutator mutator, SplittableRandom random) {
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = SegmentHeader.BYTES;
                at + Frame.HEADER_BYTES < segment.length && buffer.getInt(at) == Frame.MAGIC; ) {
            int end = at + Frame.HEADER_BYTES + Frame.eventBytes(buffer, at);
            frames.add(Arrays.copyOfRange(segment, at, end));
            at = end;
        }
        int one = random.nextInt(frames.size());
        switch (random.nextInt(6)) {
            case 0 -> frames.add(random.nextInt(frames.size() + 1), frames.get(one));
            case 1 -> frames.remove(one);
            case 2 -> Collections.shuffle(frames, new Random(random.nextLong()));
            default -> frames.set(one, resealed(frames.get(one), mutator, random));
        }
        ByteBuffer result = ByteBuffer.allocate(Math.max(
                segment.length,
                SegmentHeader.BYTES + frames.stream().mapToInt(f -> f.length).sum()));
        result.put(segment, 0, SegmentHeader.BYTES);
        for (byte[] frame : frames) result.put(frame);
        return result.array();
    }

    private static byte[] resealed(byte[] frame, Mutator mutator, SplittableRandom random) {
        byte[] events = mutator.changed(Arrays.copyOfRange(frame, Frame.HEADER_BYTES, frame.length), random);
        int padded = Math.max(Frame.ALIGNMENT, (events.length + Frame.ALIGNMENT - 1) & -Frame.ALIGNMENT);
        ByteBuffer buffer = ByteBuffer.allocate(Frame.HEADER_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(Frame.HEADER_BYTES, events);
        ByteBuffer old = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int count = random.nextInt(4) == 0 ? random.nextInt() : Frame.count(old, 0);
        long firstSeq = random.nextInt(8) == 0 ? random.nextLong() : Frame.firstSeq(old, 0);
        new Frame().seal(buffer, 0, padded, firstSeq, count);
        return buffer.array();
    }
}
