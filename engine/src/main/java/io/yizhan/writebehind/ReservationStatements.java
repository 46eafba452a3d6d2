package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.ReservationState;
import io.yizhan.writebehind.RowStatement.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reservations and the places that they take. Ends come before new ones, so that a place set free and given away in the same batch is
 * not counted twice.
 */
final class ReservationStatements {
    static final RowStatement CONFIRM = new RowStatement(
            """
            with confirmed as (
              update reservation set state = 1 where region = $1::text and id = any ($2::bigint[]) and state = 0 returning 1)
            select expect_rows('holds to confirm', $3::bigint, (select count(*) from confirmed))
            """,
            (owner, batch) ->
                    ids(owner, batch, change -> change.placed == null && change.state == ReservationState.CONFIRMED));

    /** {@code offset 0} keeps the look-up by key inside, whatever the statistics were when the plan was made. */
    static final RowStatement END = new RowStatement("""
            with ended as (
              update reservation r set state = e.state, ended_at_ms = e.at_ms
              from unnest($2::bigint[], $3::int[], $4::bigint[]) as e (id, state, at_ms)
                cross join lateral (
                  select ctid as place from reservation where region = $1::text and id = e.id and state <= 2 offset 0) as f
              where r.ctid = f.place
              returning r.id, r.slots, r.party, r.exclusive_slots),
            freed as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                sum(case when x.exclusive then 1 else ended.party end)::int as places
              from ended cross join unnest(ended.slots) with ordinality as k (slot, position)
                cross join lateral (select (ended.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) as x
              group by 1, 2),
            counted as (
              update slot t set taken = t.taken - f.places
              from freed f cross join lateral (
                select ctid as place from slot
                where region = $1::text and venue_no = f.venue_no and start_min = f.start_min offset 0) as s
              where t.ctid = s.place
              returning 1)
            select expect_rows('active reservations to end', $5::bigint, (select count(*) from ended)),
              expect_rows('slots to set free', (select count(*) from freed), (select count(*) from counted))
            """, ReservationStatements::ended);

    /**
     * Each slot is looked up once, by the count that it gets; what reservations need of it, they take from there by position. Records of
     * before reservations kept their terms have none: then the venue's are looked up, as they were at that event.
     */
    static final RowStatement PLACE = new RowStatement("""
            with counted as (
              update slot t set taken = t.taken + case when x.exclusive then d.reservations else d.places end
              from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::boolean[]) with ordinality
                  as d (venue_no, start_min, places, reservations, exclusive, position)
                cross join lateral (
                  select coalesce(d.exclusive, (
                    select v.exclusive from venue_terms v where v.region = $1::text and v.venue_no = d.venue_no)) as exclusive) as x
                cross join lateral (
                  select ctid as place from slot
                  where region = $1::text and venue_no = d.venue_no and start_min = d.start_min offset 0) as s
              where t.ctid = s.place
              returning d.position, t.end_min, x.exclusive),
            found as materialized (
              select count(*) as slots, array_agg(end_min order by position) as ends_min,
                array_agg(exclusive order by position) as exclusive
              from counted),
            placed as (
              insert into reservation (region, id, member, key_hi, key_lo, state, party, hold_expires_at_ms, created_at_ms,
                ended_at_ms, archived, slots, station_no, cancel_closes_min, ends_min, exclusive_slots)
              select $1::text, p.id, p.member, p.key_hi, p.key_lo, p.state, p.party, p.hold_expires_at_ms, p.created_at_ms,
                p.ended_at_ms, p.archived, ($7::bigint[])[p.first : p.last],
                coalesce(p.station_no, venue_station_no($1::text, ($7::bigint[])[p.first])),
                coalesce(p.cancel_closes_min, venues_cancel_closes_min($1::text, ($7::bigint[])[p.first : p.last])),
                case when p.first = p.last then ((select ends_min from found))[($8::int[])[p.first]]
                  else (select max(((select ends_min from found))[($8::int[])[i]]) from generate_series(p.first, p.last) as i) end,
                case when p.first = p.last then ((select exclusive from found))[($8::int[])[p.first]]::int
                  else (
                    select sum(((select exclusive from found))[($8::int[])[i]]::int << (i - p.first))
                    from generate_series(p.first, p.last) as i) end
              from unnest($9::bigint[], $10::text[], $11::bigint[], $12::bigint[], $13::int[], $14::int[], $15::bigint[],
                  $16::bigint[], $17::bigint[], $18::boolean[], $19::int[], $20::int[], $21::int[], $22::int[])
                as p (id, member, key_hi, key_lo, state, party, hold_expires_at_ms, created_at_ms, ended_at_ms, archived, first, last,
                  station_no, cancel_closes_min))
            select expect_rows('slots to reserve', cardinality($2::int[]), (select slots from found))
            """, ReservationStatements::placed);

    static final RowStatement ARCHIVE = new RowStatement(
            """
            with archived as (
              update reservation set archived = true
              where region = $1::text and id = any ($2::bigint[]) and not archived returning 1)
            select expect_rows('reservations to archive', $3::bigint, (select count(*) from archived))
            """, (owner, batch) -> ids(owner, batch, change -> change.placed == null && change.archived));

    private ReservationStatements() {}

    private static List<ReservationChange> those(RowBatch batch, Predicate<ReservationChange> wanted) {
        var found = new ArrayList<ReservationChange>();
        for (ReservationChange change : batch.reservations.values()) if (wanted.test(change)) found.add(change);
        return found;
    }

    private static @Nullable Tuple ids(Owner owner, RowBatch batch, Predicate<ReservationChange> wanted) {
        List<ReservationChange> changes = those(batch, wanted);
        if (changes.isEmpty()) return null;
        var ids = new Long[changes.size()];
        for (int i = 0; i < ids.length; i++) ids[i] = changes.get(i).id;
        return Tuple.of(owner.region(), ids, (long) ids.length);
    }

    private static @Nullable Tuple ended(Owner owner, RowBatch batch) {
        List<ReservationChange> changes = those(batch, change -> change.placed == null && change.endedAtMs != 0);
        if (changes.isEmpty()) return null;
        int count = changes.size();
        var ids = new Long[count];
        var states = new Integer[count];
        var endedAtMs = new Long[count];
        for (int i = 0; i < count; i++) {
            ReservationChange change = changes.get(i);
            ids[i] = change.id;
            states[i] = stateAfter(change);
            endedAtMs[i] = change.endedAtMs;
        }
        return Tuple.of(owner.region(), ids, states, endedAtMs, (long) count);
    }

    private static @Nullable Tuple placed(Owner owner, RowBatch batch) {
        return batch.placed() == 0 ? null : PlacedColumns.of(owner, batch);
    }

    static int stateAfter(ReservationChange change) {
        ReservationState state = change.state;
        if (state == null) throw new IllegalStateException("reservation " + change.id + " does not change");
        return state.code();
    }
}
