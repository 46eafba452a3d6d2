package io.yizhan.http.live;

import io.yizhan.feed.Feed;
import org.jspecify.annotations.Nullable;

/**
 * How far a member has been told: all changes by events up to a number, and which owner has numbered them. Time alone changes no reservation:
 * a hold that expires and a place that is offered are events.
 *
 * <p>As the id of a Server-Sent Event both are in it. What an owner has published is durable, so its successor has it, under the same numbers;
 * but not what a reader heard of a region that is gone: of a database that was replaced, or of another city.
 */
record MemberPosition(long epoch, long seq) {
    private static final int LENGTH_MAX = 40;

    static MemberPosition now(Feed feed) {
        return new MemberPosition(feed.ownership().epoch(), feed.seq());
    }

    String id() {
        return epoch + "-" + seq;
    }

    /** Behind which notification a reader goes on, whose id has it as its third number; below zero where it has none. */
    static long notice(String text) {
        int last = text.lastIndexOf('-');
        if (last <= 0 || text.indexOf('-') == last || text.length() > LENGTH_MAX) return -1;
        try {
            return Long.parseLong(text, last + 1, text.length(), 10);
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    /**
     * Where a reader goes on.
     *
     * @return null where it is nothing that was ever told here
     */
    static @Nullable MemberPosition resumed(String text, Feed feed) {
        int split = text.indexOf('-');
        if (split <= 0 || text.length() > LENGTH_MAX) return null;
        try {
            long epoch = Long.parseLong(text, 0, split, 10);
            int end = text.indexOf('-', split + 1);
            long seq = Long.parseLong(text, split + 1, end < 0 ? text.length() : end, 10);
            Feed.Ownership present = feed.ownership();
            boolean own = epoch == present.epoch() && seq <= feed.seq();
            boolean former = epoch < present.epoch() && seq <= present.fromSeq();
            return seq >= 0 && (own || former) ? new MemberPosition(epoch, seq) : null;
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }
}
