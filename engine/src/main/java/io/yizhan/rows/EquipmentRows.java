package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Event.EquipmentMarked;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The machines that operators have put out of order; a row each, for as long as it is so. */
final class EquipmentRows implements RowPart {
    private static final String MARK = """
            insert into equipment_mark (region, machine, station_no, since_ms, reason)
            select $1::text, machine, station_no, since_ms, reason
            from unnest($2::text[], $3::int[], $4::bigint[], $5::text[]) as m (machine, station_no, since_ms, reason)
            on conflict (region, machine) do update
            set station_no = excluded.station_no, since_ms = excluded.since_ms, reason = excluded.reason
            """;

    private static final String CLEAR =
            "delete from equipment_mark where region = $1::text and machine = any ($2::text[])";

    private static final String LOAD = """
            select machine, station_no, since_ms, reason from equipment_mark where region = ? order by machine
            """;

    /** What was said last of a machine, by its id. */
    final Map<String, EquipmentMarked> marked = new TreeMap<>();

    int take(EquipmentMarked event) {
        marked.put(event.machine(), event);
        return 1;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(MARK, this::marks), new RowStatement(CLEAR, this::cleared));
    }

    private @Nullable Tuple marks(Owner owner) {
        EquipmentMarked[] out =
                marked.values().stream().filter(EquipmentMarked::outOfOrder).toArray(EquipmentMarked[]::new);
        if (out.length == 0) return null;
        var machines = new String[out.length];
        var stations = new Integer[out.length];
        var sinceMs = new Long[out.length];
        var reasons = new String[out.length];
        for (int i = 0; i < out.length; i++) {
            machines[i] = AuditEntry.storable(out[i].machine());
            stations[i] = out[i].stationNo();
            sinceMs[i] = out[i].atMs();
            reasons[i] = AuditEntry.storable(out[i].reason());
        }
        return Tuple.of(owner.region(), machines, stations, sinceMs, reasons);
    }

    private @Nullable Tuple cleared(Owner owner) {
        String[] in = marked.values().stream()
                .filter(it -> !it.outOfOrder())
                .map(it -> AuditEntry.storable(it.machine()))
                .toArray(String[]::new);
        return in.length == 0 ? null : Tuple.of(owner.region()).addArrayOfString(in);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(
                LOAD,
                row -> books.equipmentMarked(
                        row.getString(1), new EquipmentMark(row.getInt(2), row.getLong(3), row.getString(4))));
    }
}
