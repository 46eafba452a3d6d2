package io.yizhan.occupancy;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody puts there. Any thread. */
public final class MemoryOccupancyHistory implements OccupancyHistory {
    public final List<Point> points = Collections.synchronizedList(new ArrayList<>());
    public final List<Usual> week =
            Collections.synchronizedList(new ArrayList<>(Collections.nCopies(HALF_HOURS, new Usual(0, 0))));
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    @Override
    public List<Point> points(String region, int stationNo, long fromMs, long toMs) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return points.stream()
                .filter(it -> it.atMs() >= fromMs && it.atMs() < toMs)
                .toList();
    }

    @Override
    public List<Usual> week(String region, int stationNo, ZoneId zone, long untilMs) throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
        return List.copyOf(week);
    }
}
