package io.yizhan.region;

import io.yizhan.equipment.UseMeter.Use;
import io.yizhan.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

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

    private final PostgresUri uri;
    private final String region;
    private final long epoch;

    /** @param epoch of the owner in whose name it writes */
    public UseRows(PostgresUri uri, String region, long epoch) {
        this.uri = uri;
        this.region = region;
        this.epoch = epoch;
    }

    /** What is known now, in place of what was before. */
    public void write(List<Use> uses) throws SQLException {
        if (uses.isEmpty()) return;
        try (Connection connection = connect();
                PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, region);
            upsert.setLong(2, epoch);
            upsert.setArray(3, array(connection, "int4", uses, Use::hourMin));
            upsert.setArray(4, array(connection, "text", uses, Use::machine));
            upsert.setArray(5, array(connection, "int4", uses, Use::stationNo));
            upsert.setArray(6, array(connection, "text", uses, Use::kind));
            upsert.setArray(7, array(connection, "int4", uses, Use::inUseS));
            upsert.setArray(8, array(connection, "int4", uses, Use::knownS));
            upsert.executeUpdate();
        }
    }

    /** Takes away what is older than it is to be kept. */
    public void forget(long nowMs) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, region);
            delete.setInt(2, Math.toIntExact(nowMs / 60_000) - DAYS_KEPT * DAY_MIN);
            delete.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = uri.connect();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
        return connection;
    }

    private static java.sql.Array array(Connection connection, String type, List<Use> uses, Function<Use, Object> field)
            throws SQLException {
        return connection.createArrayOf(type, uses.stream().map(field).toArray());
    }
}
