package io.yizhan.report;

import io.yizhan.catalogue.Directory;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which report somebody wants to see.
 *
 * @param by what a row is about; of a scorecard, a station
 * @param from the first local day
 * @param to the last one, not before the first
 * @param within numbers of stations: only what was at these; null for all
 * @param directory the present catalogue: it has the zone, and what is a lecture or a class
 */
public record ReportQuestion(
        Report report,
        Grouping by,
        LocalDate from,
        LocalDate to,
        @Nullable Set<Integer> within,
        Directory directory) {}
