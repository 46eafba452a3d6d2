package io.yizhan.catalogue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * All minutes of one date at which a zone's clocks show a time from one to another. That is one piece, but for the days on which clocks change:
 * what they skip is not in it, and what they show twice is in it twice. Immutable; any thread.
 *
 * @param pieces in order of time, with a gap between each and the next; none where the clock shows no such time
 */
public record ClockWindow(List<Piece> pieces) {
    /** Where a day ends, as {@code toMin}. */
    public static final int DAY_MIN = 24 * 60;

    private static final int OFFSET_MAX_MIN = 18 * 60;

    /**
     * Minutes since 1970 UTC.
     *
     * @param endMin the first that is not in it any more
     */
    public record Piece(int fromMin, int endMin) {}

    /** The minutes of the day, up to {@link #DAY_MIN}, that a text such as {@code 18:30} or {@code 24:00} says; -1 where it is no such text. */
    public static int minutes(String text) {
        return Notation.time(text);
    }

    /**
     * @param fromMin of the day, by the clock
     * @param toMin not included; at most {@link #DAY_MIN}
     */
    public static ClockWindow of(ZoneId zone, LocalDate date, int fromMin, int toMin) {
        ZoneRules rules = zone.getRules();
        int midnight = Math.toIntExact(date.toEpochDay() * DAY_MIN);
        int lastMin = midnight + DAY_MIN + OFFSET_MAX_MIN;
        List<Piece> pieces = new ArrayList<>(1);
        // Between two changes of the clock, local time is UTC and so many minutes.
        for (int startMin = midnight - OFFSET_MAX_MIN; startMin < lastMin; ) {
            Instant start = Instant.ofEpochSecond(startMin * 60L);
            int offsetMin = rules.getOffset(start).getTotalSeconds() / 60;
            ZoneOffsetTransition change = rules.nextTransition(start);
            int endMin = change == null ? lastMin : (int) Math.min(lastMin, Math.ceilDiv(change.toEpochSecond(), 60L));
            int local = midnight - offsetMin;
            add(pieces, Math.max(startMin, local + fromMin), Math.min(endMin, local + toMin));
            startMin = endMin;
        }
        return new ClockWindow(List.copyOf(pieces));
    }

    private static void add(List<Piece> pieces, int fromMin, int endMin) {
        if (fromMin >= endMin) return;
        boolean goesOn = !pieces.isEmpty() && pieces.getLast().endMin == fromMin;
        int beginsMin = goesOn ? pieces.removeLast().fromMin : fromMin;
        pieces.add(new Piece(beginsMin, endMin));
    }
}
