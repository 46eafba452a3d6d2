package io.yizhan.catalogue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * A slot, and those of later weeks: the same venue at the same time by the city's clock, whatever the clock does in between. By ids alone,
 * so also where there is no such slot. Immutable; any thread.
 *
 * <p>A time that the clock skips that day has an id all the same, which {@link SlotIds} does not know. Of a time that it shows twice, the
 * first is meant, unless the slot that was asked for is itself the second of two.
 */
public final class WeeklySlot {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    private final String venueId;
    private final LocalDateTime start;
    private final boolean second;
    private final ZoneRules rules;

    private WeeklySlot(String venueId, LocalDateTime start, boolean second, ZoneRules rules) {
        this.venueId = venueId;
        this.start = start;
        this.second = second;
        this.rules = rules;
    }

    /** @param id that {@link SlotIds} knows */
    public static WeeklySlot of(String id, ZoneId zone) {
        int dot = id.indexOf('.');
        int end = dot + SlotIds.TIME_CHARS;
        LocalDateTime start = LocalDateTime.parse(id.substring(dot + 1, end), TIME);
        return new WeeklySlot(id.substring(0, dot), start, id.length() > end, zone.getRules());
    }

    /** Its id so many weeks later. */
    public String id(int weeks) {
        LocalDateTime later = start.plusWeeks(weeks);
        String first = venueId + '.' + TIME.format(later);
        if (!second) return first;
        List<ZoneOffset> offsets = rules.getValidOffsets(later);
        return offsets.size() < 2 ? first : first + OFFSET.format(offsets.get(1));
    }
}
