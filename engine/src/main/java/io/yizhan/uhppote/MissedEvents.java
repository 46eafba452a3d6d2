package io.yizhan.uhppote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.collections.LongArrayList;

/**
 * Which events of one controller did not come, by their indexes, so that it can be asked for them: a datagram that was lost, or what happened
 * while nobody listened. Nothing is counted twice by asking for too many. On one event loop.
 */
final class MissedEvents {
    /** So many before the first that comes are asked for. */
    static final int LOOKED_BACK = 200;
    /** More are not asked for at once, the latest first of all. */
    static final int MISSED_MAX = 1_000;

    private static final int TRIES = 3;

    /** The highest index that came; 0 before the first. */
    private long latest;
    /** How often each was asked for. */
    private final Map<Long, Integer> tries = new LinkedHashMap<>();

    /** One came, or there is none of this index any more. */
    void came(long index) {
        boolean awaited = tries.remove(index) != null;
        if (awaited || index == latest) return;
        // An index that starts anew, after a reset.
        boolean anew = latest - index > MISSED_MAX;
        if (latest == 0 || anew) miss(index - LOOKED_BACK, index);
        else if (index > latest) miss(latest + 1, index);
        if (latest == 0 || anew || index > latest) latest = index;
    }

    private void miss(long from, long end) {
        for (long index = Math.max(1, Math.max(from, end - MISSED_MAX)); index < end; index++) {
            if (tries.size() >= MISSED_MAX) return;
            tries.putIfAbsent(index, 0);
        }
    }

    boolean isNone() {
        return tries.isEmpty();
    }

    /** The next to be asked for, at most {@code max}; each is asked for three times at most. */
    long[] ask(int max) {
        LongArrayList asked = new LongArrayList();
        Map<Long, Integer> again = new LinkedHashMap<>();
        Iterator<Map.Entry<Long, Integer>> all = tries.entrySet().iterator();
        while (all.hasNext() && asked.size() < max) {
            Map.Entry<Long, Integer> each = all.next();
            asked.addLong(each.getKey());
            all.remove();
            if (each.getValue() + 1 < TRIES) again.put(each.getKey(), each.getValue() + 1);
        }
        tries.putAll(again);
        return asked.toLongArray();
    }
}
