package io.yizhan.http.live;

import io.yizhan.feed.Feed;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader of a live stream has been told: all changes by events up to a number, and all that time alone changes up to a moment, by
 * the clock of who told it. Both are needed: a slot is released, a slot starts, and a count gets stale without any event.
 *
 * <p>As the id of a Server-Sent Event it is one number: that of the event, and behind it the moment in 13 digits. So ids rise, and the number
 * of an event alone, which is shorter, is a position as well.
 */
record LivePosition(long seq, long untilMs) {
    private static final int MOMENT_DIGITS = 13;

    /** How far the clocks of two nodes may be apart. */
    private static final long CLOCKS_APART_MS = 60_000;

    /** Beyond that it is no other node's clock, but no moment at which anybody was told anything. */
    private static final long AHEAD_MS_MAX = 10 * CLOCKS_APART_MS;

    String id() {
        String moment = Long.toString(Math.max(0, untilMs));
        return seq + "0".repeat(MOMENT_DIGITS - moment.length()) + moment;
    }

    /**
     * Where a reader goes on.
     *
     * @param text an {@link #id}; or the number of an event, for instance the version of slots that were just read: then all is told again
     *     that time may have changed since
     * @return null where changes since then can't be told any more, or it is nothing that was ever told here
     */
    static @Nullable LivePosition resumed(String text, Feed feed, long nowMs) {
        int split = text.length() - MOMENT_DIGITS;
        try {
            long seq = Long.parseLong(split <= 0 ? text : text.substring(0, split));
            if (seq < feed.startSeq() || seq > feed.seq()) return null;
            long untilMs = split <= 0
                    ? Math.clamp(feed.knownSinceMs(seq) - CLOCKS_APART_MS, 0, nowMs)
                    : Long.parseLong(text.substring(split));
            return untilMs < 0 || untilMs > nowMs + AHEAD_MS_MAX ? null : new LivePosition(seq, untilMs);
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }
}
