package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Books;
import io.yizhan.core.Event.BodyChecked;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of members, a row for each day and station. One that was taken back stays as an empty row. The books get back what was
 * said in the last day.
 */
final class BodyCheckRows implements RowPart {
    private static final String PUT = """
            insert into body_check (region, member, local_day, station_no, recorded_ms, measures, amounts)
            select $1::text, member, local_day, station_no, recorded_ms, measures::int[], amounts::int[]
            from unnest($2::text[], $3::int[], $4::int[], $5::bigint[], $6::text[], $7::text[])
              as n (member, local_day, station_no, recorded_ms, measures, amounts)
            on conflict (region, member, local_day, station_no) do update set
              recorded_ms = excluded.recorded_ms, measures = excluded.measures,
              amounts = excluded.amounts
            """;

    private static final String LOAD = """
            select member, local_day, station_no, recorded_ms, measures, amounts from body_check b
            where b.region = ? and b.recorded_ms > (select coalesce(max(l.recorded_ms), 0) - 86400000 from body_check l where l.region = ?)
            order by recorded_ms, member, local_day, station_no
            """;

    /** Of whom, of which day, and where. */
    record Key(String member, int localDay, int stationNo) {}

    /** What was said last. */
    final Map<Key, BodyChecked> checks = new LinkedHashMap<>();

    int take(BodyChecked event) {
        Key key = new Key(
                event.check().member(), event.check().localDay(), event.check().stationNo());
        return checks.put(key, event) == null ? 1 : 0;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(PUT, this::all));
    }

    private @Nullable Tuple all(Owner owner) {
        if (checks.isEmpty()) return null;
        BodyChecked[] all = checks.values().toArray(BodyChecked[]::new);
        var members = new String[all.length];
        var days = new Integer[all.length];
        var stations = new Integer[all.length];
        var recordedMs = new Long[all.length];
        var measures = new String[all.length];
        var amounts = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            BodyCheck check = all[i].check();
            members[i] = AuditEntry.storable(check.member());
            days[i] = check.localDay();
            stations[i] = check.stationNo();
            recordedMs[i] = all[i].atMs();
            measures[i] = array(check.amounts().keySet().stream()
                    .mapToInt(BodyMeasure::code)
                    .toArray());
            amounts[i] = array(check.amounts().values().stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return Tuple.of(owner.region(), members, days, stations, recordedMs)
                .addArrayOfString(measures)
                .addArrayOfString(amounts);
    }

    private static String array(int[] numbers) {
        return Arrays.toString(numbers).replace('[', '{').replace(']', '}');
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.fitness().bodyCheck(row.getLong(4), check(row)));
    }

    private static BodyCheck check(ResultSet row) throws SQLException {
        int[] measures = RowReader.ints(row, 5);
        int[] amounts = RowReader.ints(row, 6);
        Map<BodyMeasure, Integer> of = new EnumMap<>(BodyMeasure.class);
        for (int i = 0; i < measures.length; i++) {
            BodyMeasure measure = BodyMeasure.of(measures[i]);
            if (measure == null) throw new IllegalStateException("of a body is measured " + measures[i]);
            of.put(measure, amounts[i]);
        }
        return new BodyCheck(row.getString(1), row.getInt(2), row.getInt(3), of);
    }
}
