package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.PlaceOffered;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.ReservationState;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reservations and the places that they take: one that was placed and cancelled in a batch is one row. What they are made of is in
 * {@link ReservationColumns}.
 *
 * <p>Ends are written before new ones, so that a place set free and given away in the same batch is not counted twice.
 */
final class ReservationRows implements RowPart {
    private static final String CONFIRM = """
            with confirmed as (
              update reservation set state = 1
              where region = $1::text and id = any ($2::bigint[]) and (state = 0 or state = 8) returning 1)
            select expect_rows('holds to confirm', $3::bigint, (select count(*) from confirmed))
            """;

    /** {@code offset 0} keeps the look-up by key inside, whatever the statistics were when the plan was made. */
    private static final String END = """
            with ended as (
              update reservation r set state = e.state, ended_at_ms = e.at_ms
              from unnest($2::bigint[], $3::int[], $4::bigint[]) as e (id, state, at_ms)
                cross join lateral (
                  select ctid as place, state as former from reservation
                  where region = $1::text and id = e.id and (state <= 2 or state >= 7) offset 0) as f
              where r.ctid = f.place
              returning r.id, r.slots, r.party, r.exclusive_slots, f.former),
            freed as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                sum(case when x.exclusive then 1 else ended.party end)::int as places
              from ended cross join unnest(ended.slots) with ordinality as k (slot, position)
                cross join lateral (select (ended.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) as x
              where ended.former <> 7
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
            """;

    /** Who has waited takes places from here on. */
    private static final String OFFER = """
            with offered as (
              update reservation r set state = o.state,
                wait_ends_at_ms = case when o.expires_at_ms = 0 then r.wait_ends_at_ms else o.expires_at_ms end
              from unnest($2::bigint[], $3::int[], $4::bigint[]) as o (id, state, expires_at_ms)
                cross join lateral (
                  select ctid as place from reservation where region = $1::text and id = o.id and state = 7 offset 0) as f
              where r.ctid = f.place
              returning r.id, r.slots, r.party, r.exclusive_slots),
            taken as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                sum(case when x.exclusive then 1 else offered.party end)::int as places
              from offered cross join unnest(offered.slots) with ordinality as k (slot, position)
                cross join lateral (select (offered.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) as x
              group by 1, 2),
            counted as (
              update slot t set taken = t.taken + n.places
              from taken n cross join lateral (
                select ctid as place from slot
                where region = $1::text and venue_no = n.venue_no and start_min = n.start_min offset 0) as s
              where t.ctid = s.place
              returning 1)
            select expect_rows('waiting reservations to offer a place to', $5::bigint, (select count(*) from offered)),
              expect_rows('slots to take', (select count(*) from taken), (select count(*) from counted))
            """;

    private static final String CLOSED = """
            with closed as (
              update reservation r set closure_no = c.no
              from unnest($2::bigint[], $3::int[]) as c (id, no) where r.region = $1::text and r.id = c.id
              returning 1)
            select expect_rows('reservations of closures', $4::bigint, (select count(*) from closed))
            """;

    private static final String TAKEN = """
            with taken as (
              update reservation r set taken_for = t.reason
              from unnest($2::bigint[], $3::text[]) as t (id, reason) where r.region = $1::text and r.id = t.id
              returning 1)
            select expect_rows('reservations whose place was taken', $4::bigint, (select count(*) from taken))
            """;

    private static final String ARCHIVE = """
            with archived as (
              update reservation set archived = true
              where region = $1::text and id = any ($2::bigint[]) and not archived returning 1)
            select expect_rows('reservations to archive', $3::bigint, (select count(*) from archived))
            """;

    private static final String SLOT_SUMS = """
            select s.venue_no, s.start_min, s.taken, coalesce(l.places, 0) as places
            from slot s left join (
              select venue_no, start_min, sum(places) as places
              from reservation_slot where region = ? and live group by venue_no, start_min) l
              on l.venue_no = s.venue_no and l.start_min = s.start_min
            where s.region = ? and s.taken <> coalesce(l.places, 0)
            """;

    private static final String SLOTLESS = """
            select l.venue_no, l.start_min, count(*) from reservation_slot l
            where l.region = ? and not exists (
              select from slot s where s.region = l.region and s.venue_no = l.venue_no and s.start_min = l.start_min)
            group by l.venue_no, l.start_min
            """;

    private static final RowInvariant TAKEN_BY_RESERVATIONS = new RowInvariant(
            "slots and their reservations",
            "every slot is taken by its reservations",
            List.of(
                    new Breach(
                            SLOT_SUMS,
                            row -> "slot of venue " + row.getInt(1) + " at minute " + row.getInt(2) + " says "
                                    + row.getInt(3) + " taken, its reservations take " + row.getLong(4)),
                    new Breach(
                            SLOTLESS,
                            row -> row.getLong(3) + " reservations are of a slot that is missing: venue "
                                    + row.getInt(1) + " at minute " + row.getInt(2))));

    final Map<Long, ReservationChange> changes = new LinkedHashMap<>();
    private int placed;
    private long idEnd;

    int take(ReservationPlaced event) {
        int before = changes.size();
        change(event.reservationId()).place(event);
        placed++;
        idEnd = Math.max(idEnd, event.reservationId() + 1);
        return changes.size() - before + event.slots().length;
    }

    int take(PlaceOffered event) {
        int before = changes.size();
        change(event.reservationId()).offer(event);
        return changes.size() - before + 1;
    }

    int take(ReservationConfirmed event) {
        int before = changes.size();
        change(event.reservationId()).confirm();
        return changes.size() - before;
    }

    int take(ReservationCancelled event) {
        int rows = end(event.reservationId(), ReservationState.CANCELLED, event.atMs());
        change(event.reservationId()).closureNo = event.closureNo();
        change(event.reservationId()).takenFor = event.reason();
        return rows;
    }

    int take(HoldExpired event) {
        return end(event.reservationId(), ReservationState.EXPIRED, event.atMs());
    }

    int take(ReservationCompleted event) {
        return end(event.reservationId(), ReservationState.COMPLETED, event.atMs());
    }

    private int end(long id, ReservationState ended, long atMs) {
        int before = changes.size();
        change(id).end(ended, atMs);
        return changes.size() - before;
    }

    int take(ReservationArchived event) {
        int before = changes.size();
        change(event.reservationId()).archive();
        return changes.size() - before;
    }

    private ReservationChange change(long id) {
        ReservationChange change = changes.get(id);
        if (change != null) return change;
        change = new ReservationChange(id);
        changes.put(id, change);
        return change;
    }

    /** How many were placed, ended ones included. */
    int placed() {
        return placed;
    }

    /** Above the ids of those that were placed; 0 where none were. */
    long idEnd() {
        return idEnd;
    }

    /** Records of before reservations kept their terms take the venues', as they were then. */
    @Override
    public boolean closedTo(Event event) {
        return event instanceof VenueDefined && !changes.isEmpty();
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(
                        CONFIRM,
                        owner -> ids(
                                owner,
                                change -> change.placed == null
                                        && !change.offered
                                        && change.state == ReservationState.CONFIRMED)),
                new RowStatement(END, this::ended),
                new RowStatement(OFFER, this::offered),
                new RowStatement(
                        ReservationColumns.PLACE,
                        owner -> placed == 0 ? null : ReservationColumns.of(owner, changes.values(), placed)),
                new RowStatement(CLOSED, this::closed),
                new RowStatement(TAKEN, this::taken),
                new RowStatement(ARCHIVE, owner -> ids(owner, change -> change.placed == null && change.archived)));
    }

    private List<ReservationChange> those(Predicate<ReservationChange> wanted) {
        var found = new ArrayList<ReservationChange>();
        for (ReservationChange change : changes.values()) if (wanted.test(change)) found.add(change);
        return found;
    }

    private @Nullable Tuple ids(Owner owner, Predicate<ReservationChange> wanted) {
        List<ReservationChange> those = those(wanted);
        if (those.isEmpty()) return null;
        return Tuple.of(owner.region(), ids(those), (long) those.size());
    }

    private @Nullable Tuple ended(Owner owner) {
        return moved(owner, change -> change.placed == null && change.endedAtMs != 0, change -> change.endedAtMs);
    }

    private @Nullable Tuple offered(Owner owner) {
        return moved(
                owner,
                change -> change.placed == null && change.offered && change.endedAtMs == 0,
                change -> change.waitEndsAtMs);
    }

    /** Into another state, with the time that goes with it. */
    private @Nullable Tuple moved(
            Owner owner, Predicate<ReservationChange> wanted, ToLongFunction<ReservationChange> atMs) {
        List<ReservationChange> those = those(wanted);
        if (those.isEmpty()) return null;
        Integer[] states = those.stream().map(ReservationChange::stateCode).toArray(Integer[]::new);
        Long[] times = those.stream().map(atMs::applyAsLong).toArray(Long[]::new);
        return Tuple.of(owner.region(), ids(those), states, times, (long) those.size());
    }

    private @Nullable Tuple closed(Owner owner) {
        List<ReservationChange> those = those(change -> change.closureNo != 0);
        if (those.isEmpty()) return null;
        Integer[] closureNos = those.stream().map(change -> change.closureNo).toArray(Integer[]::new);
        return Tuple.of(owner.region(), ids(those), closureNos, (long) those.size());
    }

    private @Nullable Tuple taken(Owner owner) {
        List<ReservationChange> those = those(change -> !change.takenFor.isEmpty());
        if (those.isEmpty()) return null;
        String[] reasons = those.stream()
                .map(change -> AuditEntry.storable(change.takenFor))
                .toArray(String[]::new);
        return Tuple.of(owner.region(), ids(those), reasons, (long) those.size());
    }

    private static Long[] ids(List<ReservationChange> changes) {
        return changes.stream().map(change -> change.id).toArray(Long[]::new);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(ReservationColumns.LOAD, row -> books.reservation(ReservationColumns.read(row, days)));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(TAKEN_BY_RESERVATIONS);
    }
}
