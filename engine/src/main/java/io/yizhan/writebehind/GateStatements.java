package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.NumberRanges;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowBatch.GateBoot;
import io.yizhan.writebehind.RowStatement.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Gate events, what is known of each gate's boots, and the occupancy that follows. */
final class GateStatements {
    /**
     * What came of each, and what was given up, joins what is known of it: a range for each stretch, so that a gap costs the same however
     * wide it is. One that was forgotten begins anew: what it sends again is new to the books, too.
     */
    static final RowStatement HEAR_BOOTS = new RowStatement("""
            insert into gate_boot as b (region, gate, boot, station_no, last_heard_ms, known)
            select $1::text, gate, boot, station_no, last_heard_ms, known::int8multirange
            from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[])
              as n (gate, boot, station_no, last_heard_ms, known)
            on conflict (region, gate, boot) do update set
              station_no = excluded.station_no, last_heard_ms = excluded.last_heard_ms, forgotten = false,
              life = b.life + b.forgotten::int,
              known = case when b.forgotten then excluded.known else b.known + excluded.known end
            """, GateStatements::boots);

    static final RowStatement RECORD = new RowStatement("""
            with recorded as (
              insert into gate_event (region, gate, boot, life, seq, station_no, happened_at_ms, entry, counted, credential)
              select $1::text, e.gate, e.boot, b.life, e.seq, e.station_no, e.at_ms, e.entry, e.counted, e.credential
              from unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::bigint[], $7::boolean[], $8::boolean[], $9::text[])
                  as e (gate, boot, seq, station_no, at_ms, entry, counted, credential)
                join gate_boot b on b.region = $1::text and b.gate = e.gate and b.boot = e.boot
              returning station_no, entry, counted),
            counted as (
              insert into occupancy as o (region, station_no, entries, exits)
              select $1::text, station_no, count(*) filter (where entry), count(*) filter (where not entry)
              from recorded where counted group by station_no
              on conflict (region, station_no) do update set
                entries = o.entries + excluded.entries, exits = o.exits + excluded.exits)
            select expect_rows('gate events to record', $10::bigint, (select count(*) from recorded))
            """, GateStatements::events);

    static final RowStatement FORGET = new RowStatement("""
            with forgotten as (
              update gate_boot b set forgotten = true
              from unnest($2::text[], $3::text[]) as n (gate, boot)
              where b.region = $1::text and b.gate = n.gate and b.boot = n.boot and not b.forgotten
              returning 1)
            select expect_rows('gate boots to forget', $4::bigint, (select count(*) from forgotten))
            """, GateStatements::forgotten);

    private GateStatements() {}

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

    private static @Nullable Tuple boots(Owner owner, RowBatch batch) {
        if (batch.gateEvents.isEmpty()) return null;
        var heard = new LinkedHashMap<GateBoot, Heard>();
        for (GateEventsRecorded event : batch.gateEvents)
            heard.computeIfAbsent(new GateBoot(event.gate(), event.boot()), boot -> new Heard())
                    .add(event);
        var stationNos = new Integer[heard.size()];
        var lastHeardMs = new Long[heard.size()];
        var known = new String[heard.size()];
        int i = 0;
        for (Heard each : heard.values()) {
            stationNos[i] = each.stationNo;
            lastHeardMs[i] = each.lastHeardMs;
            known[i++] = multirange(each.known.bounds());
        }
        return named(owner, heard.keySet())
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

    private static @Nullable Tuple forgotten(Owner owner, RowBatch batch) {
        if (batch.bootsForgotten.isEmpty()) return null;
        return named(owner, batch.bootsForgotten).addLong((long) batch.bootsForgotten.size());
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

    private static @Nullable Tuple events(Owner owner, RowBatch batch) {
        int count = 0;
        for (GateEventsRecorded heard : batch.gateEvents) count += heard.seqs().length;
        if (count == 0) return null;
        var gates = new String[count];
        var boots = new String[count];
        var seqs = new Long[count];
        var stationNos = new Integer[count];
        var atMs = new Long[count];
        var entries = new Boolean[count];
        var counted = new Boolean[count];
        var credentials = new String[count];
        int row = 0;
        for (GateEventsRecorded heard : batch.gateEvents) {
            for (int i = 0; i < heard.seqs().length; i++) {
                gates[row] = AuditEntry.storable(heard.gate());
                boots[row] = AuditEntry.storable(heard.boot());
                seqs[row] = heard.seqs()[i];
                stationNos[row] = heard.stationNo();
                atMs[row] = heard.happenedAtMs()[i];
                entries[row] = heard.in()[i];
                counted[row] = heard.counted()[i];
                credentials[row] = AuditEntry.storable(heard.credentials()[i]);
                row++;
            }
        }
        Tuple columns = Tuple.of(owner.region(), gates, boots, seqs, stationNos, atMs);
        columns.addArrayOfBoolean(entries).addArrayOfBoolean(counted).addArrayOfString(credentials);
        return columns.addLong((long) count);
    }
}
