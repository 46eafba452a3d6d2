package io.yizhan.occupancy;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** By the rows. Each question has a connection of its own; whoever asks for the same again is answered from a cache before the edge. */
public final class PostgresOccupancyHistory implements OccupancyHistory {
    private static final int ANSWER_MS_MAX = 10_000;
    private static final int MINUTE_MS = 60_000;
    private static final int WEEK_MIN = 7 * 1_440;

    private static final String POINTS = """
            select bucket_min, inside, confidence from occupancy_sample
            where region = ? and station_no = ? and bucket_min >= ? and bucket_min < ? order by bucket_min
            """;

    /** Of each half hour of each week the mean, and of these the median. */
    private static final String WEEK = """
            select half, percentile_disc(0.5) within group (order by inside), count(*)
            from (
              select ((extract(isodow from at_local)::int - 1) * 48 + extract(hour from at_local)::int * 2
                  + extract(minute from at_local)::int / 30) as half, at_local::date as day, round(avg(inside))::int as inside
              from (
                select to_timestamp(bucket_min * 60.0) at time zone ? as at_local, inside from occupancy_sample
                where region = ? and station_no = ? and bucket_min >= ? and bucket_min < ? and confidence <> 3) sample
              group by half, day) each_week
            group by half
            """;

    private final RowQuestions rows;

    public PostgresOccupancyHistory(PostgresUri uri) {
        rows = new RowQuestions(uri, "how full a station was can't be read", ANSWER_MS_MAX);
    }

    @Override
    public List<Point> points(String region, int stationNo, long fromMs, long toMs) throws IOException {
        return rows.all(
                POINTS,
                row -> new Point(row.getInt(1) * (long) MINUTE_MS, row.getInt(2), Confidence.of(row.getInt(3))),
                region,
                stationNo,
                minute(fromMs),
                minute(toMs));
    }

    private record HalfHour(int no, Usual usual) {}

    @Override
    public List<Usual> week(String region, int stationNo, ZoneId zone, long untilMs) throws IOException {
        List<HalfHour> known = rows.all(
                WEEK,
                row -> new HalfHour(row.getInt(1), new Usual(row.getInt(2), row.getInt(3))),
                zone.getId(),
                region,
                stationNo,
                minute(untilMs) - WEEKS * WEEK_MIN,
                minute(untilMs));
        Usual[] week = new Usual[HALF_HOURS];
        Arrays.fill(week, new Usual(0, 0));
        for (HalfHour each : known) week[each.no] = each.usual;
        return List.of(week);
    }

    private static int minute(long ms) {
        return Math.toIntExact(Math.ceilDiv(ms, (long) MINUTE_MS));
    }
}
