package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Closure;
import io.yizhan.core.Event.ClosureBegan;
import io.yizhan.core.Event.ClosureCarriedOut;
import io.yizhan.core.Event.ClosureLifted;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.VenueClosed;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Closures: a row each, with its venues in an array. Which reservations one has cancelled, {@link ReservationRows} says. */
final class ClosureRows implements RowPart {
    private static final String BEGIN = """
            insert into closure (region, no, venues, from_min, to_min, cancels, reason, state, began_at_ms, machine)
            select $1::text, no, venues::int[], from_min, to_min, cancels, reason, state, began_at_ms, nullif(machine, '')
            from unnest(
              $2::int[], $3::text[], $4::int[], $5::int[], $6::boolean[], $7::text[], $8::int[], $9::bigint[], $10::text[])
              as c (no, venues, from_min, to_min, cancels, reason, state, began_at_ms, machine)
            """;

    private static final String CHANGE = """
            with changed as (
              update closure c set state = n.state
              from unnest($2::int[], $3::int[]) as n (no, state)
              where c.region = $1::text and c.no = n.no and c.state <= 1
              returning 1)
            select expect_rows('closures in force', $4::bigint, (select count(*) from changed))
            """;

    private static final String RETIRE =
            "update closure set state = 3 where region = $1::text and state = 1 and to_min < $2::int";

    /** Those in force, and those that reservations in the books refer to. */
    private static final String LOAD = """
            with referring as (
              select closure_no, count(*) as reservations from reservation
              where region = ? and closure_no is not null and not archived group by closure_no)
            select c.no, c.venues, c.from_min, c.to_min, c.cancels, c.reason, c.state, coalesce(r.reservations, 0),
              coalesce(c.machine, '')
            from closure c left join referring r on r.closure_no = c.no
            where c.region = ? and (c.state <= 1 or r.reservations > 0) order by c.no
            """;

    private static final String NEXT_NO = "select coalesce(max(no), 0) + 1 from closure where region = ?";

    private static final String DANGLING = """
            select r.id, r.closure_no from reservation r
            where r.region = ? and r.closure_no is not null
              and not exists (select from closure c where c.region = r.region and c.no = r.closure_no) order by r.id
            """;

    private static final RowInvariant REASONS = new RowInvariant(
            "closures",
            "whatever a closure cancelled names one that there is",
            List.of(new Breach(
                    DANGLING,
                    row -> "reservation " + row.getLong(1) + " was cancelled by closure " + row.getInt(2)
                            + ", which is missing")));

    /** What a batch comes to for one closure. */
    static final class Change {
        /** Null where it began before this batch. */
        final @Nullable ClosureBegan began;

        final List<Integer> venues = new ArrayList<>();
        Closure.State state;

        private Change(@Nullable ClosureBegan began, Closure.State state) {
            this.began = began;
            this.state = state;
        }
    }

    final Map<Integer, Change> changes = new LinkedHashMap<>();
    private int retiredBeforeMin;

    int take(ClosureBegan event) {
        Closure.State state = event.cancels() ? Closure.State.CANCELLING : Closure.State.CLOSED;
        if (changes.put(event.closureNo(), new Change(event, state)) != null)
            throw new IllegalStateException("closure " + event.closureNo() + " begins twice");
        return 1;
    }

    /** Of the same command as the beginning, and so in the same batch. */
    int take(VenueClosed event) {
        Change change = changes.get(event.closureNo());
        if (change == null || change.began == null)
            throw new IllegalStateException("closure " + event.closureNo() + " has a venue before it begins");
        change.venues.add(event.venueNo());
        return 0;
    }

    int take(ClosureCarriedOut event) {
        return change(event.closureNo(), Closure.State.CLOSED);
    }

    int take(ClosureLifted event) {
        return change(event.closureNo(), Closure.State.LIFTED);
    }

    int take(SlotsRetired event) {
        retiredBeforeMin = event.endedBeforeMin();
        return 0;
    }

    private int change(int no, Closure.State state) {
        Change former = changes.get(no);
        if (former != null) former.state = state;
        else changes.put(no, new Change(null, state));
        return former == null ? 1 : 0;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(BEGIN, this::begun), new RowStatement(CHANGE, this::changed));
    }

    /** As its slots. */
    @Override
    public List<RowStatement> lastStatements() {
        return List.of(new RowStatement(
                RETIRE, owner -> retiredBeforeMin == 0 ? null : Tuple.of(owner.region(), retiredBeforeMin)));
    }

    private @Nullable Tuple begun(Owner owner) {
        List<Change> begun =
                changes.values().stream().filter(it -> it.began != null).toList();
        if (begun.isEmpty()) return null;
        int count = begun.size();
        var nos = new Integer[count];
        var venues = new String[count];
        var fromMin = new Integer[count];
        var toMin = new Integer[count];
        var cancels = new Boolean[count];
        var reasons = new String[count];
        var states = new Integer[count];
        var beganAtMs = new Long[count];
        var machines = new String[count];
        for (int i = 0; i < count; i++) {
            Change change = begun.get(i);
            ClosureBegan began = change.began;
            if (began == null) continue;
            nos[i] = began.closureNo();
            venues[i] = change.venues.toString().replace('[', '{').replace(']', '}');
            fromMin[i] = began.fromMin();
            toMin[i] = began.toMin();
            cancels[i] = began.cancels();
            reasons[i] = AuditEntry.storable(began.reason());
            states[i] = change.state.code();
            beganAtMs[i] = began.atMs();
            machines[i] = AuditEntry.storable(began.machine());
        }
        return Tuple.of(owner.region(), nos, venues, fromMin, toMin)
                .addArrayOfBoolean(cancels)
                .addArrayOfString(reasons)
                .addArrayOfInteger(states)
                .addArrayOfLong(beganAtMs)
                .addArrayOfString(machines);
    }

    private @Nullable Tuple changed(Owner owner) {
        List<Integer> nos = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        changes.forEach((no, change) -> {
            if (change.began != null) return;
            nos.add(no);
            states.add(change.state.code());
        });
        if (nos.isEmpty()) return null;
        return Tuple.of(owner.region(), nos.toArray(Integer[]::new), states.toArray(Integer[]::new), (long) nos.size());
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> {
            Integer[] venues = (Integer[]) row.getArray(2).getArray();
            books.closure(new Closure(
                    row.getInt(1),
                    Arrays.stream(venues).mapToInt(Integer::intValue).toArray(),
                    row.getInt(3),
                    row.getInt(4),
                    row.getBoolean(5),
                    row.getString(6),
                    Closure.State.of(row.getInt(7)),
                    row.getInt(8),
                    row.getString(9)));
        });
        rows.each(NEXT_NO, row -> books.closureNumbersFrom(row.getInt(1)));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(REASONS);
    }
}
