package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.StoredCrowd;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many people are inside each station, and each venue with gates of its own, as sums; and every correction of them. */
final class OccupancyRows implements RowPart {
    /** Only what a batch has is said of the last correction; the rest stays. */
    private static final String ADD = """
            insert into occupancy as o
              (region, station_no, venue_no, entries, exits, corrected, passages, heard_ms, counted_ms, as_of_ms, drift)
            select $1::text, * from unnest(
              $2::int[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
              $11::bigint[])
            on conflict (region, station_no, venue_no) do update set
              entries = o.entries + excluded.entries, exits = o.exits + excluded.exits,
              corrected = o.corrected + excluded.corrected, passages = o.passages + excluded.passages,
              heard_ms = greatest(o.heard_ms, excluded.heard_ms), counted_ms = greatest(o.counted_ms, excluded.counted_ms),
              as_of_ms = greatest(o.as_of_ms, excluded.as_of_ms), drift = coalesce(excluded.drift, o.drift)
            """;

    private static final String RECORD = """
            insert into occupancy_correction (region, seq, at_ms, as_of_ms, drift, passages, station_no, venue_no, inside, by)
            select $1::text, * from unnest(
              $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::int[], $8::int[], $9::int[], $10::int[])
            """;

    private static final String LOAD = """
            select station_no, venue_no, entries, exits, corrected, passages, heard_ms, counted_ms, as_of_ms, coalesce(drift, 0)
            from occupancy where region = ? order by station_no, venue_no
            """;

    private static final String OTHER_SUMS = """
            select station_no, venue_no, o.entries, o.exits, g.entries, g.exits
            from (select station_no, venue_no, entries, exits from occupancy where region = ?) o
              full join (
                select station_no, venue_no, count(*) filter (where entry) as entries, count(*) filter (where not entry) as exits
                from gate_event where region = ? and counted group by station_no, venue_no) g using (station_no, venue_no)
            where coalesce(o.entries, 0) <> coalesce(g.entries, 0) or coalesce(o.exits, 0) <> coalesce(g.exits, 0)
            """;

    private static final String OTHER_CORRECTIONS = """
            select station_no, venue_no, coalesce(o.corrected, 0), coalesce(c.corrected, 0)
            from (select station_no, venue_no, corrected from occupancy where region = ?) o
              full join (
                select station_no, venue_no, -sum(drift) as corrected from occupancy_correction
                where region = ? group by station_no, venue_no) c using (station_no, venue_no)
            where coalesce(o.corrected, 0) <> coalesce(c.corrected, 0)
            """;

    static final String REVIEWED = "occupancy and gate events";

    private static final RowInvariant IS_THE_SUM = new RowInvariant(
            REVIEWED,
            "every station's occupancy is the sum of its gate events and corrections",
            List.of(
                    new Breach(
                            OTHER_SUMS,
                            row -> place(row.getInt(1), row.getInt(2)) + " says " + row.getLong(3) + " in and "
                                    + row.getLong(4) + " out, its gate events are " + row.getLong(5) + " and "
                                    + row.getLong(6)),
                    new Breach(
                            OTHER_CORRECTIONS,
                            row -> place(row.getInt(1), row.getInt(2)) + " was corrected by " + row.getLong(3)
                                    + ", its corrections are " + row.getLong(4))));

    private static String place(int stationNo, int venueNo) {
        return "station " + stationNo + (venueNo == 0 ? "" : ", venue " + venueNo);
    }

    record Place(int stationNo, int venueNo) {}

    /** What a batch adds to one place. */
    static final class Added {
        long entries;
        long exits;
        long corrected;
        long passages;
        long heardAtMs;
        long countedAtMs;
        long asOfMs;

        @Nullable
        Long drift;
    }

    final Map<Place, Added> places =
            new TreeMap<>(Comparator.comparingInt((Place it) -> it.stationNo).thenComparingInt(it -> it.venueNo));
    /** By number. */
    final Map<Long, OccupancyCorrected> corrections = new TreeMap<>();

    int take(GateEventsRecorded event) {
        Added place = added(event.stationNo(), event.venueNo());
        place.heardAtMs = event.atMs();
        for (int i = 0; i < event.seqs().length; i++) {
            if (!event.counted()[i]) continue;
            if (event.in()[i]) place.entries++;
            else place.exits++;
        }
        return 0;
    }

    int take(OccupancyCorrected event, long seq) {
        corrections.put(seq, event);
        Added place = added(event.stationNo(), event.venueNo());
        place.corrected -= event.drift();
        place.passages += event.passages();
        place.asOfMs = Math.max(place.asOfMs, event.asOfMs());
        place.drift = event.drift();
        if (event.by() == OccupancyCorrected.By.EYE) place.countedAtMs = event.atMs();
        return 2;
    }

    private Added added(int stationNo, int venueNo) {
        return places.computeIfAbsent(new Place(stationNo, venueNo), place -> new Added());
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(ADD, this::sums), new RowStatement(RECORD, this::corrected));
    }

    private @Nullable Tuple sums(Owner owner) {
        int count = places.size();
        if (count == 0) return null;
        var stationNos = new Integer[count];
        var venueNos = new Integer[count];
        var numbers = new Long[8][count];
        int row = 0;
        for (var each : places.entrySet()) {
            Added it = each.getValue();
            stationNos[row] = each.getKey().stationNo;
            venueNos[row] = each.getKey().venueNo;
            numbers[0][row] = it.entries;
            numbers[1][row] = it.exits;
            numbers[2][row] = it.corrected;
            numbers[3][row] = it.passages;
            numbers[4][row] = it.heardAtMs;
            numbers[5][row] = it.countedAtMs;
            numbers[6][row] = it.asOfMs;
            numbers[7][row] = it.drift;
            row++;
        }
        Tuple columns = Tuple.of(owner.region(), stationNos, venueNos);
        for (Long[] each : numbers) columns.addArrayOfLong(each);
        return columns;
    }

    private @Nullable Tuple corrected(Owner owner) {
        int count = corrections.size();
        if (count == 0) return null;
        var longs = new Long[4][count];
        var ints = new Integer[4][count];
        int row = 0;
        for (OccupancyCorrected it : corrections.values()) {
            longs[0][row] = it.atMs();
            longs[1][row] = it.asOfMs();
            longs[2][row] = it.drift();
            longs[3][row] = it.passages();
            ints[0][row] = it.stationNo();
            ints[1][row] = it.venueNo();
            ints[2][row] = it.inside();
            ints[3][row] = it.by().code();
            row++;
        }
        Tuple columns =
                Tuple.of(owner.region()).addArrayOfLong(corrections.keySet().toArray(Long[]::new));
        for (Long[] each : longs) columns.addArrayOfLong(each);
        for (Integer[] each : ints) columns.addArrayOfInteger(each);
        return columns;
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(
                LOAD,
                row -> books.crowd(new StoredCrowd(
                        row.getInt(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getLong(10))));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(IS_THE_SUM);
    }
}
