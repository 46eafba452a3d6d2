package io.yizhan.trail;

import io.yizhan.core.Event;
import io.yizhan.journal.record.AuditEntry;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** One region's, in memory. Any thread. */
public final class MemoryEventTrail implements EventTrail {
    private final ConcurrentSkipListMap<Long, TrailEvent> events = new ConcurrentSkipListMap<>();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    /** It is in the rows from here on. */
    public void take(long seq, Event event) {
        AuditEntry entry = AuditEntry.of(event);
        events.put(
                seq,
                new TrailEvent(
                        seq,
                        event.atMs(),
                        entry.kind(),
                        Objects.requireNonNullElse(entry.reservationId(), 0L),
                        Objects.requireNonNullElse(entry.member(), ""),
                        entry.payload()));
    }

    @Override
    public Page after(String region, long after, int limit) throws IOException {
        long lastSeq = lastSeq(region);
        List<TrailEvent> found =
                events.tailMap(after, false).values().stream().limit(limit).toList();
        return new Page(found, lastSeq);
    }

    @Override
    public long lastSeq(String region) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return events.isEmpty() ? 0 : events.lastKey();
    }
}
