package io.yizhan.occupancy;

import io.yizhan.occupancy.OccupancyHistory.Usual;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/** What is usual at all stations of a region in one half hour, by the rows: as {@link OccupancyHistory#week} has it, without the other 335. */
public final class UsualHalfHours {
    private static final int ANSWER_MS_MAX = 10_000;

    /** Station by station and week by week, so that an index finds them. */
    private static final String USUAL = """
            select station_no, percentile_disc(0.5) within group (order by inside), count(*)
            from (
              select s.no as station_no, h.from_min, round(avg(o.inside))::int as inside
              from station s cross join unnest(?::int[]) as h (from_min)
                join occupancy_sample o on o.region = s.region and o.station_no = s.no
                  and o.bucket_min >= h.from_min and o.bucket_min < h.from_min + 30
              where s.region = ? and o.confidence <> 3
              group by s.no, h.from_min) as each_week
            group by station_no
            """;

    private final Queries queries;
    private final String region;

    public UsualHalfHours(PostgresUri uri, String region) {
        queries = new Queries(uri, ANSWER_MS_MAX);
        this.region = region;
    }

    /**
     * By station, of those of which anything is known.
     *
     * @param from when the half hour begins, by the city's clock; the same time of the same day is looked at in the weeks before
     */
    public Map<Integer, Usual> at(ZonedDateTime from) throws SQLException {
        Integer[] starts = new Integer[OccupancyHistory.WEEKS];
        for (int i = 0; i < starts.length; i++)
            starts[i] = Math.toIntExact(from.minusWeeks(i + 1).toEpochSecond() / 60);
        Map<Integer, Usual> usual = new HashMap<>();
        queries.all(USUAL, row -> usual.put(row.getInt(1), new Usual(row.getInt(2), row.getInt(3))), starts, region);
        return usual;
    }
}
