package io.yizhan.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.yizhan.core.Event;
import io.yizhan.disk.FaultyDisk;
import io.yizhan.journal.JournalContract;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a crash, a bad disk or a careless hand leaves behind. */
@Tag("slow")
class FileJournalRecoveryTest {
    private static final FileJournalOptions OPTIONS =
            FileJournalOptions.of("sh").segmentBytes(2048).batchBytesMax(64 * 1024);

    private static final int SEEDS = Integer.getInteger("yizhan.power-cut.seeds", 1_000);
    private static final Logger REPORT = (Logger) LoggerFactory.getLogger(FileJournalRecovery.class);

    @BeforeAll
    static void reportNothing() {
        REPORT.setLevel(Level.OFF);
    }

    @AfterAll
    static void reportAgain() {
        REPORT.setLevel(null);
    }

    private static FileJournal open(FaultyDisk disk) throws IOException {
        return FileJournal.open(disk, OPTIONS, Runnable::run);
    }

    /** Batches of three events, over some segments. */
    private static FaultyDisk written(int batches) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            JournalContract.appendBatches(journal, batches, 3);
        }
        return disk;
    }

    /** Where the last frame of this segment begins, and where it ends. */
    private static int[] lastFrame(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = SegmentHeader.BYTES;
        int from = at;
        while (at + Frame.HEADER_BYTES <= bytes.length && buffer.getInt(at) == Frame.MAGIC) {
            from = at;
            at += Frame.HEADER_BYTES + Frame.eventBytes(buffer, at);
        }
        return new int[] {from, at};
    }

    @Test
    void makesDurableWhatAKilledProcessHadOnlyWritten() throws IOException {
        for (int batches = 0; batches < 12; batches++) {
            FaultyDisk disk = written(batches);
            FileJournal killed = open(disk);
            disk.failForces = true;
            JournalContract.append(killed, 3);
            assertThatThrownBy(killed::sync).isInstanceOf(IOException.class);
            disk.failForces = false;
            killed.close();
            long found;
            try (FileJournal journal = open(disk)) {
                found = journal.durableSeq();
            }
            try (FileJournal journal = open(disk.crash(new SplittableRandom(batches), false))) {
                assertThat(journal.durableSeq()).as("after %d batches", batches).isEqualTo(found);
            }
        }
    }

    @Test
    void cutsALastBatchTornAtAnyByteAndGoesOn() throws IOException {
        FaultyDisk whole = written(17);
        String name = whole.segments().getLast();
        byte[] bytes = whole.bytes(name);
        int[] frame = lastFrame(bytes);
        assertThat(frame[0]).isGreaterThan(SegmentHeader.BYTES);
        for (int torn = frame[0]; torn < frame[1]; torn++) {
            for (boolean headLost : new boolean[] {false, true}) {
                FaultyDisk disk = whole.copy();
                byte[] left = bytes.clone();
                if (headLost) Arrays.fill(left, frame[0], torn + 1, (byte) 0);
                else Arrays.fill(left, torn, frame[1], (byte) 0);
                if (Arrays.equals(left, bytes)) continue;
                disk.put(name, left);
                boolean cut = lastFrameHasMore(left, frame);
                try (FileJournal journal = open(disk)) {
                    assertThat(journal.lastSeq()).isEqualTo(48);
                    assertThat(journal.recoveredTail() != null).isEqualTo(cut);
                    if (journal.recoveredTail() != null)
                        assertThat(journal.recoveredTail().offset()).isEqualTo(frame[0]);
                    JournalContract.appendBatches(journal, 1, 2);
                    assertThat(JournalContract.readAll(journal, 0)).isEqualTo(50);
                }
                try (FileJournal journal = open(disk)) {
                    assertThat(journal.recoveredTail()).isNull();
                    assertThat(journal.lastSeq()).isEqualTo(50);
                }
            }
        }
    }

    private static boolean lastFrameHasMore(byte[] bytes, int[] frame) {
        for (int i = frame[0]; i < frame[1]; i++) if (bytes[i] != 0) return true;
        return false;
    }

    @Test
    void cutsALastSegmentThatWasTruncatedAnywhereInItsLastBatch() throws IOException {
        FaultyDisk whole = written(17);
        String name = whole.segments().getLast();
        int[] frame = lastFrame(whole.bytes(name));
        for (int length = frame[0]; length < frame[1]; length++) {
            FaultyDisk disk = whole.copy();
            disk.put(name, Arrays.copyOf(whole.bytes(name), length));
            try (FileJournal journal = open(disk)) {
                assertThat(journal.lastSeq()).as("truncated at %s", length).isGreaterThanOrEqualTo(48);
                assertThat(disk.bytes(name)).hasSize(2048);
            }
        }
    }

    @Test
    void stopsTheStartAtABitFlippedAnywhereBeforeTheTail() throws IOException {
        FaultyDisk whole = written(17);
        String lastName = whole.segments().getLast();
        int flips = 0;
        for (String name : whole.segments()) {
            byte[] bytes = whole.bytes(name);
            int end = name.equals(lastName) ? lastFrame(bytes)[0] : bytes.length;
            for (int at = 0; at < end; at += 64, flips++) {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << at / 64 % 8);
                FaultyDisk disk = whole.copy();
                disk.put(name, flipped);
                Throwable thrown = catchThrowable(() -> open(disk).close());
                assertThat(thrown).as("%s at %s", name, at).isInstanceOf(JournalDamaged.class);
                JournalDamaged damaged = (JournalDamaged) thrown;
                assertThat(damaged.file()).isEqualTo("memory/" + name);
                assertThat(damaged.offset()).isLessThanOrEqualTo(at);
                assertThat(damaged).hasMessageContaining("memory/" + name + ", offset " + damaged.offset());
            }
        }
        assertThat(flips).isGreaterThan(60);
    }

    @Test
    void stopsTheReaderAtABitFlippedWhileItWasOpen() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            JournalContract.appendBatches(journal, 3, 3);
            byte[] bytes = disk.bytes(disk.segments().getFirst());
            bytes[lastFrame(bytes)[0] + 60] ^= 4;
            assertThatThrownBy(() -> JournalContract.readAll(journal, 0))
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageContaining("offset " + lastFrame(bytes)[0] + ": a batch fails its CRC");
        }
    }

    @Test
    void refusesAGapBetweenSegments() throws IOException {
        FaultyDisk disk = written(17);
        disk.delete(disk.segments().get(1));
        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("and the next begins with");
    }

    @Test
    void refusesANewerFormat() throws IOException {
        FaultyDisk disk = written(1);
        byte[] bytes = disk.bytes(disk.segments().getFirst());
        bytes[8] = 2;
        assertThatThrownBy(() -> open(disk)).isInstanceOf(JournalDamaged.class).hasMessageContaining("fails its CRC");
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 124);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(124, (int) crc.getValue());
        assertThatThrownBy(() -> open(disk)).isInstanceOf(JournalUnusable.class).hasMessageContaining("has format 2");
    }

    @Test
    void passesOverFilesThatACrashLeftHalfMade() throws IOException {
        FaultyDisk disk = written(17);
        disk.put(Preallocation.NAME, new byte[100]);
        disk.put(Preallocation.OVERSIZED_NAME, new byte[100]);
        disk.put(Segment.nameOf(52), new byte[700]);
        disk.put(Segment.nameOf(53), new byte[0]);
        try (FileJournal journal = open(disk)) {
            assertThat(journal.lastSeq()).isEqualTo(51);
            JournalContract.appendBatches(journal, 20, 3);
            assertThat(JournalContract.readAll(journal, 0)).isEqualTo(111);
        }
    }

    @Test
    void keepsAllThatWasSyncedAndNothingInPartAfterAnyPowerCut() throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FaultyDisk disk = new FaultyDisk();
            FileJournal journal = open(disk);
            JournalContract.appendBatches(journal, random.nextInt(20), 3);
            long synced = journal.durableSeq();
            JournalContract.append(journal, 1 + random.nextInt(60));
            disk.failForces = true;
            assertThatThrownBy(journal::sync).hasMessage("EIO");
            long written = journal.lastSeq();
            FaultyDisk after = disk.crash(random, random.nextInt(4) > 0);
            if (random.nextBoolean()) after = crashWhileCutting(after, random);
            try (FileJournal again = open(after)) {
                assertThat(again.lastSeq()).as("seed %s", seed).isIn(synced, written);
                JournalContract.appendBatches(again, 3, 3);
                assertThat(JournalContract.readAll(again, 0)).isEqualTo((int) again.lastSeq());
            }
        }
    }

    private static FaultyDisk crashWhileCutting(FaultyDisk disk, SplittableRandom random) throws IOException {
        disk.failForces = true;
        try (FileJournal journal = open(disk)) {
            assertThat(journal.recoveredTail()).isNull();
        } catch (IOException e) {
            assertThat(e).hasMessage("EIO");
        }
        return disk.crash(random, true);
    }

    @Test
    void opensAMutatedJournalWithItsFirstEventsOrSaysWhyNot() throws IOException {
        FaultyDisk small = written(9);
        SplittableRandom random = new SplittableRandom(11);
        int opened = 0;
        int inputs = Integer.getInteger("fuzz.inputs", 15_000);
        for (int i = 0; i < inputs; i++) {
            FaultyDisk disk = small.copy();
            String name = disk.segments().get(random.nextInt(disk.segments().size()));
            disk.put(name, mutated(disk.bytes(name), random));
            try (FileJournal journal = FileJournal.open(disk, OPTIONS, task -> {})) {
                assertThat(JournalContract.readAll(journal, 0))
                        .as("input %s", i)
                        .isLessThanOrEqualTo(27);
                opened++;
            } catch (JournalDamaged | JournalUnusable expected) {
                assertThat(expected).hasMessageContaining("memory/");
            }
            assertThat(disk.readBytesMax).isLessThanOrEqualTo(8 * 1024);
        }
        assertThat(opened).isBetween(inputs / 100, inputs - inputs / 10);
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        int[] last = lastFrame(bytes);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(random.nextInt(3) == 0 ? bytes.length : last[1]);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, at + random.nextInt(bytes.length - at), (byte) 0);
                case 3 -> bytes[last[0] + random.nextInt(last[1] - last[0])] ^= (byte) (1 + random.nextInt(255));
                case 4 -> {
                    int from = random.nextInt(bytes.length);
                    System.arraycopy(original, from, bytes, at, random.nextInt(bytes.length - Math.max(at, from)));
                }
                default -> {
                    return Arrays.copyOf(bytes, at);
                }
            }
        }
        return bytes;
    }

    @Test
    void laysOutASegmentAsFormatOneDoes() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (FileJournal journal = open(disk)) {
            JournalContract.appendBatches(journal, 1, 1);
        }
        byte[] bytes = disk.bytes(FIRST_SEGMENT);
        assertThat(HexFormat.of().formatHex(bytes, 0, lastFrame(bytes)[1])).isEqualTo(SINCE_FIRST_TIMES);
    }

    /** It does not say when it began: so what comes next begins another. */
    @Test
    void goesOnBehindASegmentOfBeforeFirstTimesWereKept() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        disk.put(FIRST_SEGMENT, Arrays.copyOf(HexFormat.of().parseHex(BEFORE_FIRST_TIMES), 8 * 1024));
        try (FileJournal journal = open(disk)) {
            assertThat(JournalContract.readAll(journal, 0)).isOne();
            journal.append(new Event.HoldExpired(TimeUnit.DAYS.toMillis(20_000), 1));
            journal.sync();
            assertThat(journal.durableSeq()).isEqualTo(2);
        }
        assertThat(disk.segments()).containsExactly(FIRST_SEGMENT, "00000000000000000002.journal");
    }

    private static final String FIRST_SEGMENT = "00000000000000000001.journal";

    private static final String BEGINS = "010000000000000000080000000000007368" // first event, size, region
            + "00".repeat(62);

    private static final String EVENT =
            "e90300000000000001000000000000001f00000000000000feffffffffffffff00000000000000000100000001000000580200000000"
                    + "08000100000000000100000008006d656d6265722d31";

    private static final String SINCE_FIRST_TIMES =
            "59495a48414e4aff01000c0002000000" // magic, versions, length of the region's name
                    + BEGINS
                    + "e903000000000000" // the first event's time
                    + "00".repeat(20)
                    + "bdd23103" // CRC
                    + "fe595aff5800000001000000000000000100000006fc604400000000bf410b33" // the frame's header
                    + "540000003600040001230c00" // length and header of the event
                    + EVENT;

    /** Of version 6. */
    private static final String BEFORE_FIRST_TIMES = "59495a48414e4aff0100060002000000"
            + BEGINS
            + "00".repeat(28)
            + "b2c3fea2"
            + "fe595aff5800000001000000000000000100000086d430c2000000005476b144"
            + "540000003600040001230600"
            + EVENT;
}
