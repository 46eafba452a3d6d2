package io.yizhan.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.disk.FaultyDisk;
import io.yizhan.journal.JournalContract;
import io.yizhan.journal.record.EventCodecTest;
import io.yizhan.journal.record.EventSamples;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading a journal's folder without opening it. */
final class JournalScanTest {
    private static final FileJournalOptions OPTIONS =
            FileJournalOptions.of("sh").segmentBytes(2048).batchBytesMax(64 * 1024);

    private static FaultyDisk written() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = FileJournal.open(disk, OPTIONS, Runnable::run)) {
            JournalContract.appendBatches(journal, 17, 3);
        }
        return disk;
    }

    private static JournalScan.Found run(
            FaultyDisk disk, boolean beingWritten, long from, long to, JournalScan.Visitor visitor) throws IOException {
        try (JournalScan scan = JournalScan.open(disk, beingWritten)) {
            return scan.run(from, to, visitor);
        }
    }

    private static JournalScan.Found scan(FaultyDisk disk) throws IOException {
        return run(disk, false, 1, Long.MAX_VALUE, (seq, event) -> {});
    }

    @Test
    void tellsWhatThereIsAndWritesNothing() throws IOException {
        FaultyDisk disk = written();
        int writes = disk.writes;
        long[] seq = {0};
        JournalScan.Found found = run(disk, false, 1, Long.MAX_VALUE, (number, event) -> {
            assertThat(number).isEqualTo(++seq[0]);
            EventCodecTest.assertSame(event, EventSamples.placed(number));
        });
        assertThat(found)
                .extracting("region", "firstSeq", "lastSeq", "firstAtMs", "lastAtMs", "tail")
                .containsExactly("sh", 1L, 51L, 1_001L, 1_051L, null);
        assertThat(found.segments()).isEqualTo(disk.segments().size()).isGreaterThan(2);
        assertThat(found.problems()).isEmpty();
        assertThat(seq[0]).isEqualTo(51);
        assertThat(disk.writes).isEqualTo(writes);
    }

    @Test
    void findsABitFlippedAnywhereAndTellsATornTailFromDamage() throws IOException {
        FaultyDisk whole = written();
        int torn = 0;
        for (String name : whole.segments()) {
            byte[] bytes = whole.bytes(name);
            for (int at = 0; at < bytes.length; at += 32) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= 16;
                FaultyDisk disk = whole.copy();
                disk.put(name, flipped);
                JournalScan.Found found = scan(disk);
                if (found.tail() != null) {
                    torn++;
                    assertThat(name).isEqualTo(whole.segments().getLast());
                    assertThat(found.problems()).isEmpty();
                } else {
                    assertThat(found.problems()).as("%s at %d", name, at).hasSize(1);
                    assertThat(found.problems().getFirst()).contains(name);
                }
                assertThat(disk.bytes(name)).isEqualTo(flipped);
            }
        }
        assertThat(torn).isPositive();
    }

    @Test
    void goesOnBehindDamageAndNamesEachPlace() throws IOException {
        FaultyDisk disk = written();
        disk.bytes(disk.segments().get(0))[200] ^= 1;
        disk.bytes(disk.segments().get(1))[200] ^= 1;
        JournalScan.Found found = scan(disk);
        assertThat(found.problems()).hasSize(2);
        assertThat(found.lastSeq()).isEqualTo(51);
    }

    @Test
    void missesASegmentInTheMiddle() throws IOException {
        FaultyDisk disk = written();
        disk.delete(disk.segments().get(1));
        assertThat(scan(disk).problems()).hasSize(1).first().asString().contains("a file is missing in between");
    }

    @Test
    void passesOverSegmentsOutsideOfWhatIsAskedFor() throws IOException {
        FaultyDisk disk = written();
        long from = Segment.seqOf(disk.segments().get(1));
        long to = Segment.seqOf(disk.segments().get(2)) - 1;
        Arrays.fill(disk.bytes(disk.segments().getFirst()), (byte) 1);
        JournalScan.Found found = run(disk, false, from, to, (seq, event) -> {});
        assertThat(found.problems()).isEmpty();
        assertThat(found.firstSeq()).isEqualTo(from);
        assertThat(found.lastSeq()).isEqualTo(to);
    }

    @Test
    void findsNothingWrongWhileAnEngineWritesAndDiscards() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        int batches = 3_000;
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try (FileJournal journal = FileJournal.open(disk, OPTIONS, Runnable::run)) {
                for (int i = 0; i < batches; i++) {
                    JournalContract.appendBatches(journal, 1, 3);
                    journal.discardThrough(Math.max(0, journal.durableSeq() - 300));
                }
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
        int scans = 0;
        while (!writing.isDone()) {
            long[] last = {0};
            JournalScan.Found found = run(disk, true, 1, Long.MAX_VALUE, (seq, event) -> {
                if (last[0] != 0) assertThat(seq).isEqualTo(last[0] + 1);
                last[0] = seq;
            });
            assertThat(found.problems()).isEmpty();
            scans++;
        }
        writing.get(60, TimeUnit.SECONDS);
        assertThat(scans).isPositive();
        assertThat(scan(disk).lastSeq()).isEqualTo(3L * batches);
    }
}
