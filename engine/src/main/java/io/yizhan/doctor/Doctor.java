package io.yizhan.doctor;

import static io.yizhan.doctor.DoctorReport.megabytes;
import static io.yizhan.doctor.DoctorReport.number;
import static io.yizhan.doctor.DoctorReport.time;

import io.yizhan.config.Setting;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.journal.file.JournalScan;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.SchemaProblem;
import io.yizhan.region.JournalHome;
import io.yizhan.rows.RowInvariant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a region's journal and rows without changing them, and holds one against the other: the audit trail has every event that the
 * journal still has, word by word; the books, loaded from the rows, take the journal's events behind the checkpoint; each slot is taken by
 * its reservations and nothing else. One thread; blocks.
 *
 * <p>Rows are read before the journal: while an engine runs, it only discards what rows already have. So if the journal turns out to begin
 * too late, the rows have moved on meanwhile, and it begins again.
 */
public final class Doctor {
    private static final int TRIES = 3;

    private final String region;
    private final Path folder;
    private final @Nullable PostgresUri uri;
    private final @Nullable String unread;
    private final DoctorReport report;
    private final PrintStream progress;

    private final @Nullable String holder;

    /**
     * @param folder the journal's
     * @param uri null where the rows are not read
     * @param unread why not
     */
    public Doctor(
            String region,
            Path folder,
            @Nullable PostgresUri uri,
            @Nullable String unread,
            DoctorReport report,
            PrintStream progress)
            throws IOException {
        this.region = region;
        this.folder = folder;
        this.uri = uri;
        this.unread = unread;
        this.report = report;
        this.progress = progress;
        holder = Files.isDirectory(folder) ? FolderDisk.holderOf(folder) : null;
    }

    public void run() throws IOException {
        PostgresUri rowsAt = uri;
        if (rowsAt == null) {
            journalAlone();
            report.heading("PostgreSQL");
            report.unread(String.valueOf(unread));
            return;
        }
        String schema;
        try {
            SchemaProblem problem = Schema.problem(rowsAt);
            schema = problem == null ? null : problem.text();
        } catch (RuntimeException failure) {
            schema = "can't be read: " + failure.getMessage() + "\n    Check " + Setting.POSTGRES_URI.variable()
                    + ", and that the server is up";
        }
        if (schema != null) {
            journalAlone();
            report.heading("PostgreSQL " + rowsAt);
            report.wrong(rowsAt + ": " + schema);
            return;
        }
        try {
            for (int left = TRIES; !both(rowsAt, left == 1); left--) progress.println("the rows moved on: once more");
        } catch (SQLException failure) {
            report.wrong("PostgreSQL at " + rowsAt + " can't be read: " + failure.getMessage());
        }
    }

    /** False where the rows had moved on before the journal was read. */
    private boolean both(PostgresUri rowsAt, boolean last) throws IOException, SQLException {
        try (RowsReview rows = new RowsReview(rowsAt, region)) {
            RowsReview.Stand stand = rows.stand();
            Comparison comparison = new Comparison(region, rows, stand, report, progress);
            if (stand != null) comparison.load(rowsAt);
            try (JournalScan scan = open()) {
                if (!last && holder != null && scan != null && scan.oldestSeq() > comparison.loadedSeq() + 1)
                    return false;
                JournalScan.Found found = journal(scan, comparison);
                report.heading("PostgreSQL " + rowsAt);
                if (stand == null) {
                    report.says("it has nothing of region " + region);
                    if (found != null && found.firstSeq() > 1)
                        report.wrong(
                                "the journal begins with event " + found.firstSeq()
                                        + ", and the database has none of those before: it is not the one that belongs to this journal");
                    return true;
                }
                report.says("checkpoint " + number(stand.seq()) + (stand.atMs() == 0 ? "" : ", " + time(stand.atMs()))
                        + "; epoch " + stand.epoch());
                behind(
                        stand,
                        new JournalHome(rowsAt, region).home(),
                        found,
                        Math.max(stand.seq(), comparison.loadedSeq()));
                comparison.tell(found);
                review(rows);
                return true;
            }
        }
    }

    private void review(RowsReview rows) throws SQLException {
        String subject = "";
        for (RowInvariant invariant : RowsReview.invariants()) {
            if (!invariant.subject().equals(subject)) step("rows: " + invariant.subject());
            subject = invariant.subject();
            problems(invariant.text(), rows.problems(invariant));
        }
    }

    private void journalAlone() throws IOException {
        try (JournalScan scan = open()) {
            journal(scan, new Comparison(region, null, null, report, progress));
        }
    }

    private void problems(String fine, List<String> problems) {
        if (problems.isEmpty()) report.says(fine);
        else report.wrong(problems);
    }

    private void behind(
            RowsReview.Stand stand, JournalHome.Home home, JournalScan.@Nullable Found found, long safeSeq) {
        if (found == null || found.lastSeq() == 0) {
            if (home.drained()) report.says("it holds every event: the journal was drained into it");
            else if (home.kind() == JournalHome.Kind.STREAM)
                report.says("the journal is in the Redis of a cluster: set " + Setting.REDIS_URI.variable()
                        + " to have it looked at");
            else if (stand.seq() > 0 && holder == null)
                report.wrong("the journal folder " + folder + " has no events, but the database has those up to "
                        + stand.seq() + ": if the journal is elsewhere, set " + Setting.DATA_DIR.variable()
                        + "; if it is lost, so are the bookings that had not reached the database");
            return;
        }
        long events = found.lastSeq() - stand.seq();
        if (events == 0) report.says("the rows have every event of the journal");
        else if (events > 0)
            report.says(number(events) + " events (" + Math.max(0, found.lastAtMs() - stand.atMs()) / 1_000
                    + " s) behind the journal: the next start, or the running engine, brings them in");
        else if (holder == null)
            report.wrong("the journal ends with event " + found.lastSeq() + ", but the database has those up to "
                    + stand.seq() + ": it is an older copy, or belongs to another database");
        if (found.firstSeq() > safeSeq + 1)
            report.wrong("the database ends with event " + safeSeq + ", and the journal begins with " + found.firstSeq()
                    + ": those in between are in neither");
    }

    /** Null where there is no folder. */
    private @Nullable JournalScan open() throws IOException {
        return Files.isDirectory(folder) ? JournalScan.open(FolderDisk.readOnly(folder), holder != null) : null;
    }

    /** Null where there is none. */
    private JournalScan.@Nullable Found journal(@Nullable JournalScan scan, Comparison comparison) throws IOException {
        report.heading("Journal " + folder);
        if (scan == null) {
            if (uri == null || comparison.empty())
                report.wrong("there is no " + folder + ", nor rows of region " + region + ": check "
                        + Setting.DATA_DIR.variable() + " and " + Setting.REGION.variable());
            else report.says("there is no such folder");
            return null;
        }
        if (holder != null) report.says("in use by " + holder + ": read as far as it is durable");
        JournalScan.Found found = scan.run(1, Long.MAX_VALUE, comparison);
        report.says((found.region() == null ? "" : "region " + found.region() + ", ") + found.segments() + " segments, "
                + megabytes(found.bytes()));
        if (found.firstSeq() > 0)
            report.says("events " + number(found.firstSeq()) + " to " + number(found.lastSeq()) + ", "
                    + time(found.firstAtMs()) + " to " + time(found.lastAtMs()));
        var tail = found.tail();
        if (tail != null)
            report.says("torn at its end, as a crash leaves it: " + tail.file() + ", offset " + tail.offset() + ", "
                    + tail.bytesCut() + " bytes (" + tail.why()
                    + "); nobody was answered for them, and the next start cuts them off");
        if (found.region() != null && !found.region().equals(region))
            report.wrong(folder + " is of region " + found.region() + ", not of " + region);
        problems("every checksum holds, and no event is missing", found.problems());
        return found;
    }

    private void step(String what) {
        progress.println(what);
    }
}
