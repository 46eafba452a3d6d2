package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which event slots have last come to look otherwise, where neither their opening nor reservations say that: whoever keeps a copy of all of them asks
 * for those after a number, and a start must not change the numbers. Some events name a slot, some a venue or a closure all of whose slots
 * they mean; there are few of them.
 */
final class SlotChangeRows implements RowPart {
    /** Before slots are opened, which were opened under these terms then: most venues are defined, and then get slots. */
    private static final String TOUCH_VENUES = """
            update slot s set changed_seq = t.seq
            from unnest($2::int[], $3::bigint[]) as t (venue_no, seq)
            where s.region = $1::text and s.venue_no = t.venue_no and not s.retired and s.changed_seq < t.seq
            """;

    private static final String TOUCH = """
            update slot s set changed_seq = c.seq
            from (
              select venue_no, start_min, max(seq) as seq
              from (
                select (k >> 32)::int as venue_no, (k & 4294967295)::int as start_min, seq
                from unnest($2::bigint[], $3::bigint[]) as t (k, seq)
                union all
                select of.venue_no, of.start_min, t.seq
                from unnest($4::int[], $5::bigint[]) as t (no, seq)
                  join closure cl on cl.region = $1::text and cl.no = t.no
                  join slot of on of.region = $1::text and of.venue_no = any (cl.venues) and not of.retired) as every
              group by venue_no, start_min) as c
              cross join lateral (
                select ctid as place from slot
                where region = $1::text and venue_no = c.venue_no and start_min = c.start_min offset 0) as f
            where s.ctid = f.place and s.changed_seq < c.seq
            """;

    private static final String LOAD =
            "select venue_no, start_min, changed_seq from slot where region = ? and not retired";

    /** For as long as whoever reads only now and then is told what has gone; see {@link Books#slotRetired}. */
    private static final String LOAD_RETIRED = """
            select s.venue_no, s.start_min, s.changed_seq from slot s join region r on r.id = s.region
            where s.region = ? and s.retired and s.changed_seq > 0 and s.end_min > r.at_ms / 60000 - %d
            """.formatted(Books.RETIRED_TOLD_MIN);

    /** By slot, venue and closure: the number of the last event about it. */
    final Map<Long, Long> slots = new HashMap<>();

    final Map<Integer, Long> venues = new HashMap<>();
    final Map<Integer, Long> closures = new HashMap<>();
    private final Set<Integer> opened = new HashSet<>();

    /** @return always 0: those rows are changed anyway, or it is a rare event */
    int take(Event event, long seq) {
        switch (event) {
            case Event.SlotsOpened it -> opened.add(it.venueNo());
            case Event.SlotCapacityChanged it -> slots.put(it.slotKey(), seq);
            case Event.ActivityPlanned it -> slots.put(it.slotKey(), seq);
            case Event.DrawAnnounced it -> slots.put(it.slotKey(), seq);
            case Event.DrawClosed it -> slots.put(it.slotKey(), seq);
            case Event.DrawCarriedOut it -> slots.put(it.slotKey(), seq);
            case Event.VenueDefined it -> venues.put(it.venueNo(), seq);
            case Event.VenueClosed it -> closures.put(it.closureNo(), seq);
            case Event.ClosureLifted it -> closures.put(it.closureNo(), seq);
            default -> {
                // Nothing that is shown of a slot.
            }
        }
        return 0;
    }

    /** A venue that is defined once more behind slots that were opened: see {@link #TOUCH_VENUES}. */
    @Override
    public boolean closedTo(Event event) {
        return event instanceof Event.VenueDefined it && opened.contains(it.venueNo());
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(
                TOUCH_VENUES,
                owner -> venues.isEmpty()
                        ? null
                        : Tuple.of(owner.region(), numbers(venues.keySet()), longs(venues.values()))));
    }

    /** Once slots and closures are there. */
    @Override
    public List<RowStatement> lastStatements() {
        return List.of(new RowStatement(TOUCH, this::touched));
    }

    private @Nullable Tuple touched(Owner owner) {
        if (slots.isEmpty() && closures.isEmpty()) return null;
        return Tuple.of(
                owner.region(),
                longs(slots.keySet()),
                longs(slots.values()),
                numbers(closures.keySet()),
                longs(closures.values()));
    }

    private static Integer[] numbers(Collection<Integer> numbers) {
        return numbers.toArray(Integer[]::new);
    }

    private static Long[] longs(Collection<Long> numbers) {
        return numbers.toArray(Long[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.slotChanged(SlotKey.of(row.getInt(1), row.getInt(2)), row.getLong(3)));
        rows.each(LOAD_RETIRED, row -> books.slotRetired(SlotKey.of(row.getInt(1), row.getInt(2)), row.getLong(3)));
    }
}
