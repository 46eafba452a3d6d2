package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.SlotCapacityChanged;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredSlot;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slots: opened, and retired when they are over. How many of their places are taken is up to {@link ReservationRows}. */
final class SlotRows implements RowPart {
    /**
     * A slot that was retired can be opened again, for instance when the engine starts in the middle of a day. Records of before it was kept
     * how a slot is shared leave that to the venue: see {@link SlotsOpened}.
     */
    private static final String OPEN = """
            with opened as (
              insert into slot (region, venue_no, start_min, end_min, capacity, release_min, neighbours_min, closed, exclusive, changed_seq)
              select $1::text, o.venue_no, start_min, end_min, capacity, release_min, neighbours_min, closed,
                coalesce(o.exclusive, capacity = 1 and v.exclusive), o.seq
              from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::boolean[], $9::boolean[], $10::bigint[])
                  as o (venue_no, start_min, end_min, capacity, release_min, neighbours_min, closed, exclusive, seq)
                join venue_terms v on v.region = $1::text and v.venue_no = o.venue_no
              on conflict (region, venue_no, start_min) do update set
                end_min = excluded.end_min, capacity = excluded.capacity, release_min = excluded.release_min,
                neighbours_min = excluded.neighbours_min, closed = excluded.closed, exclusive = excluded.exclusive, retired = false,
                changed_seq = excluded.changed_seq
                where slot.retired
              returning 1)
            select expect_rows('slots to open', $11::bigint, (select count(*) from opened))
            """;

    /**
     * The larger of what it has and will have, for as long as the batch's reservations end and come: until they have ended it may be as full as it
     * was, and from then on at most as full as it will be.
     */
    private static final String WIDEN = """
            with widened as (
              update slot s set capacity = greatest(s.capacity, n.capacity)
              from unnest($2::int[], $3::int[], $4::int[]) as n (venue_no, start_min, capacity)
              where s.region = $1::text and s.venue_no = n.venue_no and s.start_min = n.start_min and not s.retired
              returning 1)
            select expect_rows('slots to widen', $5::bigint, (select count(*) from widened))
            """;

    private static final String SETTLE = """
            with settled as (
              update slot s set capacity = n.capacity
              from unnest($2::int[], $3::int[], $4::int[]) as n (venue_no, start_min, capacity)
              where s.region = $1::text and s.venue_no = n.venue_no and s.start_min = n.start_min and not s.retired
              returning 1)
            select expect_rows('slots to have another capacity', $5::bigint, (select count(*) from settled))
            """;

    private static final String RETIRE = """
            update slot set retired = true, changed_seq = $3::bigint
            where region = $1::text and not retired and end_min < $2::int and taken = 0
            """;

    private static final String LOAD = """
            select venue_no, start_min, end_min, capacity, release_min, neighbours_min, closed, exclusive
            from slot where region = ? and not retired order by venue_no, start_min
            """;

    final List<SlotsOpened> opened = new ArrayList<>();
    /** The number of each of those events. */
    private final List<Long> openedBy = new ArrayList<>();
    /** By slot, the last of the batch. */
    final Map<Long, Integer> capacities = new LinkedHashMap<>();

    private int retiredBeforeMin;
    private long retiredBy;

    int take(SlotsOpened event, long seq) {
        opened.add(event);
        openedBy.add(seq);
        return event.startMin().length;
    }

    int take(SlotCapacityChanged event) {
        return capacities.put(event.slotKey(), event.capacity()) == null ? 2 : 0;
    }

    int take(SlotsRetired event, long seq) {
        retiredBy = seq;
        retiredBeforeMin = event.endedBeforeMin();
        return 0;
    }

    /** Slots that ended before this minute are retired; 0 where none are. */
    int retiredBeforeMin() {
        return retiredBeforeMin;
    }

    /**
     * Once slots were retired nothing follows: a reservation that ends, for instance, would leave its slot unretired. And records of before it
     * was kept how a slot is shared mean their venue as it was then, not as it is defined behind them.
     */
    @Override
    public boolean closedTo(Event event) {
        if (retiredBeforeMin != 0) return true;
        if (!(event instanceof VenueDefined defined)) return false;
        for (SlotsOpened former : opened)
            if (former.exclusive() == null && former.venueNo() == defined.venueNo()) return true;
        return false;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(OPEN, this::columns), new RowStatement(WIDEN, this::capacities));
    }

    /** How many places a slot may have at the end, and which slots are retired, depends on the reservations that use them. */
    @Override
    public List<RowStatement> lastStatements() {
        return List.of(
                new RowStatement(SETTLE, this::capacities),
                new RowStatement(
                        RETIRE,
                        owner -> retiredBeforeMin == 0 ? null : Tuple.of(owner.region(), retiredBeforeMin, retiredBy)));
    }

    private @Nullable Tuple capacities(Owner owner) {
        if (capacities.isEmpty()) return null;
        var venueNos = new Integer[capacities.size()];
        var startMin = new Integer[venueNos.length];
        var capacity = new Integer[venueNos.length];
        int row = 0;
        for (Map.Entry<Long, Integer> entry : capacities.entrySet()) {
            venueNos[row] = SlotKey.venueNo(entry.getKey());
            startMin[row] = SlotKey.startMin(entry.getKey());
            capacity[row++] = entry.getValue();
        }
        return Tuple.of(owner.region(), venueNos, startMin, capacity, (long) row);
    }

    private @Nullable Tuple columns(Owner owner) {
        int count = 0;
        for (SlotsOpened event : opened) count += event.startMin().length;
        if (count == 0) return null;
        var venueNos = new Integer[count];
        var startMin = new Integer[count];
        var endMin = new Integer[count];
        var capacity = new Integer[count];
        var releaseMin = new Integer[count];
        var neighboursMin = new Integer[count];
        var closed = new Boolean[count];
        var exclusive = new @Nullable Boolean[count];
        var seqs = new Long[count];
        int row = 0;
        for (int e = 0; e < opened.size(); e++) {
            SlotsOpened event = opened.get(e);
            for (int i = 0; i < event.startMin().length; i++) {
                venueNos[row] = event.venueNo();
                startMin[row] = event.startMin()[i];
                endMin[row] = event.endMin()[i];
                capacity[row] = event.capacity()[i];
                releaseMin[row] = event.releaseMin()[i];
                neighboursMin[row] = event.neighboursMin()[i];
                closed[row] = event.closed()[i];
                exclusive[row] = event.exclusive();
                seqs[row] = openedBy.get(e);
                row++;
            }
        }
        return Tuple.of(owner.region(), venueNos, startMin, endMin, capacity, releaseMin)
                .addArrayOfInteger(neighboursMin)
                .addArrayOfBoolean(closed)
                .addArrayOfBoolean(exclusive)
                .addArrayOfLong(seqs)
                .addLong((long) count);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> {
            int startMin = row.getInt(2);
            books.slot(new StoredSlot(
                    SlotKey.of(row.getInt(1), startMin),
                    row.getInt(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getBoolean(7),
                    row.getBoolean(8),
                    days.of(startMin)));
        });
    }
}
