package io.yizhan.doctor;

import static io.yizhan.doctor.DoctorReport.megabytes;
import static io.yizhan.doctor.DoctorReport.number;

import io.yizhan.core.Event;
import io.yizhan.core.Overbooked;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.file.JournalScan;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.OverbookedSlots;
import io.yizhan.region.RegionStore;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes a journal's events: up to the checkpoint they must be in the audit trail, behind it the books must take them. One thread. */
final class Comparison implements JournalScan.Visitor {
    private static final int DIFFERENCES_MAX = 5;
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(1);

    private final String region;
    private final DoctorReport report;
    private final PrintStream progress;
    private final @Nullable RowsReview rows;
    private final RowsReview.@Nullable Stand stand;
    private long shownAtNs = System.nanoTime();
    private @Nullable AuditTrail audit;
    private @Nullable Region books;
    private long loadedSeq;
    private long compared;
    private long replayed;
    private int differences;
    private @Nullable String refused;
    private boolean overbooked;

    /**
     * @param rows null where they are not read
     * @param stand null where they have nothing of the region
     */
    Comparison(
            String region,
            @Nullable RowsReview rows,
            RowsReview.@Nullable Stand stand,
            DoctorReport report,
            PrintStream progress) {
        this.region = region;
        this.rows = rows;
        this.stand = stand;
        this.report = report;
        this.progress = progress;
    }

    /** Whether the rows were read, and have nothing of the region. */
    boolean empty() {
        return rows != null && stand == null;
    }

    /** The last event that the books were loaded with. */
    long loadedSeq() {
        return loadedSeq;
    }

    void load(PostgresUri rowsAt) throws SQLException {
        progress.println("rows: loading the books");
        Region loaded = new Region(Rules.DEFAULT);
        try {
            loadedSeq = new RegionStore(rowsAt, region).load(loaded).seq();
            for (Overbooked slot : loaded.overbooked()) {
                overbooked = true;
                report.wrong(OverbookedSlots.text(slot));
            }
            books = loaded;
        } catch (RuntimeException broken) {
            refused = "the books can't be loaded from the rows: " + broken;
        }
    }

    @Override
    public void event(long seq, Event event) throws IOException {
        RowsReview from = rows;
        RowsReview.Stand at = stand;
        if (from == null || at == null) return;
        if (seq <= at.seq()) compare(from, seq, event);
        Region present = books;
        if (seq <= loadedSeq || present == null || refused != null) return;
        try {
            if (seq != loadedSeq + replayed + 1) {
                refused = "event " + (loadedSeq + replayed + 1) + " is in neither";
                return;
            }
            present.apply(event);
            replayed++;
        } catch (RuntimeException | AssertionError broken) {
            refused = "the books refuse event " + seq + " of the journal: " + broken;
        }
    }

    private void compare(RowsReview from, long seq, Event event) throws IOException {
        if (differences >= DIFFERENCES_MAX) return;
        try {
            AuditTrail trail = audit;
            if (trail == null) audit = trail = from.auditFrom(seq);
            String difference = trail.difference(seq, event);
            compared++;
            if (difference == null) return;
            differences++;
            report.wrong(difference);
        } catch (SQLException failure) {
            throw new IOException("the audit trail can't be read: " + failure.getMessage(), failure);
        }
    }

    void tell(JournalScan.@Nullable Found found) {
        if (found != null && differences == 0)
            report.says(number(compared) + " events of the journal are in the audit trail, word by word");
        Region present = books;
        if (present != null && refused == null && !overbooked) {
            try {
                present.checkInvariants();
            } catch (RuntimeException broken) {
                refused = "behind the journal's last event the books are broken: " + broken.getMessage();
            }
        }
        if (refused != null) report.wrong(refused);
        else if (present != null)
            report.says("a start would find " + number(present.reservationCount()) + " reservations and "
                    + number(present.slotCount()) + " slots: the rows' and " + number(replayed)
                    + " events of the journal");
    }

    @Override
    public void progress(long bytesDone, long bytesTotal, long seq) {
        long nowNs = System.nanoTime();
        if (nowNs - shownAtNs < PROGRESS_NS && bytesDone < bytesTotal) return;
        shownAtNs = nowNs;
        progress.println(
                "journal: " + megabytes(bytesDone) + " of " + megabytes(bytesTotal) + ", event " + number(seq));
    }
}
