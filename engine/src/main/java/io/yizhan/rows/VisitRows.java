package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.VisitsRecorded;
import io.yizhan.core.Visit;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Visits, which a batch writes anew for each reservation of which somebody has come or gone: there are two or three, and a late one moves others. */
final class VisitRows implements RowPart {
    private static final String DELETE =
            "delete from visit v where v.region = $1::text and v.reservation_id = any ($2::bigint[])";

    private static final String INSERT = """
            insert into visit (region, reservation_id, no, entered_ms, entry_gate, entry_reported, left_ms, exit_gate, exit_reported,
              how, conflict, companion)
            select $1::text, reservation_id, no, nullif(entered_ms, 0), nullif(entry_gate, ''), entry_reported, nullif(left_ms, 0),
              nullif(exit_gate, ''), exit_reported, how, nullif(conflict, 'NONE'), companion
            from unnest($2::bigint[], $3::int[], $4::bigint[], $5::text[], $6::boolean[], $7::bigint[], $8::text[], $9::boolean[],
                $10::text[], $11::text[], $12::int[])
              as v (reservation_id, no, entered_ms, entry_gate, entry_reported, left_ms, exit_gate, exit_reported, how, conflict, companion)
            """;

    private static final String LOAD = """
            select v.reservation_id, coalesce(v.entered_ms, 0), coalesce(v.entry_gate, ''), v.entry_reported, coalesce(v.left_ms, 0),
              coalesce(v.exit_gate, ''), v.exit_reported, v.how, coalesce(v.conflict, 'NONE'),
              v.companion
            from visit v join reservation r on r.region = v.region and r.id = v.reservation_id and not r.archived
            where v.region = ? order by v.reservation_id, v.no
            """;

    private static final String TOO_MANY = """
            select v.reservation_id, count(*), r.party
            from visit v join reservation r on r.region = v.region and r.id = v.reservation_id
            where v.region = ? and v.how = 'INSIDE' group by v.reservation_id, v.companion, r.party
              having count(*) > case v.companion when 0 then r.party else 1 end
            order by v.reservation_id
            """;

    private static final String NOBODYS = """
            select v.reservation_id, count(*) from visit v
            where v.region = ? and not exists (select from reservation r where r.region = v.region and r.id = v.reservation_id)
            group by v.reservation_id order by v.reservation_id
            """;

    private static final RowInvariant OF_RESERVATIONS = new RowInvariant(
            "visits",
            "every visit is by a reservation, and by no pass are more inside than it lets in",
            List.of(
                    new Breach(
                            TOO_MANY,
                            row -> "by reservation " + row.getLong(1) + " there are " + row.getLong(2)
                                    + " inside, it is for " + row.getInt(3)),
                    new Breach(
                            NOBODYS,
                            row -> row.getLong(2) + " visits are by reservation " + row.getLong(1)
                                    + ", which is missing")));

    /** How those of a reservation stand after the batch, by its id. */
    final Map<Long, Visit[]> visits = new LinkedHashMap<>();

    int take(VisitsRecorded event) {
        Visit[] former = visits.put(event.reservationId(), event.visits());
        return event.visits().length - (former == null ? 0 : former.length);
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(DELETE, this::deleted), new RowStatement(INSERT, this::inserted));
    }

    private @Nullable Tuple deleted(Owner owner) {
        if (visits.isEmpty()) return null;
        return Tuple.of(owner.region()).addArrayOfLong(visits.keySet().toArray(Long[]::new));
    }

    private @Nullable Tuple inserted(Owner owner) {
        Columns columns = new Columns(
                visits.values().stream().mapToInt(each -> each.length).sum());
        visits.forEach(columns::add);
        return columns.ids.length == 0 ? null : columns.of(owner);
    }

    private static final class Columns {
        final Long[] ids;
        private final Integer[] nos;
        private final Long[] enteredMs;
        private final String[] entryGates;
        private final Boolean[] entryReported;
        private final Long[] leftMs;
        private final String[] exitGates;
        private final Boolean[] exitReported;
        private final String[] endings;
        private final String[] oddities;
        private final Integer[] companions;
        private int row;

        Columns(int count) {
            ids = new Long[count];
            nos = new Integer[count];
            enteredMs = new Long[count];
            entryGates = new String[count];
            entryReported = new Boolean[count];
            leftMs = new Long[count];
            exitGates = new String[count];
            exitReported = new Boolean[count];
            endings = new String[count];
            oddities = new String[count];
            companions = new Integer[count];
        }

        void add(Long reservationId, Visit[] visits) {
            for (int no = 0; no < visits.length; no++, row++) {
                Visit visit = visits[no];
                ids[row] = reservationId;
                nos[row] = no;
                enteredMs[row] = visit.enteredAtMs();
                entryGates[row] = AuditEntry.storable(visit.entryGate());
                entryReported[row] = visit.entryReported();
                leftMs[row] = visit.leftAtMs();
                exitGates[row] = AuditEntry.storable(visit.exitGate());
                exitReported[row] = visit.exitReported();
                endings[row] = visit.ending().name();
                oddities[row] = visit.oddity().name();
                companions[row] = visit.companion();
            }
        }

        Tuple of(Owner owner) {
            return Tuple.of(owner.region(), ids, nos, enteredMs)
                    .addArrayOfString(entryGates)
                    .addArrayOfBoolean(entryReported)
                    .addArrayOfLong(leftMs)
                    .addArrayOfString(exitGates)
                    .addArrayOfBoolean(exitReported)
                    .addArrayOfString(endings)
                    .addArrayOfString(oddities)
                    .addArrayOfInteger(companions);
        }
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        OfOneReservation of = new OfOneReservation(books);
        rows.each(LOAD, of::take);
        of.end();
    }

    /** Gathers the rows of one reservation, which follow each other. */
    private static final class OfOneReservation {
        private final Books books;
        private final List<Visit> gathered = new ArrayList<>();
        private long id;

        OfOneReservation(Books books) {
            this.books = books;
        }

        void take(ResultSet row) throws SQLException {
            if (row.getLong(1) != id) end();
            id = row.getLong(1);
            gathered.add(new Visit(
                    row.getLong(2),
                    row.getString(3).intern(),
                    row.getBoolean(4),
                    row.getLong(5),
                    row.getString(6).intern(),
                    row.getBoolean(7),
                    Visit.Ending.valueOf(row.getString(8)),
                    Visit.Oddity.valueOf(row.getString(9)),
                    row.getInt(10)));
        }

        void end() {
            if (!gathered.isEmpty()) books.visits(id, gathered.toArray(Visit[]::new));
            gathered.clear();
        }
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(OF_RESERVATIONS);
    }
}
