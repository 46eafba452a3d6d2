package io.yizhan.rows;

import java.time.Instant;
import java.time.ZoneId;
import org.agrona.collections.Int2IntHashMap;

/** On which local day a minute lies. The minutes at which slots start are few, so each is looked up once. One thread. */
final class LocalDays {
    private static final int KNOWN_MAX = 100_000;

    private final ZoneId zone;
    private final Int2IntHashMap known = new Int2IntHashMap(Integer.MIN_VALUE);

    LocalDays(ZoneId zone) {
        this.zone = zone;
    }

    /** Since 1970-01-01. */
    int of(int minute) {
        int day = known.get(minute);
        if (day != Integer.MIN_VALUE) return day;
        day = Math.toIntExact(
                Instant.ofEpochSecond(minute * 60L).atZone(zone).toLocalDate().toEpochDay());
        if (known.size() < KNOWN_MAX) known.put(minute, day);
        return day;
    }
}
