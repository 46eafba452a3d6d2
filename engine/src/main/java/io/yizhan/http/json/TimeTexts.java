package io.yizhan.http.json;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Times as {@link Rfc3339} writes them, of which some are kept: an evening's slots begin and end at the same few. A later one takes the place
 * of whichever happens to be where it belongs. For one thread.
 */
public final class TimeTexts {
    private static final int KEPT_BITS = 7;
    /** Odd, and without a pattern in its bits: Fibonacci hashing (Knuth, The Art of Computer Programming, vol. 3, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ZoneId zone;
    private final @Nullable Text[] kept = new @Nullable Text[1 << KEPT_BITS];

    /** A time and its characters, from the start. */
    static final class Text {
        final byte[] ascii = new byte[Rfc3339.LENGTH_MAX];
        private long atMs;
        private int length;

        int length() {
            return length;
        }

        private void set(long ms, ZoneId zone) {
            length = Rfc3339.write(ms, zone, ascii);
            atMs = ms;
        }
    }

    public TimeTexts(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Good until the next one is asked for. */
    Text of(long atMs) {
        int at = (int) ((atMs * SPREAD) >>> (Long.SIZE - KEPT_BITS));
        Text found = kept[at];
        if (found == null) {
            found = new Text();
            kept[at] = found;
        } else if (found.atMs == atMs) {
            return found;
        }
        found.set(atMs, zone);
        return found;
    }
}
