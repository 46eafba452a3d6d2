package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.DrawBooks.StoredDraw;
import io.yizhan.core.DrawBooks.StoredEntry;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event;
import io.yizhan.core.Event.DrawAnnounced;
import io.yizhan.core.Event.DrawCarriedOut;
import io.yizhan.core.Event.DrawClosed;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.core.Event.DrawPartGiven;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.SlotKey;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Draws, a row each, and their entries. Written behind the slots; the reservations of the entries follow. */
final class DrawRows implements RowPart {
    /** A slot that was retired and is opened again has another draw, if any, and nobody has entered that. */
    private static final String CLEAR_ENTRIES = """
            delete from draw_entry d using unnest($2::int[], $3::int[]) as o (venue_no, start_min)
            where d.region = $1::text and d.venue_no = o.venue_no and d.start_min = o.start_min
            """;

    private static final String CLEAR = """
            delete from draw d using unnest($2::int[], $3::int[]) as o (venue_no, start_min)
            where d.region = $1::text and d.venue_no = o.venue_no and d.start_min = o.start_min
            """;

    private static final String ANNOUNCE = """
            insert into draw (region, venue_no, start_min, round, closes_min, reveal_min, weight_max, draw_id, commitment, source, carried_out)
            select $1::text, venue_no, start_min, round, closes_min, nullif(reveal_min, 0), weight_max, draw_id, commitment, source, false
            from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::text[], $9::text[], $10::text[])
              as a (venue_no, start_min, round, closes_min, reveal_min, weight_max, draw_id, commitment, source)
            on conflict (region, venue_no, start_min) do update set
              round = excluded.round, closes_min = excluded.closes_min, reveal_min = excluded.reveal_min, weight_max = excluded.weight_max,
              draw_id = excluded.draw_id, commitment = excluded.commitment, source = excluded.source, second_commitment = null,
              first_secret = null, second_secret = null, external = null, digest = null, lines = null, withdrawn = null, carried_out = false
            """;

    /** What is null was not said in this batch. */
    private static final String SAY = """
            with said as (
              update draw d set second_commitment = coalesce(s.second_commitment, d.second_commitment),
                first_secret = coalesce(s.first_secret, d.first_secret), second_secret = coalesce(s.second_secret, d.second_secret),
                external = coalesce(s.external, d.external), digest = coalesce(s.digest, d.digest), lines = coalesce(s.lines, d.lines),
                withdrawn = coalesce(s.withdrawn::int[], d.withdrawn), carried_out = d.carried_out or s.carried_out
              from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::boolean[])
                as s (venue_no, start_min, second_commitment, first_secret, second_secret, external, digest, lines, withdrawn, carried_out)
              where d.region = $1::text and d.venue_no = s.venue_no and d.start_min = s.start_min
              returning 1)
            select expect_rows('draws of which something was said', $12::bigint, (select count(*) from said))
            """;

    private static final String ENTER = """
            insert into draw_entry (region, venue_no, start_min, number, reservation_id, weight, pseudonym_hi, pseudonym_lo, rank, result)
            select $1::text, venue_no, start_min, number, reservation_id, weight, pseudonym_hi, pseudonym_lo, nullif(rank, 0), nullif(result, 0)
            from unnest($2::int[], $3::int[], $4::int[], $5::bigint[], $6::int[], $7::bigint[], $8::bigint[], $9::int[], $10::int[])
              as e (venue_no, start_min, number, reservation_id, weight, pseudonym_hi, pseudonym_lo, rank, result)
            """;

    private static final String DECIDE = """
            with decided as (
              update draw_entry e set rank = d.rank, result = d.result
              from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) as d (venue_no, start_min, number, rank, result)
              where e.region = $1::text and e.venue_no = d.venue_no and e.start_min = d.start_min and e.number = d.number
              returning 1)
            select expect_rows('entries to decide about', $7::bigint, (select count(*) from decided))
            """;

    private static final String LOAD = """
            select d.venue_no, d.start_min, draw_id, round, closes_min, coalesce(reveal_min, 0), weight_max, commitment, source,
              coalesce(second_commitment, ''), coalesce(first_secret, ''), coalesce(second_secret, ''), coalesce(external, ''),
              coalesce(digest, ''), coalesce(lines, 0), coalesce(withdrawn, array[]::int[]), carried_out
            from draw d join slot s on s.region = d.region and s.venue_no = d.venue_no and s.start_min = d.start_min and not s.retired
            where d.region = ? order by d.venue_no, d.start_min
            """;

    private static final String LOAD_ENTRIES = """
            select e.venue_no, e.start_min, number, reservation_id, weight, pseudonym_hi, pseudonym_lo, coalesce(rank, 0), coalesce(result, 0)
            from draw_entry e join slot s on s.region = e.region and s.venue_no = e.venue_no and s.start_min = e.start_min and not s.retired
            where e.region = ? order by e.venue_no, e.start_min, number
            """;

    private static final String GAPS = """
            select venue_no, start_min, count(*), max(number) from draw_entry where region = ?
            group by venue_no, start_min having count(*) <> max(number)
            """;

    private static final RowInvariant NUMBERED = new RowInvariant(
            "draws",
            "the entries of a draw are numbered without a gap",
            List.of(new Breach(
                    GAPS,
                    row -> "the draw of venue " + row.getInt(1) + " at minute " + row.getInt(2) + " has "
                            + row.getLong(3) + " entries up to number " + row.getInt(4))));

    /** What a batch comes to for one draw; null for what it does not touch. */
    static final class Change {
        @Nullable
        DrawTerms terms;

        final Map<DrawPart, String> parts = new EnumMap<>(DrawPart.class);

        @Nullable
        DrawClosed closed;

        boolean carriedOut;

        boolean says() {
            return !parts.isEmpty() || closed != null || carriedOut;
        }
    }

    /** One entry of one draw. */
    record Place(long slotKey, int number) {}

    /** By slot. */
    final Map<Long, Change> changes = new LinkedHashMap<>();

    /** Slots that are new, or opened again. */
    final List<Long> opened = new ArrayList<>();

    final Map<Place, DrawEntered> entered = new LinkedHashMap<>();
    final Map<Place, DrawDecided> decided = new LinkedHashMap<>();

    int take(SlotsOpened event) {
        for (int startMin : event.startMin()) opened.add(SlotKey.of(event.venueNo(), startMin));
        return 0;
    }

    /** What was of a slot before it was opened again is for the batch before. */
    @Override
    public boolean closedTo(Event event) {
        if (!(event instanceof SlotsOpened again)) return false;
        for (int startMin : again.startMin())
            if (changes.containsKey(SlotKey.of(again.venueNo(), startMin)) || !entered.isEmpty() || !decided.isEmpty())
                return true;
        return false;
    }

    int take(DrawAnnounced event) {
        Change anew = new Change();
        anew.terms = event.terms();
        return changes.put(event.slotKey(), anew) == null ? 1 : 0;
    }

    int take(DrawPartGiven event) {
        change(event.slotKey()).parts.put(event.part(), event.value());
        return 1;
    }

    int take(DrawClosed event) {
        Change change = change(event.slotKey());
        change.closed = event;
        if (event.entries() == 0) change.carriedOut = true;
        return 1;
    }

    int take(DrawCarriedOut event) {
        change(event.slotKey()).carriedOut = true;
        return 1;
    }

    int take(DrawEntered event) {
        entered.put(new Place(event.slotKey(), event.number()), event);
        return 1;
    }

    int take(DrawDecided event) {
        decided.put(new Place(event.slotKey(), event.number()), event);
        return 1;
    }

    private Change change(long slotKey) {
        return changes.computeIfAbsent(slotKey, key -> new Change());
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(CLEAR_ENTRIES, this::cleared),
                new RowStatement(CLEAR, this::cleared),
                new RowStatement(ANNOUNCE, this::announced),
                new RowStatement(SAY, this::said),
                new RowStatement(ENTER, this::entered),
                new RowStatement(DECIDE, this::decided));
    }

    private Map<Long, Change> those(Predicate<Change> wanted) {
        Map<Long, Change> found = new LinkedHashMap<>(changes);
        found.values().removeIf(wanted.negate());
        return found;
    }

    private @Nullable Tuple cleared(Owner owner) {
        if (opened.isEmpty()) return null;
        return Tuple.of(owner.region(), ints(opened, SlotKey::venueNo), ints(opened, SlotKey::startMin));
    }

    private @Nullable Tuple announced(Owner owner) {
        Map<Long, Change> those = those(it -> it.terms != null);
        if (those.isEmpty()) return null;
        return Tuple.tuple()
                .addString(owner.region())
                .addArrayOfInteger(venueNos(those))
                .addArrayOfInteger(startsMin(those))
                .addArrayOfInteger(terms(those, DrawTerms::round))
                .addArrayOfInteger(terms(those, DrawTerms::closesMin))
                .addArrayOfInteger(terms(those, DrawTerms::revealMin))
                .addArrayOfInteger(terms(those, DrawTerms::weightMax))
                .addArrayOfString(texts(those, it -> known(it).drawId()))
                .addArrayOfString(texts(those, it -> known(it).commitment()))
                .addArrayOfString(
                        texts(those, it -> AuditEntry.storable(known(it).source())));
    }

    private @Nullable Tuple said(Owner owner) {
        Map<Long, Change> those = those(Change::says);
        if (those.isEmpty()) return null;
        Tuple row = Tuple.tuple()
                .addString(owner.region())
                .addArrayOfInteger(venueNos(those))
                .addArrayOfInteger(startsMin(those));
        for (DrawPart part : DrawPart.values()) row.addArrayOfString(texts(those, it -> storable(it.parts.get(part))));
        return row.addArrayOfString(texts(those, it -> it.closed == null ? null : it.closed.digest()))
                .addArrayOfInteger(those.values().stream()
                        .map(it -> it.closed == null ? null : it.closed.entries())
                        .toArray(Integer[]::new))
                .addArrayOfString(texts(those, it -> it.closed == null ? null : array(it.closed.withdrawn())))
                .addArrayOfBoolean(
                        those.values().stream().map(it -> it.carriedOut).toArray(Boolean[]::new))
                .addLong((long) those.size());
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : AuditEntry.storable(text);
    }

    private static String array(int[] values) {
        return Arrays.toString(values).replace('[', '{').replace(']', '}');
    }

    private static DrawTerms known(Change change) {
        return Objects.requireNonNull(change.terms);
    }

    private static Integer[] terms(Map<Long, Change> those, ToIntFunction<DrawTerms> of) {
        return those.values().stream().map(it -> of.applyAsInt(known(it))).toArray(Integer[]::new);
    }

    private static @Nullable String[] texts(Map<Long, Change> those, Function<Change, @Nullable String> of) {
        return those.values().stream().map(of).toArray(String[]::new);
    }

    private static Integer[] venueNos(Map<Long, ?> bySlot) {
        return bySlot.keySet().stream().map(SlotKey::venueNo).toArray(Integer[]::new);
    }

    private static Integer[] startsMin(Map<Long, ?> bySlot) {
        return bySlot.keySet().stream().map(SlotKey::startMin).toArray(Integer[]::new);
    }

    private @Nullable Tuple entered(Owner owner) {
        if (entered.isEmpty()) return null;
        List<DrawEntered> all = List.copyOf(entered.values());
        return Tuple.tuple()
                .addString(owner.region())
                .addArrayOfInteger(ints(all, it -> SlotKey.venueNo(it.slotKey())))
                .addArrayOfInteger(ints(all, it -> SlotKey.startMin(it.slotKey())))
                .addArrayOfInteger(ints(all, DrawEntered::number))
                .addArrayOfLong(longs(all, DrawEntered::reservationId))
                .addArrayOfInteger(ints(all, DrawEntered::weight))
                .addArrayOfLong(longs(all, it -> it.pseudonym().hi()))
                .addArrayOfLong(longs(all, it -> it.pseudonym().lo()))
                .addArrayOfInteger(ints(all, it -> rank(it)))
                .addArrayOfInteger(ints(all, it -> result(it)));
    }

    private int rank(DrawEntered it) {
        DrawDecided later = decided.get(new Place(it.slotKey(), it.number()));
        return later == null ? 0 : later.rank();
    }

    private int result(DrawEntered it) {
        DrawDecided later = decided.get(new Place(it.slotKey(), it.number()));
        return later == null ? 0 : later.result().code();
    }

    private @Nullable Tuple decided(Owner owner) {
        List<DrawDecided> former = decided.values().stream()
                .filter(it -> !entered.containsKey(new Place(it.slotKey(), it.number())))
                .toList();
        if (former.isEmpty()) return null;
        return Tuple.tuple()
                .addString(owner.region())
                .addArrayOfInteger(ints(former, it -> SlotKey.venueNo(it.slotKey())))
                .addArrayOfInteger(ints(former, it -> SlotKey.startMin(it.slotKey())))
                .addArrayOfInteger(ints(former, DrawDecided::number))
                .addArrayOfInteger(ints(former, DrawDecided::rank))
                .addArrayOfInteger(ints(former, it -> it.result().code()))
                .addLong((long) former.size());
    }

    private static <T> Integer[] ints(List<T> all, ToIntFunction<T> of) {
        return all.stream().map(of::applyAsInt).toArray(Integer[]::new);
    }

    private static <T> Long[] longs(List<T> all, ToLongFunction<T> of) {
        return all.stream().map(of::applyAsLong).toArray(Long[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.draws().draw(draw(row)));
        rows.each(LOAD_ENTRIES, row -> books.draws().entry(entry(row)));
    }

    private static StoredDraw draw(ResultSet row) throws SQLException {
        DrawTerms terms = new DrawTerms(
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7),
                row.getString(8),
                row.getString(9));
        return new StoredDraw(
                SlotKey.of(row.getInt(1), row.getInt(2)),
                terms,
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getInt(15),
                RowReader.ints(row, 16),
                row.getBoolean(17));
    }

    private static StoredEntry entry(ResultSet row) throws SQLException {
        return new StoredEntry(
                SlotKey.of(row.getInt(1), row.getInt(2)),
                row.getInt(3),
                row.getLong(4),
                new Pseudonym(row.getLong(6), row.getLong(7)),
                row.getInt(5),
                row.getInt(8),
                row.getInt(9));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(NUMBERED);
    }
}
