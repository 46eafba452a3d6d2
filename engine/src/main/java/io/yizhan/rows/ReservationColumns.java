package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a reservation has: as new ones are written, and as the books get it back.
 *
 * <p>New reservations go as columns: each slot once, with what it gives away to them; all that they ask for, one after the other; and of
 * each reservation where its slots are in there.
 */
final class ReservationColumns {
    /**
     * Each slot is looked up once, by the count that it gets; what reservations need of it, they take from there by position. Records of
     * before reservations kept their terms have none: then the venue's are looked up, as they were at that event.
     */
    static final String PLACE = """
            with counted as (
              update slot t set taken = t.taken + case when x.exclusive then d.reservations else d.places end,
                changed_seq = greatest(t.changed_seq, d.seq)
              from unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::boolean[], $29::bigint[]) with ordinality
                  as d (venue_no, start_min, places, reservations, exclusive, seq, position)
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
                ended_at_ms, archived, slots, by_host, wait_ends_at_ms, check_in_by_ms, recurring, entry, lost, station_no, cancel_closes_min, ends_min, exclusive_slots)
              select $1::text, p.id, p.member, p.key_hi, p.key_lo, p.state, p.party, p.hold_expires_at_ms, p.created_at_ms,
                p.ended_at_ms, p.archived, ($7::bigint[])[p.first : p.last], p.by_host, p.wait_ends_at_ms,
                nullif(p.check_in_by_ms, 0), p.recurring, p.entry, p.lost,
                coalesce(p.station_no, venue_station_no($1::text, ($7::bigint[])[p.first])),
                coalesce(p.cancel_closes_min, venues_cancel_closes_min($1::text, ($7::bigint[])[p.first : p.last])),
                case when p.first = p.last then ((select ends_min from found))[($8::int[])[p.first]]
                  else (select max(((select ends_min from found))[($8::int[])[i]]) from generate_series(p.first, p.last) as i) end,
                case when p.first = p.last then ((select exclusive from found))[($8::int[])[p.first]]::int
                  else (
                    select sum(((select exclusive from found))[($8::int[])[i]]::int << (i - p.first))
                    from generate_series(p.first, p.last) as i) end
              from unnest($9::bigint[], $10::text[], $11::bigint[], $12::bigint[], $13::int[], $14::int[], $15::bigint[],
                  $16::bigint[], $17::bigint[], $18::boolean[], $19::int[], $20::int[], $21::int[], $22::int[], $23::boolean[],
                  $24::bigint[], $25::bigint[], $26::boolean[], $27::int[], $28::boolean[])
                as p (id, member, key_hi, key_lo, state, party, hold_expires_at_ms, created_at_ms, ended_at_ms, archived, first, last,
                  station_no, cancel_closes_min, by_host, wait_ends_at_ms, check_in_by_ms, recurring, entry, lost))
            select expect_rows('slots to reserve', cardinality($2::int[]), (select slots from found))
            """;

    /** Slots stay among the rows when they have left the books, so it is known how long each one was. */
    static final String LOAD = """
            select id, member, key_hi, key_lo, state, slots, party, hold_expires_at_ms, exclusive_slots, station_no,
              cancel_closes_min, created_at_ms,
              case when cardinality(slots) = 1 then array[ends_min] else (
                select array_agg(coalesce(s.end_min, r.ends_min) order by k.position)
                from unnest(r.slots) with ordinality as k (slot, position)
                  left join slot s on s.region = r.region and s.venue_no = (k.slot >> 32)::int
                    and s.start_min = (k.slot & 4294967295)::int) end,
              ended_at_ms, coalesce(closure_no, 0), by_host, wait_ends_at_ms, coalesce(taken_for, ''),
              coalesce(check_in_by_ms, 0), coalesce(checked_in_at_ms, 0), coalesce(strike, 0), recurring, entry, lost
            from reservation r where region = ? and not archived order by id
            """;

    private final Map<Long, Integer> positions = new HashMap<>();
    private final Integer[] venueNos;
    private final Integer[] startMin;
    private final Integer[] places;
    private final Integer[] reservations;
    /** By which event each slot has changed last. */
    private final Long[] seqs;
    /** How the slot is shared; null where that was not kept, and the venue knows. */
    private final @Nullable Boolean[] exclusive;

    private ReservationColumns(int asked) {
        venueNos = new Integer[asked];
        startMin = new Integer[asked];
        places = new Integer[asked];
        reservations = new Integer[asked];
        seqs = new Long[asked];
        exclusive = new @Nullable Boolean[asked];
    }

    /**
     * The arguments of {@link #PLACE}.
     *
     * @param count how many of the changes place a reservation
     */
    static Tuple of(Owner owner, Collection<ReservationChange> changes, int count) {
        int asked = 0;
        for (ReservationChange change : changes) if (change.placed != null) asked += change.placed.slots().length;
        return new ReservationColumns(asked).tuple(owner, changes, count, asked);
    }

    private Tuple tuple(Owner owner, Collection<ReservationChange> changes, int count, int asked) {
        var ids = new Long[count];
        var members = new String[count];
        var keyHi = new Long[count];
        var keyLo = new Long[count];
        var states = new Integer[count];
        var parties = new Integer[count];
        var holdExpiresAtMs = new Long[count];
        var createdAtMs = new Long[count];
        var endedAtMs = new Long[count];
        var archived = new Boolean[count];
        var first = new Integer[count];
        var last = new Integer[count];
        var stationNos = new @Nullable Integer[count];
        var cancelClosesMin = new @Nullable Integer[count];
        var byHost = new Boolean[count];
        var waitEndsAtMs = new Long[count];
        var checkInByMs = new Long[count];
        var recurring = new Boolean[count];
        var entries = new Integer[count];
        var lost = new Boolean[count];
        var slots = new Long[asked];
        var positionsOfSlots = new Integer[asked];
        int i = 0;
        int slot = 0;
        for (ReservationChange change : changes) {
            ReservationPlaced event = change.placed;
            if (event == null) continue;
            ids[i] = change.id;
            members[i] = AuditEntry.storable(event.member());
            keyHi[i] = event.keyHi();
            keyLo[i] = event.keyLo();
            states[i] = change.stateCode();
            parties[i] = event.party();
            holdExpiresAtMs[i] = event.holdExpiresAtMs();
            createdAtMs[i] = event.atMs();
            endedAtMs[i] = change.endedAtMs;
            archived[i] = change.archived;
            byHost[i] = event.byHost();
            waitEndsAtMs[i] = change.waitEndsAtMs;
            checkInByMs[i] = change.checkInByMs;
            recurring[i] = event.recurring();
            entries[i] = change.entry.code();
            lost[i] = change.lost != null && change.lost;
            if (event.hasTerms()) {
                stationNos[i] = event.stationNo();
                cancelClosesMin[i] = event.cancelClosesMin();
            }
            first[i] = slot + 1;
            for (int s = 0; s < event.slots().length; s++) {
                slots[slot] = event.slots()[s];
                positionsOfSlots[slot++] = 1 + take(change, event, s);
            }
            last[i++] = slot;
        }
        int distinct = positions.size();
        Tuple row = Tuple.tuple().addString(owner.region());
        for (Integer[] column : new Integer[][] {venueNos, startMin, places, reservations})
            row.addArrayOfInteger(Arrays.copyOf(column, distinct));
        row.addArrayOfBoolean(Arrays.copyOf(exclusive, distinct));
        row.addArrayOfLong(slots).addArrayOfInteger(positionsOfSlots);
        row.addArrayOfLong(ids).addArrayOfString(members).addArrayOfLong(keyHi).addArrayOfLong(keyLo);
        row.addArrayOfInteger(states).addArrayOfInteger(parties);
        row.addArrayOfLong(holdExpiresAtMs).addArrayOfLong(createdAtMs).addArrayOfLong(endedAtMs);
        row.addArrayOfBoolean(archived).addArrayOfInteger(first).addArrayOfInteger(last);
        return row.addArrayOfInteger(stationNos)
                .addArrayOfInteger(cancelClosesMin)
                .addArrayOfBoolean(byHost)
                .addArrayOfLong(waitEndsAtMs)
                .addArrayOfLong(checkInByMs)
                .addArrayOfBoolean(recurring)
                .addArrayOfInteger(entries)
                .addArrayOfBoolean(lost)
                .addArrayOfLong(Arrays.copyOf(seqs, distinct));
    }

    /**
     * Counts a reservation to its slot {@code s}, whose position it gives. One that waits, or has ended already, takes no place, but its slot
     * must be there.
     */
    private int take(ReservationChange change, ReservationPlaced event, int s) {
        long key = event.slots()[s];
        Integer known = positions.get(key);
        int position = known == null ? positions.size() : known;
        if (known == null) {
            positions.put(key, position);
            venueNos[position] = SlotKey.venueNo(key);
            startMin[position] = SlotKey.startMin(key);
            places[position] = 0;
            reservations[position] = 0;
            seqs[position] = 0L;
        }
        seqs[position] = Math.max(seqs[position], change.seq);
        if (event.hasTerms()) exclusive[position] = (event.exclusiveSlots() >> s & 1) != 0;
        if (takesPlaces(change)) {
            places[position] += event.party();
            reservations[position]++;
        }
        return position;
    }

    private static boolean takesPlaces(ReservationChange change) {
        return change.state != null && change.state.active();
    }

    /** A row of {@link #LOAD}. */
    static StoredReservation read(ResultSet row, LocalDays days) throws SQLException {
        long[] slots = RowReader.longs(row, 6);
        return new StoredReservation(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                ReservationState.of(row.getInt(5)),
                slots,
                row.getInt(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getBoolean(16),
                Arrays.stream(slots).mapToInt(SlotKey::startMin).map(days::of).toArray(),
                row.getLong(12),
                RowReader.ints(row, 13),
                row.getLong(14),
                row.getLong(17),
                row.getInt(15),
                row.getString(18),
                row.getLong(19),
                row.getLong(20),
                row.getInt(21) == StrikeRows.COUNTS,
                row.getBoolean(22),
                StoredReservation.Entry.of(row.getInt(23)),
                row.getBoolean(24));
    }
}
