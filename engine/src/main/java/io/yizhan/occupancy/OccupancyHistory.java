package io.yizhan.occupancy;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** How full stations were. Any thread; calls block. */
public interface OccupancyHistory {
    /** What is kept of each five minutes. */
    int BUCKET_MIN = 5;

    /** For so long. */
    int DAYS_KEPT = 90;

    /** Over so many weeks it is looked for what is usual. */
    int WEEKS = 8;

    /** Half hours of a week, from Monday's first on. */
    int HALF_HOURS = 7 * 48;

    /** @param atMs when the five minutes began */
    record Point(long atMs, int inside, Confidence confidence) {}

    /**
     * What is usual in one half hour of the week.
     *
     * @param inside the median of so many weeks
     * @param weeks of which something is known
     */
    record Usual(int inside, int weeks) {
        /** Of fewer weeks nobody can say what is usual. */
        public static final int WEEKS_MIN = 2;

        public boolean isKnown() {
            return weeks >= WEEKS_MIN;
        }
    }

    /** What is kept of a station from one moment until before another, in order. What nobody has looked at is not there. */
    List<Point> points(String region, int stationNo, long fromMs, long toMs) throws IOException;

    /**
     * For each of the {@link #HALF_HOURS} of a week, as the zone's clock has it, what was usual there in the weeks before a moment. Where nobody
     * knew how many are inside, that half hour of that week doesn't count.
     */
    List<Usual> week(String region, int stationNo, ZoneId zone, long untilMs) throws IOException;
}
