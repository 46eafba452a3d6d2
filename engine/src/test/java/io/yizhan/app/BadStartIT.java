package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Event;
import io.yizhan.drill.EngineProcess;
import io.yizhan.drill.Rows;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real engine at a journal folder that is not its own, or not whole: it refuses to start, says what is wrong, where, and what to do, leaves
 * the folder and the rows as they were, and never begins anew beside what may still be found again.
 */
@Tag("server")
final class BadStartIT {
    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private Rows rows = new Rows("postgresql://none");
    private Path journal = Path.of("");
    private List<Path> segments = List.of();

    /** A journal of several segments, of which the rows have but the first events. */
    private void leaveSome() throws IOException {
        String database = TestPostgres.freshDatabase();
        rows = new Rows(database);
        environment = EngineProcess.environment(folder, database);
        journal = folder.resolve("data/journal/" + DrillTown.REGION);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
        }
        long stands = checkpoint();
        FileJournalOptions small = FileJournalOptions.of(DrillTown.REGION).segmentBytes(2_048);
        try (FileJournal more = FileJournal.open(new FolderDisk(journal), small, Runnable::run)) {
            assertThat(more.lastSeq()).isEqualTo(stands);
            // Larger than the engine's own segment, so that others follow.
            for (int i = 0; i < 60_000; i++) more.append(new Event.SlotsRetired(System.currentTimeMillis(), 1));
            more.sync();
            for (int i = 0; i < 200; i++) {
                more.append(new Event.SlotsRetired(System.currentTimeMillis(), 1));
                more.sync();
            }
        }
        try (Stream<Path> files = Files.list(journal)) {
            segments = files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
        assertThat(segments).hasSizeGreaterThan(3);
    }

    private long checkpoint() {
        return rows.number("select seq from region");
    }

    /** Refused, with these words; the running owner, if there is one, has not been driven out. */
    private void refused(Map<String, String> settings, String... words) {
        long epoch = rows.number("select epoch from region");
        try (EngineProcess engine = EngineProcess.serve(settings)) {
            assertThat(engine.awaitExit()).as(engine.output()).isEqualTo(1);
            assertThat(engine.output()).contains(words).doesNotContain("\tat ");
        }
        assertThat(rows.number("select epoch from region")).as("epoch").isEqualTo(epoch);
    }

    @Test
    void saysWhatToDoWhereTheJournalContradictsTheRows() throws IOException {
        leaveSome();
        FileJournalOptions options = FileJournalOptions.of(DrillTown.REGION);
        try (FileJournal more = FileJournal.open(new FolderDisk(journal), options, Runnable::run)) {
            more.append(new Event.ReservationCancelled(System.currentTimeMillis(), 4_711));
            more.sync();
        }
        try (EngineProcess engine = EngineProcess.serve(environment)) {
            assertThat(engine.awaitExit()).as(engine.output()).isEqualTo(1);
            assertThat(engine.output())
                    .contains("the journal contradicts the database", "unknown reservation 4711", "yizhan doctor")
                    .contains("YIZHAN_JOURNAL_LOSS_ACCEPTED=true")
                    .doesNotContain("\tat ");
        }
        Files.move(journal, folder.resolve("moved"));
        Map<String, String> accepting = new HashMap<>(environment);
        accepting.put("YIZHAN_JOURNAL_LOSS_ACCEPTED", "true");
        try (EngineProcess engine = EngineProcess.serve(accepting)) {
            engine.awaitReady();
        }
    }

    @Test
    void refusesAJournalThatIsNotWhole() throws IOException {
        leaveSome();
        long stands = checkpoint();
        hidden(
                segments.get(0),
                () -> hidden(
                        segments.get(1),
                        () -> refused(
                                environment,
                                journal.toString(),
                                "begins with event",
                                "the database ends with " + stands,
                                "Put the journal's older files back",
                                "YIZHAN_JOURNAL_LOSS_ACCEPTED=true")));
        hidden(
                segments.get(2),
                () -> refused(
                        environment,
                        segments.get(1).toString(),
                        "and the next begins with",
                        "restore the file from a copy"));
        Map<String, String> elsewhere = new HashMap<>(environment);
        elsewhere.put("YIZHAN_DATA_DIR", folder.resolve("mistyped").toString());
        refused(elsewhere, folder.resolve("mistyped").toString(), "is empty", "YIZHAN_DATA_DIR");
        // Once more: the first refusal has not left anything that the second takes for a journal.
        refused(elsewhere, "is empty");
        Path moved = Files.move(journal, folder.resolve("moved"));
        refused(environment, journal.toString(), "is empty");
        Files.deleteIfExists(journal.resolve("lock"));
        Files.delete(journal);
        Files.move(moved, journal);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(engine.output()).contains("60200 events replayed");
        }
    }

    @Test
    void refusesTheJournalOfAnotherDatabase() throws IOException {
        leaveSome();
        Map<String, String> newer = new HashMap<>(environment);
        String empty = TestPostgres.freshDatabase();
        newer.put("YIZHAN_POSTGRES_URI", empty);
        Files.delete(segments.getFirst());
        try (EngineProcess engine = EngineProcess.serve(newer)) {
            assertThat(engine.awaitExit()).isEqualTo(1);
            assertThat(engine.output())
                    .contains("begins with event", "the database ends with 0", "belong together")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesAJournalOfAnotherRegionOrANewerVersion() throws IOException {
        leaveSome();
        Path first = segments.getFirst();
        byte[] bytes = Files.readAllBytes(first);
        byte[] newer = bytes.clone();
        newer[8] = 9;
        Files.write(first, sealed(newer));
        refused(environment, first.toString(), "has format 9", "use one at least as new as wrote it");
        byte[] other = bytes.clone();
        other[32] = 'D';
        Files.write(first, sealed(other));
        refused(environment, first.toString(), "is of region Drill, not of drill", "point it at its own folder");
        Files.write(first, bytes);
    }

    private static byte[] sealed(byte[] segment) {
        CRC32C crc = new CRC32C();
        crc.update(segment, 0, 124);
        ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN).putInt(124, (int) crc.getValue());
        return segment;
    }

    @Test
    void refusesAFolderThatItCantWriteTo() throws IOException {
        leaveSome();
        // Whoever is root may write anywhere: then a folder in the lock's place has to do.
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            Files.delete(journal.resolve("lock"));
            Files.createDirectory(journal.resolve("lock"));
        } else {
            Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("r-xr-xr-x"));
            Files.setPosixFilePermissions(journal.resolve("lock"), PosixFilePermissions.fromString("r--r--r--"));
        }
        refused(environment, journal.toString(), "can't be written", "user " + System.getProperty("user.name"));
        if (!root) Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private interface Check {
        void run() throws IOException;
    }

    private void hidden(Path file, Check check) throws IOException {
        Path aside = Files.move(file, folder.resolve(file.getFileName() + ".aside"));
        check.run();
        Files.move(aside, file);
    }
}
