package io.yizhan.http.json;

import java.time.ZoneId;

/**
 * Times as {@link Rfc3339} writes them, of which the last two are kept: a slot begins where the one before ended, and a reservation of one
 * slot begins and ends with it. For one thread.
 */
final class TimeTexts {
    private final ZoneId zone;
    private Text latest = new Text();
    private Text former = new Text();

    /** A time and its characters, from the start. */
    static final class Text {
        final char[] chars = new char[Rfc3339.LENGTH_MAX];
        private long atMs;
        /** 0 before there is any. */
        private int length;

        int length() {
            return length;
        }
    }

    TimeTexts(ZoneId zone) {
        this.zone = zone;
    }

    /** Good until the next but one is asked for. */
    Text of(long atMs) {
        if (latest.length > 0 && latest.atMs == atMs) return latest;
        Text found = former;
        former = latest;
        latest = found;
        if (found.length == 0 || found.atMs != atMs) {
            found.length = Rfc3339.write(atMs, zone, found.chars);
            found.atMs = atMs;
        }
        return found;
    }
}
