package io.yizhan.writebehind;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a region's rows in one snapshot, without changing them: the database refuses this connection every write. One thread; calls
 * block.
 */
public final class RowsReview implements AutoCloseable {
    private static final int SHOWN_MAX = 5;
    private static final String SLOT_SUMS = """
            select s.venue_no, s.start_min, s.taken, coalesce(l.places, 0) as places
            from slot s left join (
              select venue_no, start_min, sum(places) as places
              from reservation_slot where region = ? and live group by venue_no, start_min) l
              on l.venue_no = s.venue_no and l.start_min = s.start_min
            where s.region = ? and s.taken <> coalesce(l.places, 0)
            """;
    private static final String SLOTLESS = """
            select l.venue_no, l.start_min, count(*) from reservation_slot l
            where l.region = ? and not exists (
              select from slot s where s.region = l.region and s.venue_no = l.venue_no and s.start_min = l.start_min)
            group by l.venue_no, l.start_min
            """;
    private static final String OCCUPANCY = """
            select station_no, o.entries, o.exits, g.entries, g.exits
            from (select station_no, entries, exits from occupancy where region = ?) o
              full join (
                select station_no, count(*) filter (where entry) as entries, count(*) filter (where not entry) as exits
                from gate_event where region = ? and counted group by station_no) g using (station_no)
            where coalesce(o.entries, 0) <> coalesce(g.entries, 0) or coalesce(o.exits, 0) <> coalesce(g.exits, 0)
            """;
    private static final String UNKNOWN_EVENTS = """
            select e.gate, e.boot, count(*), min(e.seq) from gate_boot b
              join gate_event e on e.region = b.region and e.gate = b.gate and e.boot = b.boot and e.life = b.life
            where b.region = ? and not b.known @> e.seq group by e.gate, e.boot order by e.gate, e.boot
            """;
    private static final String AUDIT_GAPS = """
            select first_seq, former from (
              select first_seq, lag(last_seq) over (order by first_seq) as former from event_batch where region = ?) b
            where former is not null and first_seq <> former + 1 order by first_seq
            """;

    private final Connection connection;
    private final String region;

    /**
     * What the region's row says.
     *
     * @param seq the checkpoint
     * @param atMs when its event happened; 0 where there was none
     */
    public record Stand(long seq, long atMs, long epoch) {}

    public RowsReview(PostgresUri uri, String region) throws SQLException {
        this.region = region;
        connection = uri.connect();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** What keeps this program from understanding the rows. Null where nothing does. */
    public static @Nullable SchemaProblem schemaProblem(PostgresUri uri) {
        MigrationInfoService info = RegionStore.migrations(uri).info();
        MigrationInfo current = info.current();
        if (current == null) return new SchemaProblem.Absent();
        // Before anything else: what such tables say of their version means nothing.
        for (MigrationInfo migration : info.all()) if (isAnother(migration)) return new SchemaProblem.Unreleased();
        for (MigrationInfo migration : info.all()) {
            String version = String.valueOf(migration.getVersion());
            MigrationState state = migration.getState();
            if (state.isFailed()) return new SchemaProblem.HalfMigrated(version);
            if (state.isApplied() && !state.isResolved()) return new SchemaProblem.Newer(version);
        }
        return info.pending().length == 0 ? null : new SchemaProblem.Older(String.valueOf(current.getVersion()));
    }

    /** Whether the database had another migration under this one's version. */
    private static boolean isAnother(MigrationInfo migration) {
        MigrationState state = migration.getState();
        return state.isApplied()
                && state.isResolved()
                && !Objects.equals(migration.getAppliedChecksum(), migration.getResolvedChecksum());
    }

    /** Null where the database has nothing of the region. */
    public @Nullable Stand stand() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select seq, at_ms, epoch from region where id = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Stand(row.getLong(1), row.getLong(2), row.getLong(3)) : null;
            }
        }
    }

    /** Whether the audit trail has each event from the first one to the checkpoint, once. */
    public List<String> auditProblems(Stand stand) throws SQLException {
        List<String> problems = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("select min(first_seq), max(last_seq) from event_batch where region = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                long last = row.getLong(2);
                if (first > 1) problems.add("the audit trail begins with event " + first);
                if (last != stand.seq())
                    problems.add("the audit trail ends with event " + last + ", but the checkpoint is " + stand.seq());
            }
        }
        each(
                problems,
                AUDIT_GAPS,
                1,
                row -> "the audit trail goes from event " + row.getLong(2) + " to " + row.getLong(1));
        return problems;
    }

    /** Whether each slot is taken by exactly the live reservations of it. */
    public List<String> slotProblems() throws SQLException {
        List<String> problems = new ArrayList<>();
        each(
                problems,
                SLOT_SUMS,
                2,
                row -> "slot of venue " + row.getInt(1) + " at minute " + row.getInt(2) + " says " + row.getInt(3)
                        + " taken, its reservations take " + row.getLong(4));
        each(
                problems,
                SLOTLESS,
                1,
                row -> row.getLong(3) + " reservations are of a slot that is missing: venue " + row.getInt(1)
                        + " at minute " + row.getInt(2));
        return problems;
    }

    /** Whether each station's occupancy is the sum of its gate events. */
    public List<String> occupancyProblems() throws SQLException {
        List<String> problems = new ArrayList<>();
        each(
                problems,
                OCCUPANCY,
                2,
                row -> "station " + row.getInt(1) + " says " + row.getLong(2) + " in and " + row.getLong(3)
                        + " out, its gate events are " + row.getLong(4) + " and " + row.getLong(5));
        return problems;
    }

    /** Whether each gate event is one that its boot knows: one that it doesn't would count again. */
    public List<String> gateProblems() throws SQLException {
        List<String> problems = new ArrayList<>();
        each(
                problems,
                UNKNOWN_EVENTS,
                1,
                row -> "gate " + row.getString(1) + ", boot " + row.getString(2) + " does not know " + row.getLong(3)
                        + " of its events, the first of them " + row.getLong(4));
        return problems;
    }

    private interface Line {
        String of(ResultSet row) throws SQLException;
    }

    /** Each row of a query is a problem; the first few are told, and how many more there are. */
    private void each(List<String> problems, String sql, int regions, Line line) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(1_000);
            for (int i = 1; i <= regions; i++) query.setString(i, region);
            long more = 0;
            String last = "";
            try (ResultSet row = query.executeQuery()) {
                for (int n = 0; row.next(); n++) {
                    if (n < SHOWN_MAX) problems.add(line.of(row));
                    else {
                        more++;
                        last = line.of(row);
                    }
                }
            }
            if (more > 0) problems.add("and " + more + " more like that; the last: " + last);
        }
    }

    /** The audit trail from this event on, as this snapshot has it. Closed with the review, or before. */
    public AuditTrail auditFrom(long seq) throws SQLException {
        return new AuditTrail(connection, region, seq);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
