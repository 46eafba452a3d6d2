package io.yizhan.occupancy;

import io.yizhan.occupancy.OccupancyHistory.Usual;
import java.util.Map;

/**
 * How full the stations of a region usually are in the half hour that runs, for whoever tells how full they are now. Known where the region is
 * owned, and there from some seconds after the half hour has begun. Any thread.
 */
public final class UsualNow {
    /** Nobody knows. */
    public static final int UNKNOWN = -1;

    public static final int HALF_HOUR_MS = 30 * 60_000;

    private record HalfHour(long fromMs, Map<Integer, Usual> byStation) {}

    private volatile HalfHour present = new HalfHour(0, Map.of());

    /** @param fromMs when the half hour began */
    public void put(long fromMs, Map<Integer, Usual> byStation) {
        present = new HalfHour(fromMs, Map.copyOf(byStation));
    }

    /** People; {@link #UNKNOWN} where that is so. */
    public int at(int stationNo, long nowMs) {
        HalfHour known = present;
        if (nowMs < known.fromMs || nowMs >= known.fromMs + HALF_HOUR_MS) return UNKNOWN;
        Usual usual = known.byStation.get(stationNo);
        return usual != null && usual.isKnown() ? usual.inside() : UNKNOWN;
    }
}
