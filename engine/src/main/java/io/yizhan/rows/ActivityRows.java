package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.ActivityDecided;
import io.yizhan.core.Event.ActivityPlanned;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.SlotKey;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What takes place in slots, and whether that was decided. Written behind the slots, whose row each of its own follows. */
final class ActivityRows implements RowPart {
    /** A slot that was retired and is opened again has what takes place in it then. */
    private static final String PLAN = """
            insert into activity_terms (region, venue_no, start_min, party_min, party_max, places_min, decides_min, course)
            select $1::text, venue_no, start_min, party_min, party_max, places_min, nullif(decides_min, 0), course::bigint[]
            from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[])
              as a (venue_no, start_min, party_min, party_max, places_min, decides_min, course)
            on conflict (region, venue_no, start_min) do update set
              party_min = excluded.party_min, party_max = excluded.party_max, places_min = excluded.places_min,
              decides_min = excluded.decides_min, called_off_by = null, course = excluded.course
            """;

    private static final String DECIDE = """
            with decided as (
              update activity_terms a set decides_min = null, called_off_by = nullif(d.closure_no, 0)
              from unnest($2::int[], $3::int[], $4::int[]) as d (venue_no, start_min, closure_no)
              where a.region = $1::text and a.venue_no = d.venue_no and a.start_min = d.start_min
              returning 1)
            select expect_rows('activities to decide', $5::bigint, (select count(*) from decided))
            """;

    private static final String LOAD = """
            select a.venue_no, a.start_min, party_min, party_max, places_min, coalesce(decides_min, 0), course
            from activity_terms a
              join slot s on s.region = a.region and s.venue_no = a.venue_no and s.start_min = a.start_min and not s.retired
            where a.region = ? order by a.venue_no, a.start_min
            """;

    /** By slot. */
    final Map<Long, ActivityTerms> planned = new LinkedHashMap<>();
    /** By slot, the closure that calls it off; 0 for none. */
    final Map<Long, Integer> decided = new LinkedHashMap<>();

    int take(ActivityPlanned event) {
        planned.put(event.slotKey(), event.terms());
        return 1;
    }

    int take(ActivityDecided event) {
        decided.put(event.slotKey(), event.closureNo());
        return 1;
    }

    /** What was decided is written behind what was planned: a slot that is opened anew is the next batch's. */
    @Override
    public boolean closedTo(Event event) {
        return event instanceof SlotsOpened && !decided.isEmpty();
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(PLAN, this::plan), new RowStatement(DECIDE, this::decide));
    }

    private @Nullable Tuple plan(Owner owner) {
        int count = planned.size();
        if (count == 0) return null;
        var partyMin = new Integer[count];
        var partyMax = new Integer[count];
        var placesMin = new Integer[count];
        var decidesMin = new Integer[count];
        var courses = new String[count];
        int row = 0;
        for (ActivityTerms terms : planned.values()) {
            partyMin[row] = terms.partyMin();
            partyMax[row] = terms.partyMax();
            placesMin[row] = terms.placesMin();
            decidesMin[row] = terms.decidesMin();
            courses[row++] = Arrays.toString(terms.course()).replace('[', '{').replace(']', '}');
        }
        return Tuple.of(owner.region(), venueNos(planned), startsMin(planned), partyMin, partyMax, placesMin)
                .addArrayOfInteger(decidesMin)
                .addArrayOfString(courses);
    }

    private @Nullable Tuple decide(Owner owner) {
        if (decided.isEmpty()) return null;
        Integer[] closures = decided.values().toArray(Integer[]::new);
        return Tuple.of(owner.region(), venueNos(decided), startsMin(decided), closures, (long) closures.length);
    }

    private static Integer[] venueNos(Map<Long, ?> bySlot) {
        return bySlot.keySet().stream().map(SlotKey::venueNo).toArray(Integer[]::new);
    }

    private static Integer[] startsMin(Map<Long, ?> bySlot) {
        return bySlot.keySet().stream().map(SlotKey::startMin).toArray(Integer[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.activity(SlotKey.of(row.getInt(1), row.getInt(2)), terms(row)));
    }

    private static ActivityTerms terms(ResultSet row) throws SQLException {
        return new ActivityTerms(row.getInt(3), row.getInt(4), row.getInt(5), row.getInt(6), course(row.getArray(7)));
    }

    private static long[] course(Array keys) throws SQLException {
        return Arrays.stream((Long[]) keys.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }
}
