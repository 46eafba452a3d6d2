package io.yizhan.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the file writes days and times: {@code Mon-Fri,Sun}, {@code 06:30}, {@code 06:30-22:00}. */
final class Notation {
    static final String DAILY = "daily";
    static final int DAY_MIN = 24 * 60;

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private Notation() {}

    /** Minutes of the day, 0 to 1440; -1 where it is no time. */
    static int time(String text) {
        if (text.length() != 5 || text.charAt(2) != ':') return -1;
        int hour = Dates.digits(text, 0, 2);
        int minute = Dates.digits(text, 3, 5);
        if (hour < 0 || minute < 0 || minute > 59) return -1;
        int min = hour * 60 + minute;
        return min <= DAY_MIN ? min : -1;
    }

    static String time(int min) {
        return "%02d:%02d".formatted(min / 60, min % 60);
    }

    static WeeklyHours.@Nullable Span span(String text) {
        if (text.length() != 11 || text.charAt(5) != '-') return null;
        int fromMin = time(text.substring(0, 5));
        int toMin = time(text.substring(6));
        return fromMin < 0 || toMin <= fromMin ? null : new WeeklyHours.Span(fromMin, toMin);
    }

    static String span(WeeklyHours.Span span) {
        return time(span.fromMin()) + "-" + time(span.toMin());
    }

    /** ISO numbers in order; empty where it is no list of days, or names one twice. */
    static List<Integer> days(String text) {
        if (text.equals(DAILY)) return List.of(1, 2, 3, 4, 5, 6, 7);
        boolean[] named = new boolean[8];
        for (String part : text.split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            int first = 1 + DAYS.indexOf(ends[0]);
            int last = 1 + DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first == 0 || last < first || (ends.length == 2 && last == first)) return List.of();
            for (int day = first; day <= last; day++) {
                if (named[day]) return List.of();
                named[day] = true;
            }
        }
        List<Integer> days = new ArrayList<>();
        for (int day = 1; day <= 7; day++) if (named[day]) days.add(day);
        return List.copyOf(days);
    }

    static String days(Collection<Integer> days) {
        if (days.size() == 7) return DAILY;
        return weekdays(days);
    }

    /** As {@link #days(Collection)}, but a whole week stays {@code Mon-Sun}. */
    static String weekdays(Collection<Integer> days) {
        boolean[] named = new boolean[9];
        for (int day : days) named[day] = true;
        StringBuilder text = new StringBuilder();
        for (int day = 1; day <= 7; day++) {
            if (!named[day]) continue;
            int last = day;
            while (named[last + 1]) last++;
            text.append(text.isEmpty() ? "" : ",").append(DAYS.get(day - 1));
            if (last > day) text.append(last == day + 1 ? "," : "-").append(DAYS.get(last - 1));
            day = last;
        }
        return text.toString();
    }
}
