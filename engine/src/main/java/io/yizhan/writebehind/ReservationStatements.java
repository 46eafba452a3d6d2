package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.ReservationPlaced;
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

    static final RowStatement END = new RowStatement("""
            with ended as (
              update reservation r set state = e.state, ended_at_ms = e.at_ms
              from unnest($2::bigint[], $3::int[], $4::bigint[]) as e (id, state, at_ms)
              where r.region = $1::text and r.id = e.id and r.state <= 2
              returning r.id, r.slots),
            freed as (
              update reservation_slot s set live = false
              from ended cross join unnest(ended.slots) as k
              where s.region = $1::text and s.venue_no = (k >> 32)::int and s.start_min = (k & 4294967295)::int
                and s.reservation_id = ended.id and s.live
              returning s.venue_no, s.start_min, s.places),
            counted as (
              update slot t set taken = t.taken - f.places
              from (select venue_no, start_min, sum(places)::int as places from freed group by 1, 2) f
              where t.region = $1::text and t.venue_no = f.venue_no and t.start_min = f.start_min)
            select expect_rows('active reservations to end', $5::bigint, (select count(*) from ended)),
              expect_rows('slots to set free', (select sum(cardinality(slots)) from ended), (select count(*) from freed))
            """, ReservationStatements::ended);

    static final RowStatement PLACE = new RowStatement("""
            with placed as (
              insert into reservation (region, id, member, key_hi, key_lo, state, slots, party, hold_expires_at_ms,
                created_at_ms, ended_at_ms, archived, ends_min)
              select $1::text, p.id, p.member, p.key_hi, p.key_lo, p.state, p.slots::bigint[], p.party,
                p.hold_expires_at_ms, p.created_at_ms, p.ended_at_ms, p.archived,
                (select max(s.end_min) from unnest(p.slots::bigint[]) as k
                  join slot s on s.region = $1::text and s.venue_no = (k >> 32)::int and s.start_min = (k & 4294967295)::int)
              from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::int[], $7::text[], $8::int[],
                  $9::bigint[], $10::bigint[], $11::bigint[], $12::boolean[])
                as p (id, member, key_hi, key_lo, state, slots, party, hold_expires_at_ms, created_at_ms, ended_at_ms, archived)
              returning id, slots, party, state),
            claimed as (
              insert into reservation_slot (region, venue_no, start_min, reservation_id, places, exclusive, live)
              select $1::text, v.venue_no, (k & 4294967295)::int, placed.id,
                case when v.exclusive then 1 else placed.party end, v.exclusive, placed.state <= 2
              from placed cross join unnest(placed.slots) as k
                join venue_terms v on v.region = $1::text and v.venue_no = (k >> 32)::int
              returning venue_no, start_min, places, live),
            counted as (
              update slot t set taken = t.taken + c.places
              from (select venue_no, start_min, sum(places)::int as places from claimed where live group by 1, 2) c
              where t.region = $1::text and t.venue_no = c.venue_no and t.start_min = c.start_min)
            select expect_rows('slots to reserve', $13::bigint, (select count(*) from claimed))
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
        if (batch.placed() == 0) return null;
        int count = batch.placed();
        var ids = new Long[count];
        var members = new String[count];
        var keyHi = new Long[count];
        var keyLo = new Long[count];
        var states = new Integer[count];
        var slots = new String[count];
        var parties = new Integer[count];
        var holdExpiresAtMs = new Long[count];
        var createdAtMs = new Long[count];
        var endedAtMs = new Long[count];
        var archived = new Boolean[count];
        int i = 0;
        long slotCount = 0;
        for (ReservationChange change : batch.reservations.values()) {
            ReservationPlaced event = change.placed;
            if (event == null) continue;
            ids[i] = change.id;
            members[i] = EventRow.storable(event.member());
            keyHi[i] = event.keyHi();
            keyLo[i] = event.keyLo();
            states[i] = stateAfter(change);
            slots[i] = arrayLiteral(event.slots());
            parties[i] = event.party();
            holdExpiresAtMs[i] = event.holdExpiresAtMs();
            createdAtMs[i] = event.atMs();
            endedAtMs[i] = change.endedAtMs;
            archived[i] = change.archived;
            slotCount += event.slots().length;
            i++;
        }
        Tuple row = Tuple.tuple().addString(owner.region());
        row.addArrayOfLong(ids).addArrayOfString(members).addArrayOfLong(keyHi).addArrayOfLong(keyLo);
        row.addArrayOfInteger(states).addArrayOfString(slots).addArrayOfInteger(parties);
        row.addArrayOfLong(holdExpiresAtMs).addArrayOfLong(createdAtMs).addArrayOfLong(endedAtMs);
        return row.addArrayOfBoolean(archived).addLong(slotCount);
    }

    private static int stateAfter(ReservationChange change) {
        ReservationState state = change.state;
        if (state == null) throw new IllegalStateException("reservation " + change.id + " does not change");
        return state.code();
    }

    /** An array in an array's cell: unnest would flatten the two. */
    private static String arrayLiteral(long[] slots) {
        var literal = new StringBuilder(24 * slots.length).append('{');
        for (int i = 0; i < slots.length; i++) {
            if (i > 0) literal.append(',');
            literal.append(slots[i]);
        }
        return literal.append('}').toString();
    }
}
