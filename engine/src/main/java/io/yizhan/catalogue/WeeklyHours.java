package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;

/** Opening hours by day of week; a day without an entry is closed. Spans of a day don't overlap and are in order. */
public record WeeklyHours(Map<DayOfWeek, List<Span>> byDay) {
    /**
     * Local times as minutes of the day, so that a span can end at midnight.
     *
     * @param fromMin 0 to 1439
     * @param toMin above {@code fromMin}, at most 1440
     */
    public record Span(int fromMin, int toMin) {}
}
