package io.yizhan.occupancy;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
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

    private final PostgresUri uri;

    public PostgresOccupancyHistory(PostgresUri uri) {
        this.uri = uri;
    }

    @Override
    public List<Point> points(String region, int stationNo, long fromMs, long toMs) throws IOException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(POINTS)) {
            query.setString(1, region);
            query.setInt(2, stationNo);
            query.setInt(3, minute(fromMs));
            query.setInt(4, minute(toMs));
            List<Point> points = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    points.add(
                            new Point(row.getInt(1) * (long) MINUTE_MS, row.getInt(2), Confidence.of(row.getInt(3))));
            }
            return points;
        } catch (SQLException away) {
            throw new IOException("the history of a station can't be read: " + away.getMessage(), away);
        }
    }

    @Override
    public List<Usual> week(String region, int stationNo, ZoneId zone, long untilMs) throws IOException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(WEEK)) {
            query.setString(1, zone.getId());
            query.setString(2, region);
            query.setInt(3, stationNo);
            query.setInt(4, minute(untilMs) - WEEKS * WEEK_MIN);
            query.setInt(5, minute(untilMs));
            Usual[] week = new Usual[HALF_HOURS];
            Arrays.fill(week, new Usual(0, 0));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) week[row.getInt(1)] = new Usual(row.getInt(2), row.getInt(3));
            }
            return List.of(week);
        } catch (SQLException away) {
            throw new IOException("what is usual at a station can't be read: " + away.getMessage(), away);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = uri.connect();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
        return connection;
    }

    private static int minute(long ms) {
        return Math.toIntExact(Math.ceilDiv(ms, (long) MINUTE_MS));
    }
}
