package io.yizhan.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which slots have changed after an event, and which have gone, in the order of their last changes: page by page, a copy of all slots is brought up to date
 * by it, and nothing is skipped however much changes meanwhile. What changes again between two pages comes again, further on.
 *
 * <p>What is found is bounded by what was published before the search began: the writer changes slots one after the other, and of the
 * batch that it is at, a later event may show before an earlier one.
 */
public final class ChangedSlots {
    private ChangedSlots() {}

    /**
     * A slot that has changed.
     *
     * @param seq by which event; with {@code key} the place in the order
     * @param day where it is; null where it has left the books
     * @param index of it there
     */
    public record Change(long key, long seq, @Nullable DayView day, int index) {}

    /**
     * Those that have changed after an event, the first ones. All that one event has changed is together: so there may be more than asked for,
     * and whoever asks on after the last of them misses none.
     *
     * @param after the number of an event
     * @param limit about so many
     * @param wanted which slots, by key
     * @return null while a start or another owner loads what is there: the number says more by then than can be found
     */
    public static @Nullable List<Change> after(Feed feed, long after, int limit, LongPredicate wanted) {
        int fillings = feed.fillings();
        if (!Feed.isWhole(fillings)) return null;
        List<Change> found = found(feed, after, limit, wanted);
        return feed.fillings() == fillings ? found : null;
    }

    private static List<Change> found(Feed feed, long after, int limit, LongPredicate wanted) {
        long published = feed.seq();
        if (after >= published) return List.of();
        long last = last(feed, after, published, limit, wanted);
        List<Change> found = new ArrayList<>(limit);
        each(feed, after, last, wanted, (key, seq, day, index) -> found.add(new Change(key, seq, day, index)));
        found.sort(Comparator.comparingLong(Change::seq).thenComparingLong(Change::key));
        return found;
    }

    private interface Each {
        void changed(long key, long seq, @Nullable DayView day, int index);
    }

    /** The number of the last event whose slots belong to a page of so many. */
    private static long last(Feed feed, long after, long published, int limit, LongPredicate wanted) {
        PriorityQueue<Long> first = new PriorityQueue<>(limit, Comparator.reverseOrder());
        each(feed, after, published, wanted, (key, seq, day, index) -> {
            if (first.size() < limit) {
                first.add(seq);
            } else if (seq < first.element()) {
                first.remove();
                first.add(seq);
            }
        });
        return first.size() < limit ? published : first.element();
    }

    private static void each(Feed feed, long after, long through, LongPredicate wanted, Each each) {
        for (StationFeed station : feed.stations()) {
            if (station == null) continue;
            for (DayView day : station.days()) {
                for (int i = 0; i < day.size(); i++) {
                    long seq = day.changedAt(i);
                    if (seq > after && seq <= through && wanted.test(day.key(i))) each.changed(day.key(i), seq, day, i);
                }
            }
        }
        feed.retired().after(after, (key, seq) -> {
            if (seq <= through && wanted.test(key)) each.changed(key, seq, null, -1);
        });
    }
}
