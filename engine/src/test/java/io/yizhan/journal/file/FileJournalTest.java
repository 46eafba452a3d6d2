package io.yizhan.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Event;
import io.yizhan.disk.FaultyDisk;
import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalContract;
import io.yizhan.journal.JournalUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real folder, and what only files can do. */
class FileJournalTest extends JournalContract {
    private static final FileJournalOptions OPTIONS =
            FileJournalOptions.of("shanghai").segmentBytes(8 * 1024).batchBytesMax(64 * 1024);

    private final ExecutorService background = Executors.newSingleThreadExecutor();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    @Override
    protected Journal open() throws IOException {
        return FileJournal.open(new FolderDisk(folder), OPTIONS, background);
    }

    private static FileJournal open(FaultyDisk disk) throws IOException {
        return FileJournal.open(disk, OPTIONS, Runnable::run);
    }

    @Test
    void rollsToSegmentsNamedByTheirFirstEvent() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            appendBatches(journal, 50, 10);
            assertThat(readAll(journal, 0)).isEqualTo(500);
            assertThat(journal.bytesPending()).isBetween(500L * 80, 500L * 120);
        }
        assertThat(disk.segments()).hasSizeGreaterThan(4).startsWith("00000000000000000001.journal");
        assertThat(disk.segments())
                .allSatisfy(name -> assertThat(disk.bytes(name)).hasSize(8 * 1024));
    }

    @Test
    void aSegmentHasNoMoreThanADaysEvents() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        long beganAtMs = 1_000_000;
        long dayMs = TimeUnit.DAYS.toMillis(1);
        try (FileJournal journal = open(disk)) {
            hold(journal, beganAtMs);
            hold(journal, beganAtMs + dayMs - 1);
            assertThat(disk.segments()).hasSize(1);
            hold(journal, beganAtMs + dayMs);
            assertThat(disk.segments()).containsExactly("00000000000000000001.journal", "00000000000000000003.journal");
            hold(journal, beganAtMs + 2 * dayMs - 1);
            journal.discardThrough(3);
            assertThat(disk.segments()).containsExactly("00000000000000000003.journal");
        }
    }

    /** A minute after somebody was forgotten nothing of it is left, once the rows have what was before. */
    @Test
    void aSegmentThatNamesSomebodyForgottenEndsAMinuteLater() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        long beganAtMs = TimeUnit.DAYS.toMillis(20_000);
        long minuteMs = TimeUnit.MINUTES.toMillis(1);
        try (FileJournal journal = open(disk)) {
            hold(journal, beganAtMs);
            hold(journal, beganAtMs + 5 * minuteMs);
            journal.append(new Event.MemberErased(beganAtMs + 5 * minuteMs, "m-1", new long[0]));
            journal.sync();
            assertThat(disk.segments()).hasSize(1);
            hold(journal, beganAtMs + 5 * minuteMs + 1);
            assertThat(disk.segments()).as("it was a minute old already").hasSize(2);
            hold(journal, beganAtMs + 7 * minuteMs);
            assertThat(disk.segments()).as("this one names nobody").hasSize(2);
            journal.discardThrough(3);
            assertThat(disk.segments()).hasSize(1);
        }
    }

    @Test
    void whatWasThereBeforeAStartMayNameSomebodyForgotten() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        long beganAtMs = TimeUnit.DAYS.toMillis(20_000);
        try (FileJournal journal = open(disk)) {
            hold(journal, beganAtMs);
        }
        try (FileJournal journal = open(disk)) {
            hold(journal, beganAtMs + TimeUnit.MINUTES.toMillis(1) - 1);
            assertThat(disk.segments()).hasSize(1);
            hold(journal, beganAtMs + TimeUnit.MINUTES.toMillis(1));
            assertThat(disk.segments()).hasSize(2);
            hold(journal, beganAtMs + TimeUnit.MINUTES.toMillis(9));
            assertThat(disk.segments()).hasSize(2);
        }
    }

    private static void hold(FileJournal journal, long atMs) throws IOException {
        journal.append(new Event.HoldExpired(atMs, 7));
        journal.sync();
    }

    @Test
    void writesAndForcesExactlyOnceForEachBatchRollOrNot() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        List<Runnable> later = new ArrayList<>();
        try (FileJournal journal = FileJournal.open(disk, OPTIONS, later::add)) {
            for (int i = 0; i < 60; i++) {
                while (!later.isEmpty()) later.removeFirst().run();
                append(journal, 10);
                int writes = disk.writes;
                int forces = disk.forces;
                journal.sync();
                assertThat(disk.writes - writes).isEqualTo(1);
                assertThat(disk.forces - forces).isEqualTo(1);
            }
        }
        assertThat(disk.segments()).hasSizeGreaterThan(4);
    }

    @Test
    void makesTheSegmentItselfWhereTheExecutorHasNotComeToIt() throws IOException {
        try (FileJournal journal = FileJournal.open(new FaultyDisk(), OPTIONS, task -> {})) {
            appendBatches(journal, 50, 10);
            assertThat(readAll(journal, 0)).isEqualTo(500);
        }
    }

    @Test
    void givesABatchLargerThanASegmentOneOfItsOwn() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            appendBatches(journal, 1, 5);
            appendBatches(journal, 1, 300);
            appendBatches(journal, 1, 5);
        }
        assertThat(disk.segments()).hasSize(3);
        try (FileJournal journal = open(disk)) {
            assertThat(journal.recoveredTail()).isNull();
            assertThat(readAll(journal, 0)).isEqualTo(310);
        }
    }

    @Test
    void refusesAnEventThatNoLongerFitsIntoTheBatchAndKeepsTheRest() throws IOException {
        FileJournalOptions options = OPTIONS.batchBytesMax(500);
        try (FileJournal journal = FileJournal.open(new FaultyDisk(), options, Runnable::run)) {
            append(journal, 4);
            int free = journal.batchBytesFree();
            assertThatThrownBy(() -> append(journal, 4))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most ");
            assertThat(journal.batchBytesFree()).isLessThanOrEqualTo(free);
            long fitted = journal.lastSeq();
            journal.sync();
            assertThat(readAll(journal, 0)).isEqualTo((int) fitted);
            assertThat(journal.batchBytesFree()).isEqualTo(500);
        }
    }

    @Test
    void discardsWholeSegmentsAndSaysWhereItBeginsNow() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            appendBatches(journal, 50, 10);
            int before = disk.segments().size();
            Journal.Reader reader = journal.read(0);
            reader.next((seq, event) -> {});
            journal.discardThrough(250);
            assertThat(disk.segments()).hasSizeLessThan(before);
            assertThat(journal.firstSeq()).isBetween(2L, 251L);
            assertThat(disk.segments()).first().isEqualTo(Segment.nameOf(journal.firstSeq()));
            assertThat(readAll(journal, journal.firstSeq() - 1)).isEqualTo((int) (501 - journal.firstSeq()));
            assertThatThrownBy(() -> readAll(journal, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "event 1 is no longer in the journal, which begins with " + journal.firstSeq());
            assertThatThrownBy(() -> drain(reader)).hasMessageContaining("no longer in the journal");
            journal.discardThrough(500);
            assertThat(disk.segments()).hasSize(1);
            assertThat(journal.lastSeq()).isEqualTo(500);
        }
        try (FileJournal journal = open(disk)) {
            assertThat(journal.lastSeq()).isEqualTo(500);
            assertThat(journal.firstSeq()).isGreaterThan(251);
        }
    }

    @Test
    void beginsBehindWhatIsSafeElsewhereWhereItIsEmpty() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        for (int i = 0; i < 2; i++) {
            try (FileJournal journal = FileJournal.open(disk, OPTIONS.startAfterSeq(700), Runnable::run)) {
                assertThat(journal.firstSeq()).isEqualTo(701);
                assertThat(readAll(journal, 700)).isZero();
                assertThatThrownBy(() -> journal.read(699)).hasMessageContaining("event 700 is no longer");
                if (i == 0) continue;
                appendBatches(journal, 2, 5);
                assertThat(readAll(journal, 700)).isEqualTo(10);
            }
        }
        assertThatThrownBy(() -> FileJournal.open(disk, OPTIONS.startAfterSeq(711), Runnable::run))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("ends with event 710, but 711 is safe elsewhere");
    }

    @Test
    void takesNothingMoreOnceASyncOrAWriteHasFailed() throws IOException {
        for (boolean write : new boolean[] {true, false}) {
            FaultyDisk disk = new FaultyDisk();
            FileJournal journal = open(disk);
            appendBatches(journal, 2, 5);
            append(journal, 5);
            disk.failWrites = write;
            disk.failForces = !write;
            assertThatThrownBy(journal::sync).isInstanceOf(IOException.class).hasMessage("EIO");
            disk.failWrites = false;
            disk.failForces = false;
            assertThatThrownBy(journal::sync).isInstanceOf(IOException.class).hasMessageContaining("failed before");
            assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(UncheckedIOException.class);
            assertThat(journal.durableSeq()).isEqualTo(10);
            assertThat(readAll(journal, 0)).isEqualTo(10);
            journal.close();
        }
    }

    @Test
    void showsNothingWhileTheSyncStalls() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            appendBatches(journal, 1, 5);
            append(journal, 5);
            int writes = disk.writes;
            CountDownLatch stall = new CountDownLatch(1);
            disk.stall = stall;
            CompletableFuture<Void> synced = CompletableFuture.runAsync(() -> {
                try {
                    journal.sync();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Awaitility.await().until(() -> disk.writes > writes);
            assertThat(journal.durableSeq()).isEqualTo(5);
            assertThat(readAll(journal, 0)).isEqualTo(5);
            stall.countDown();
            synced.get(10, TimeUnit.SECONDS);
            assertThat(readAll(journal, 0)).isEqualTo(10);
        }
    }

    @Test
    void refusesAnotherRegionsFolder() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            appendBatches(journal, 1, 1);
        }
        FileJournalOptions other = new FileJournalOptions(
                "beijing", 0, OPTIONS.segmentBytes(), OPTIONS.batchBytesMax(), OPTIONS.bytesMax());
        assertThatThrownBy(() -> FileJournal.open(disk, other, Runnable::run))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("is of region shanghai, not of beijing");
    }

    @Test
    void tellsASecondOpenerWhoHoldsIt() throws IOException {
        Journal journal = open();
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContainingAll(
                        folder.toString(), "pid " + ProcessHandle.current().pid() + " on ", " since ");
        journal.close();
    }
}
