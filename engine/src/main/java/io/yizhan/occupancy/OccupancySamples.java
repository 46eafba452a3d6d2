package io.yizhan.occupancy;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToIntFunction;

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

    private final Queries queries;
    private final String region;

    /** One station, as it is shown. */
    public record Sample(int stationNo, int inside, Confidence confidence) {}

    public OccupancySamples(PostgresUri uri, String region) {
        queries = new Queries(uri, ANSWER_MS_MAX);
        this.region = region;
    }

    /** @param bucketMin when the five minutes began, since 1970 UTC */
    public void write(int bucketMin, List<Sample> samples) throws SQLException {
        queries.change(
                INSERT,
                region,
                bucketMin,
                ints(samples, Sample::stationNo),
                ints(samples, Sample::inside),
                ints(samples, it -> it.confidence().code()));
    }

    /** Takes away what is older than it is to be kept. */
    public void forget(int nowMin) throws SQLException {
        queries.change(DELETE, region, nowMin - OccupancyHistory.DAYS_KEPT * DAY_MIN);
    }

    private static int[] ints(List<Sample> samples, ToIntFunction<Sample> field) {
        return samples.stream().mapToInt(field).toArray();
    }
}
