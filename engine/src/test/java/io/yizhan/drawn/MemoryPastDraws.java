package io.yizhan.drawn;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One region's, in memory. Any thread. */
public final class MemoryPastDraws implements PastDraws {
    /** By slot. */
    public final Map<Long, Past> all = new ConcurrentHashMap<>();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    @Override
    public Optional<Past> find(String region, long slotKey) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return Optional.ofNullable(all.get(slotKey));
    }
}
