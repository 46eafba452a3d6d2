package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.CheckedIn;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.NoShow;
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
    private long seq;

    /** The next event that is taken has this number. */
    ReservationRows at(long seq) {
        this.seq = seq;
        return this;
    }

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

    int take(DrawEntered event) {
        change(event.reservationId()).enter(event);
        return 0;
    }

    int take(DrawDecided event) {
        int before = changes.size();
        change(event.reservationId()).decide(event);
        return changes.size() - before + 1;
    }

    int take(ReservationConfirmed event) {
        int before = changes.size();
        change(event.reservationId()).confirm(event);
        return changes.size() - before;
    }

    int take(CheckedIn event) {
        int before = changes.size();
        change(event.reservationId()).checkIn(event);
        return changes.size() - before;
    }

    int take(NoShow event) {
        return end(event.reservationId(), ReservationState.NO_SHOW, event.atMs());
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
        ReservationChange change = changes.computeIfAbsent(id, ReservationChange::new);
        change.seq = seq;
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
                new RowStatement(ReservationSql.CONFIRM, this::confirmed),
                new RowStatement(ReservationSql.END, this::ended),
                new RowStatement(ReservationSql.OFFER, this::offered),
                new RowStatement(ReservationSql.WAIT, this::waiting),
                new RowStatement(ReservationSql.LOSE, this::lost),
                new RowStatement(ReservationSql.PASSED, this::passed),
                new RowStatement(
                        ReservationColumns.PLACE,
                        owner -> placed == 0 ? null : ReservationColumns.of(owner, changes.values(), placed)),
                new RowStatement(ReservationSql.ARRIVED, this::arrived),
                new RowStatement(ReservationSql.CLOSED, this::closed),
                new RowStatement(ReservationSql.TAKEN, this::taken),
                new RowStatement(ReservationSql.ARCHIVE, this::archived));
    }

    private List<ReservationChange> those(Predicate<ReservationChange> wanted) {
        var found = new ArrayList<ReservationChange>();
        for (ReservationChange change : changes.values()) if (wanted.test(change)) found.add(change);
        return found;
    }

    private @Nullable Tuple confirmed(Owner owner) {
        return at(
                owner,
                change -> change.placed == null && !change.offered && change.state == ReservationState.CONFIRMED,
                change -> change.checkInByMs);
    }

    private @Nullable Tuple arrived(Owner owner) {
        return at(owner, change -> change.checkedInAtMs != 0, change -> change.checkedInAtMs);
    }

    /** With a time of each. */
    private @Nullable Tuple at(
            Owner owner, Predicate<ReservationChange> wanted, ToLongFunction<ReservationChange> atMs) {
        List<ReservationChange> those = those(wanted);
        if (those.isEmpty()) return null;
        return Tuple.of(owner.region(), ids(those), longs(those, atMs), (long) those.size());
    }

    private @Nullable Tuple archived(Owner owner) {
        List<ReservationChange> those = those(change -> change.placed == null && change.archived);
        return those.isEmpty() ? null : Tuple.of(owner.region(), ids(those), (long) those.size());
    }

    private @Nullable Tuple ended(Owner owner) {
        List<ReservationChange> those = those(change -> change.placed == null && change.endedAtMs != 0);
        if (those.isEmpty()) return null;
        Long[] endedAtMs = longs(those, change -> change.endedAtMs);
        return Tuple.of(owner.region(), ids(those), states(those), endedAtMs, seqs(those), (long) those.size());
    }

    private @Nullable Tuple offered(Owner owner) {
        List<ReservationChange> those =
                those(change -> change.placed == null && change.offered && change.endedAtMs == 0);
        if (those.isEmpty()) return null;
        Long[] expiresAtMs = longs(those, change -> change.waitEndsAtMs);
        Long[] checkInByMs = longs(those, change -> change.checkInByMs);
        return Tuple.of(owner.region(), ids(those), states(those), expiresAtMs, checkInByMs, seqs(those))
                .addLong((long) those.size());
    }

    private @Nullable Tuple waiting(Owner owner) {
        return at(
                owner,
                change -> change.placed == null && change.waitsAfterDraw && change.state == ReservationState.WAITLISTED,
                change -> change.waitEndsAtMs);
    }

    private @Nullable Tuple lost(Owner owner) {
        List<ReservationChange> those = those(change -> change.placed == null && change.lost != null);
        if (those.isEmpty()) return null;
        Boolean[] lost = those.stream().map(change -> change.lost).toArray(Boolean[]::new);
        return Tuple.of(owner.region(), ids(those), lost);
    }

    private @Nullable Tuple passed(Owner owner) {
        List<ReservationChange> those = those(ReservationChange::hadAPlaceAndLeftIt);
        if (those.isEmpty()) return null;
        Long[] checkInByMs = longs(those, change -> change.checkInByMs);
        Long[] waitEndsAtMs = longs(those, change -> change.waitEndsAtMs);
        return Tuple.of(owner.region(), ids(those), checkInByMs, waitEndsAtMs, (long) those.size());
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
        return longs(changes, change -> change.id);
    }

    private static Long[] seqs(List<ReservationChange> changes) {
        return longs(changes, change -> change.seq);
    }

    private static Long[] longs(List<ReservationChange> changes, ToLongFunction<ReservationChange> of) {
        return changes.stream().map(of::applyAsLong).toArray(Long[]::new);
    }

    private static Integer[] states(List<ReservationChange> changes) {
        return changes.stream().map(ReservationChange::stateCode).toArray(Integer[]::new);
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
