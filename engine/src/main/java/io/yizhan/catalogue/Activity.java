package io.yizhan.catalogue;

import java.time.LocalDate;
import java.util.List;

/**
 * A class, tournament or lecture. It takes its venue at its times, with places of its own: at those times the venue's regular slots
 * are not opened, and the activity's are, under the same policy.
 *
 * @param places people who can take part
 */
public record Activity(String id, Text name, Kind kind, String venueId, int places, List<Session> sessions) {

    /** 课程, 赛事, 讲座. */
    public enum Kind {
        CLASS,
        TOURNAMENT,
        LECTURE
    }

    /**
     * When it takes place: on a weekday every week between two dates, or on one date where both are the same.
     *
     * @param day ISO number, 1 Monday to 7 Sunday; 0 for every day between the dates
     * @param from first date, or null for "from always"
     * @param to last date, or null for "without end"
     */
    public record Session(
            int day,
            @org.jspecify.annotations.Nullable LocalDate from,
            @org.jspecify.annotations.Nullable LocalDate to,
            WeeklyHours.Span span) {}
}
