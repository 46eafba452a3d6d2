package io.yizhan.region;

import io.yizhan.equipment.UseMeter.Use;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Writes for how long machines were in use, and takes away what is too old. Each owner of a region has rows of its own, so what it writes again
 * is not counted again, and two owners in one hour add up. Calls block.
 */
public final class UseRows {
    /** A year, and the month that it is compared with. */
    static final int DAYS_KEPT = 400;

    private static final int ANSWER_MS_MAX = 30_000;
    private static final int DAY_MIN = 1_440;

    private static final String UPSERT = """
            insert into equipment_use (region, hour_min, machine, epoch, station_no, kind, in_use_s, known_s)
            select ?, hour_min, machine, ?, station_no, kind, in_use_s, known_s
            from unnest(?::int[], ?::text[], ?::int[], ?::text[], ?::int[], ?::int[])
              as u (hour_min, machine, station_no, kind, in_use_s, known_s)
            on conflict (region, hour_min, machine, epoch) do update
            set in_use_s = excluded.in_use_s, known_s = excluded.known_s
            """;

    private static final String DELETE = "delete from equipment_use where region = ? and hour_min < ?";

    /** By the key: the hours of a day are some thousand rows. */
    private static final String HEARD = """
            select distinct station_no, machine from equipment_use where region = ? and hour_min >= ? and known_s > 0
            """;

    private final Queries queries;
    private final String region;
    private final long epoch;

    /** @param epoch of the owner in whose name it writes */
    public UseRows(PostgresUri uri, String region, long epoch) {
        queries = new Queries(uri, ANSWER_MS_MAX);
        this.region = region;
        this.epoch = epoch;
    }

    /** What is known now, in place of what was before. */
    public void write(List<Use> uses) throws SQLException {
        if (uses.isEmpty()) return;
        queries.change(
                UPSERT,
                region,
                epoch,
                ints(uses, Use::hourMin),
                texts(uses, Use::machine),
                ints(uses, Use::stationNo),
                texts(uses, Use::kind),
                ints(uses, Use::inUseS),
                ints(uses, Use::knownS));
    }

    /** A machine that was heard. */
    record Heard(int stationNo, String machine) {}

    /** Which machines were heard since a moment, whoever owned the region then. */
    List<Heard> heardSince(long sinceMs) throws SQLException {
        int sinceMin = Math.toIntExact(sinceMs / 60_000);
        return queries.all(HEARD, row -> new Heard(row.getInt(1), row.getString(2)), region, sinceMin);
    }

    /** Takes away what is older than it is to be kept. */
    public void forget(long nowMs) throws SQLException {
        queries.change(DELETE, region, Math.toIntExact(nowMs / 60_000) - DAYS_KEPT * DAY_MIN);
    }

    private static int[] ints(List<Use> uses, ToIntFunction<Use> field) {
        return uses.stream().mapToInt(field).toArray();
    }

    private static String[] texts(List<Use> uses, Function<Use, String> field) {
        return uses.stream().map(field).toArray(String[]::new);
    }
}
