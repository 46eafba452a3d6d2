package io.yizhan.catalogue;

import io.yizhan.core.Command;
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
 * @param entry how they enter
 */
public record Activity(
        String id, Text name, Kind kind, String venueId, int places, List<Session> sessions, Entry entry) {
    /** That anybody enters. */
    public Activity(String id, Text name, Kind kind, String venueId, int places, List<Session> sessions) {
        this(id, name, kind, venueId, places, sessions, Entry.ANY);
    }

    /**
     * How people enter, alone or as a pair or team, for one date or for all.
     *
     * @param partyMin so many of a party at least, 1 to {@link Command#PARTY_MAX}
     * @param partyMax and at most
     * @param placesMin with fewer places taken it is called off; 0 where it takes place in any case
     * @param callOffMin so many minutes before the start that is decided; of a course before its first
     * @param course whether its sessions belong together: whoever enters takes all of them
     */
    public record Entry(int partyMin, int partyMax, int placesMin, int callOffMin, boolean course) {
        private static final int A_DAY_MIN = 1_440;

        /** As in any slot. */
        public static final Entry ANY = new Entry(1, Command.PARTY_MAX, 0, A_DAY_MIN, false);

        /** Whether it needs terms of its own. */
        public boolean isAny() {
            return !course && placesMin == 0 && partyMin == ANY.partyMin && partyMax == ANY.partyMax;
        }
    }

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
