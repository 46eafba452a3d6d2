package io.yizhan.report;

import java.io.IOException;
import java.util.List;

/** What stations did for whom, of all regions and as far back as anything is kept. Any thread. */
public interface Reports {
    /** Rows of one answer: a city has no more stations than this. */
    int ROWS_MAX = 10_000;

    /**
     * A report, all of it as it was at one moment.
     *
     * @param rows in the order of their groups, each of the kind that the report has
     * @param asOfMs what had ended by then was counted, and nothing else; 0 where nothing has ever happened
     */
    record Answer(List<? extends ReportRow> rows, long asOfMs) {}

    /**
     * Counts. Blocks, for a large city and a year for seconds.
     *
     * @throws IOException it can't be counted for now
     */
    Answer find(String region, ReportQuestion question) throws IOException;
}
