package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.StoredGateClock;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** By how much the clocks of gates are wrong: of the hours in which each was heard, the last two. */
final class GateClockRows implements RowPart {
    private static final String SET_CLOCKS = """
            insert into gate_clock as c (region, gate, hour, least_ms, former_hour, former_ms)
            select $1::text, gate, hour, least_ms, former_hour, former_ms
            from unnest($2::text[], $3::int[], $4::bigint[], $5::int[], $6::bigint[])
              as n (gate, hour, least_ms, former_hour, former_ms)
            on conflict (region, gate) do update set
              hour = excluded.hour,
              least_ms = case when excluded.hour = c.hour then least(c.least_ms, excluded.least_ms) else excluded.least_ms end,
              former_hour = case
                when excluded.hour = c.hour then c.former_hour when excluded.former_hour is null then c.hour else excluded.former_hour end,
              former_ms = case
                when excluded.hour = c.hour then c.former_ms
                when excluded.former_hour is null then c.least_ms
                when excluded.former_hour = c.hour then least(c.least_ms, excluded.former_ms)
                else excluded.former_ms end
            """;

    private static final String LOAD =
            "select gate, hour, least_ms, former_ms from gate_clock where region = ? order by gate";

    private static final long HOUR_MS = 3_600_000;

    /** By gate, and then by hour: the least time between what happened and a report. At most two hours of each. */
    final Map<String, TreeMap<Integer, Long>> leastMs = new TreeMap<>();

    int take(GateEventsRecorded event) {
        if (event.seqs().length == 0) return 0;
        long least = Long.MAX_VALUE;
        for (long happenedAtMs : event.happenedAtMs()) least = Math.min(least, event.atMs() - happenedAtMs);
        int hour = Math.toIntExact(Math.floorDiv(event.atMs(), HOUR_MS));
        TreeMap<Integer, Long> hours =
                leastMs.computeIfAbsent(AuditEntry.storable(event.gate()), gate -> new TreeMap<>());
        hours.merge(hour, least, Math::min);
        if (hours.size() > 2) hours.pollFirstEntry();
        return 0;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(SET_CLOCKS, this::clocks));
    }

    private @Nullable Tuple clocks(Owner owner) {
        int count = leastMs.size();
        if (count == 0) return null;
        var hours = new Integer[count];
        var least = new Long[count];
        var formerHours = new Integer[count];
        var formerLeast = new Long[count];
        int row = 0;
        for (TreeMap<Integer, Long> each : leastMs.values()) {
            hours[row] = each.lastKey();
            least[row] = each.lastEntry().getValue();
            if (each.size() == 2) {
                formerHours[row] = each.firstKey();
                formerLeast[row] = each.firstEntry().getValue();
            }
            row++;
        }
        return Tuple.of(owner.region(), leastMs.keySet().toArray(String[]::new), hours, least)
                .addArrayOfInteger(formerHours)
                .addArrayOfLong(formerLeast);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> {
            long formerMs = row.getObject(4) == null ? StoredGateClock.NONE : row.getLong(4);
            books.gateClock(new StoredGateClock(row.getString(1), row.getInt(2), row.getLong(3), formerMs));
        });
    }
}
