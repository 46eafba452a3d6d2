package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;

/** Opening hours by day of week; a day without an entry is closed. Spans of a day don't overlap and are in order. */
public record WeeklyHours(Map<DayOfWeek, List<Span>> byDay) {

    /** The day's spans, in order; none where it is closed. */
    public List<Span> on(DayOfWeek day) {
        return byDay.getOrDefault(day, List.of());
    }

    /** Whether it is open throughout the span; spans that meet count as one. */
    public boolean covers(DayOfWeek day, Span span) {
        int openUntilMin = span.fromMin();
        for (Span open : on(day)) {
            if (open.fromMin() <= openUntilMin && open.toMin() > openUntilMin) openUntilMin = open.toMin();
        }
        return openUntilMin >= span.toMin();
    }

    /**
     * Local times as minutes of the day, so that a span can end at midnight.
     *
     * @param fromMin 0 to 1439
     * @param toMin above {@code fromMin}, at most 1440
     */
    public record Span(int fromMin, int toMin) {

        /** Whether some minute is in both. */
        public boolean overlaps(Span other) {
            return fromMin < other.toMin && other.fromMin < toMin;
        }
    }
}
