package io.yizhan.region;

import io.yizhan.config.StartFailed;
import io.yizhan.core.Region;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.JournalDisk;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.concurrent.Executor;

/** A start's way to its books, {@link RegionBooks}, for tests of other packages. */
public record TakeUp(FileJournal journal, long epoch, long checkpoint) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Fills the region. */
    public static TakeUp of(
            Region region, RegionRows rows, JournalDisk disk, FileJournalOptions options, Executor background)
            throws SQLException, IOException, StartFailed {
        RegionBooks books =
                RegionBooks.takeUp(region, ZONE, rows, disk, options, RegionBooks.EmptyJournal.REFUSED, background);
        return new TakeUp(books.journal(), books.epoch(), books.checkpoint());
    }
}
