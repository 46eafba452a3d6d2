package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.gate.NumberRanges;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gate events, and what is known of each gate's boots. {@link GateEventSearch} finds events again. */
final class GateRows implements RowPart {
    /**
     * What came of each, and what was given up, joins what is known of it: a range for each stretch, so that a gap costs the same however
     * wide it is. One that was forgotten begins anew: what it sends again is new to the books, too.
     */
    private static final String HEAR_BOOTS = """
            insert into gate_boot as b (region, gate, boot, station_no, last_heard_ms, known)
            select $1::text, gate, boot, station_no, last_heard_ms, known::int8multirange
            from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[])
              as n (gate, boot, station_no, last_heard_ms, known)
            on conflict (region, gate, boot) do update set
              station_no = excluded.station_no, last_heard_ms = excluded.last_heard_ms, forgotten = false,
              life = b.life + b.forgotten::int,
              known = case when b.forgotten then excluded.known else b.known + excluded.known end
            """;

    private static final String RECORD = """
            with recorded as (
              insert into gate_event
                (region, gate, boot, life, seq, station_no, venue_no, happened_at_ms, entry, counted, credential)
              select $1::text, e.gate, e.boot, b.life, e.seq, e.station_no, e.venue_no, e.at_ms, e.entry, e.counted, e.credential
              from unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::int[], $7::bigint[], $8::boolean[], $9::boolean[],
                  $10::text[]) as e (gate, boot, seq, station_no, venue_no, at_ms, entry, counted, credential)
                join gate_boot b on b.region = $1::text and b.gate = e.gate and b.boot = e.boot
              returning 1)
            select expect_rows('gate events to record', $11::bigint, (select count(*) from recorded))
            """;

    private static final String FORGET = """
            with forgotten as (
              update gate_boot b set forgotten = true
              from unnest($2::text[], $3::text[]) as n (gate, boot)
              where b.region = $1::text and b.gate = n.gate and b.boot = n.boot and not b.forgotten
              returning 1)
            select expect_rows('gate boots to forget', $4::bigint, (select count(*) from forgotten))
            """;

    private static final String LOAD_BOOTS = """
            select gate, boot, last_heard_ms, array(
              select bound from unnest(known) r cross join lateral
                (values (lower(r)), (coalesce(upper(r) - 1, 9223372036854775807))) b (bound) order by bound)
            from gate_boot where region = ? and not forgotten order by gate, boot
            """;

    private static final String UNKNOWN_EVENTS = """
            select e.gate, e.boot, count(*), min(e.seq) from gate_boot b
              join gate_event e on e.region = b.region and e.gate = b.gate and e.boot = b.boot and e.life = b.life
            where b.region = ? and not b.known @> e.seq group by e.gate, e.boot order by e.gate, e.boot
            """;

    /** One that its boot does not know would count again. */
    private static final RowInvariant EVENTS_ARE_KNOWN = new RowInvariant(
            OccupancyRows.REVIEWED,
            "every gate knows the events that it has counted",
            List.of(new Breach(
                    UNKNOWN_EVENTS,
                    row -> "gate " + row.getString(1) + ", boot " + row.getString(2) + " does not know "
                            + row.getLong(3) + " of its events, the first of them " + row.getLong(4))));

    final List<GateEventsRecorded> heard = new ArrayList<>();
    final Set<GateBoot> forgotten = new LinkedHashSet<>();

    record GateBoot(String gate, String boot) {}

    int take(GateEventsRecorded event) {
        heard.add(event);
        return event.seqs().length + event.forgotten().length / 2;
    }

    int take(GateBootForgotten event) {
        forgotten.add(new GateBoot(event.gate(), event.boot()));
        return 0;
    }

    /** A boot that was forgotten may be heard of again: then it begins anew. */
    @Override
    public boolean closedTo(Event event) {
        if (forgotten.isEmpty()) return false;
        if (event instanceof GateEventsRecorded it) return forgotten.contains(new GateBoot(it.gate(), it.boot()));
        return event instanceof GateBootForgotten it && forgotten.contains(new GateBoot(it.gate(), it.boot()));
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(
                new RowStatement(HEAR_BOOTS, this::boots),
                new RowStatement(RECORD, this::events),
                new RowStatement(FORGET, this::forgottenBoots));
    }

    /** What a batch has of one boot. */
    private static final class Heard {
        NumberRanges known = NumberRanges.NONE;
        int stationNo;
        long lastHeardMs;

        void add(GateEventsRecorded event) {
            known = known.plus(NumberRanges.of(event.seqs())).plus(NumberRanges.ofBounds(event.forgotten()));
            stationNo = event.stationNo();
            lastHeardMs = event.atMs();
        }
    }

    private @Nullable Tuple boots(Owner owner) {
        if (heard.isEmpty()) return null;
        var boots = new LinkedHashMap<GateBoot, Heard>();
        for (GateEventsRecorded event : heard)
            boots.computeIfAbsent(new GateBoot(event.gate(), event.boot()), boot -> new Heard())
                    .add(event);
        var stationNos = new Integer[boots.size()];
        var lastHeardMs = new Long[boots.size()];
        var known = new String[boots.size()];
        int i = 0;
        for (Heard each : boots.values()) {
            stationNos[i] = each.stationNo;
            lastHeardMs[i] = each.lastHeardMs;
            known[i++] = multirange(each.known.bounds());
        }
        return named(owner, boots.keySet())
                .addArrayOfInteger(stationNos)
                .addArrayOfLong(lastHeardMs)
                .addArrayOfString(known);
    }

    /** As PostgreSQL reads it; a range up to the last number of all has no upper end, since none comes after it. */
    private static String multirange(long[] bounds) {
        var text = new StringBuilder(2 + 16 * bounds.length).append('{');
        for (int i = 0; i < bounds.length; i += 2) {
            if (i > 0) text.append(',');
            text.append('[').append(bounds[i]).append(',');
            if (bounds[i + 1] < Long.MAX_VALUE) text.append(bounds[i + 1] + 1);
            text.append(')');
        }
        return text.append('}').toString();
    }

    private @Nullable Tuple forgottenBoots(Owner owner) {
        if (forgotten.isEmpty()) return null;
        return named(owner, forgotten).addLong((long) forgotten.size());
    }

    private static Tuple named(Owner owner, Iterable<GateBoot> boots) {
        var gates = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (GateBoot boot : boots) {
            gates.add(AuditEntry.storable(boot.gate()));
            names.add(AuditEntry.storable(boot.boot()));
        }
        return Tuple.of(owner.region(), gates.toArray(String[]::new), names.toArray(String[]::new));
    }

    private @Nullable Tuple events(Owner owner) {
        int count = 0;
        for (GateEventsRecorded event : heard) count += event.seqs().length;
        if (count == 0) return null;
        var gates = new String[count];
        var boots = new String[count];
        var seqs = new Long[count];
        var stationNos = new Integer[count];
        var venueNos = new Integer[count];
        var atMs = new Long[count];
        var entries = new Boolean[count];
        var counted = new Boolean[count];
        var credentials = new String[count];
        int row = 0;
        for (GateEventsRecorded event : heard) {
            for (int i = 0; i < event.seqs().length; i++) {
                gates[row] = AuditEntry.storable(event.gate());
                boots[row] = AuditEntry.storable(event.boot());
                seqs[row] = event.seqs()[i];
                stationNos[row] = event.stationNo();
                venueNos[row] = event.venueNo();
                atMs[row] = event.happenedAtMs()[i];
                entries[row] = event.in()[i];
                counted[row] = event.counted()[i];
                credentials[row] = AuditEntry.storable(event.credentials()[i]);
                row++;
            }
        }
        Tuple columns = Tuple.of(owner.region(), gates, boots, seqs, stationNos, venueNos);
        columns.addArrayOfLong(atMs)
                .addArrayOfBoolean(entries)
                .addArrayOfBoolean(counted)
                .addArrayOfString(credentials);
        return columns.addLong((long) count);
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(
                LOAD_BOOTS,
                row -> books.gateBoot(row.getString(1), row.getString(2), RowReader.longs(row, 4), row.getLong(3)));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(EVENTS_ARE_KNOWN);
    }
}
