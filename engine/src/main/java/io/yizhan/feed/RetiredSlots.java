package io.yizhan.feed;

import io.yizhan.core.SlotKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Slots that have left the books lately, and the number of the event by which they did: whoever keeps a copy of all is to leave them out as well. Written by the writer, read by any thread. */
public final class RetiredSlots {
    private final Map<Long, Long> seqs = new ConcurrentHashMap<>();

    /** Takes one. */
    public interface Each {
        void retired(long slotKey, long seq);
    }

    /** Those that left by an event after this one, in no order. */
    public void after(long seq, Each each) {
        seqs.forEach((key, by) -> {
            if (by > seq) each.retired(key, by);
        });
    }

    void add(long slotKey, long seq) {
        seqs.put(slotKey, seq);
    }

    /** It is there again. */
    void remove(long slotKey) {
        if (!seqs.isEmpty()) seqs.remove(slotKey);
    }

    /** Those that began before this minute. */
    void forget(int beforeMin) {
        seqs.keySet().removeIf(key -> SlotKey.startMin(key) < beforeMin);
    }

    void restart() {
        seqs.clear();
    }
}
