package io.yizhan.occupancy;

import io.yizhan.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes how full stations are, and takes away what is too old. Calls block. */
public final class OccupancySamples {
    private static final int ANSWER_MS_MAX = 30_000;
    private static final int DAY_MIN = 1_440;

    /** Another owner may have been here. */
    private static final String INSERT = """
            insert into occupancy_sample (region, station_no, bucket_min, inside, confidence)
            select ?, station_no, ?, inside, confidence from unnest(?::int[], ?::int[], ?::int[])
              as s (station_no, inside, confidence)
            on conflict do nothing
            """;

    /** Station by station, so that an index finds them. */
    private static final String DELETE = """
            delete from occupancy_sample o using station s
            where s.region = ? and o.region = s.region and o.station_no = s.no and o.bucket_min < ?
            """;

    private final PostgresUri uri;
    private final String region;

    /** One station, as it is shown. */
    public record Sample(int stationNo, int inside, Confidence confidence) {}

    public OccupancySamples(PostgresUri uri, String region) {
        this.uri = uri;
        this.region = region;
    }

    /** @param bucketMin when the five minutes began, since 1970 UTC */
    public void write(int bucketMin, List<Sample> samples) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, region);
            insert.setInt(2, bucketMin);
            insert.setArray(3, ints(connection, samples.stream().map(Sample::stationNo)));
            insert.setArray(4, ints(connection, samples.stream().map(Sample::inside)));
            insert.setArray(
                    5,
                    ints(connection, samples.stream().map(it -> it.confidence().code())));
            insert.executeUpdate();
        }
    }

    /** Takes away what is older than it is to be kept. */
    public void forget(int nowMin) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, region);
            delete.setInt(2, nowMin - OccupancyHistory.DAYS_KEPT * DAY_MIN);
            delete.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = uri.connect();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
        return connection;
    }

    private static java.sql.Array ints(Connection connection, java.util.stream.Stream<Integer> numbers)
            throws SQLException {
        return connection.createArrayOf("int4", numbers.toArray(Object[]::new));
    }
}
