package io.yizhan.report;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody puts there, whatever is asked. Any thread. */
public final class MemoryReports implements Reports {
    public volatile List<? extends ReportRow> rows = List.of();
    public volatile long asOfMs;
    /** Thrown by every look. */
    public volatile @Nullable IOException away;
    /** Run at every look, which lasts as long as it does. */
    public volatile Runnable whileLooking = () -> {};
    /** The last one. */
    public volatile @Nullable ReportQuestion asked;

    @Override
    public Answer find(String region, ReportQuestion question) throws IOException {
        asked = question;
        whileLooking.run();
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return new Answer(rows, asOfMs);
    }
}
