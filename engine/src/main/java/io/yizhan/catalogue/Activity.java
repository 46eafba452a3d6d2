package io.yizhan.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class, tournament or lecture. It takes its venue at its times, with places of its own: at those times the venue's regular slots
 * are not opened, and the activity's are, under the same policy.
 *
 * @param venueId a pooled venue of the same station: an exclusive one has no places to give out one by one
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
            int day, @Nullable LocalDate from, @Nullable LocalDate to, WeeklyHours.Span span) {

        /** Whether it takes place on this date. */
        public boolean on(LocalDate date) {
            if (day != 0 && date.getDayOfWeek().getValue() != day) return false;
            if (from != null && date.isBefore(from)) return false;
            return to == null || !date.isAfter(to);
        }

        /** Whether there is any date on which it takes place and is on the weekday given. */
        public boolean everOn(DayOfWeek weekday) {
            return sharesADate(new Session(weekday.getValue(), null, null, span));
        }

        /** Whether both ever take place at the same time. */
        public boolean clashes(Session other) {
            return span.overlaps(other.span) && sharesADate(other);
        }

        private boolean sharesADate(Session other) {
            if (day != 0 && other.day != 0 && day != other.day) return false;
            LocalDate first = from == null || (other.from != null && other.from.isAfter(from)) ? other.from : from;
            LocalDate last = to == null || (other.to != null && other.to.isBefore(to)) ? other.to : to;
            if (first == null || last == null) return true;
            int weekday = Math.max(day, other.day);
            LocalDate earliest = weekday == 0 ? first : first.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(weekday)));
            return !earliest.isAfter(last);
        }
    }
}
