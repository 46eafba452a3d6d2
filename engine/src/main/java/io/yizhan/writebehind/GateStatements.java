package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.writebehind.RowBatch.GateBoot;
import io.yizhan.writebehind.RowStatement.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gate events, each gate's ledger of what was heard, and the occupancy that follows. */
final class GateStatements {
    /** One that was forgotten begins anew: what it sends again is new to the books, too. */
    static final RowStatement HEAR_BOOTS = new RowStatement("""
            insert into gate_boot as b (region, gate, boot, station_no, last_heard_ms)
            select $1::text, * from unnest($2::text[], $3::text[], $4::int[], $5::bigint[])
            on conflict (region, gate, boot) do update set
              station_no = excluded.station_no, last_heard_ms = excluded.last_heard_ms, forgotten = false,
              life = b.life + b.forgotten::int,
              through = case when b.forgotten then 0 else b.through end,
              beyond = case when b.forgotten then '{}' else b.beyond end
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

    /** From the rows themselves: numbers without a gap move the mark, the others stay beyond it. */
    static final RowStatement ADVANCE_LEDGERS = new RowStatement("""
            update gate_boot b set through = heard.through, beyond = heard.beyond
            from (
              select gate, boot, coalesce(max(seq) filter (where whole), min(former)) as through,
                coalesce(array_agg(seq order by seq) filter (where not whole), '{}') as beyond
              from (
                select g.gate, g.boot, e.seq, g.through as former,
                  e.seq = g.through + row_number() over (partition by g.gate, g.boot order by e.seq) as whole
                from unnest($2::text[], $3::text[]) as n (gate, boot)
                  join gate_boot g on g.region = $1::text and g.gate = n.gate and g.boot = n.boot
                  join gate_event e on e.region = g.region and e.gate = g.gate and e.boot = g.boot and e.life = g.life
                    and e.seq > g.through) numbered
              group by gate, boot) heard
            where b.region = $1::text and b.gate = heard.gate and b.boot = heard.boot
            """, GateStatements::ledgers);

    static final RowStatement FORGET = new RowStatement("""
            with forgotten as (
              update gate_boot b set forgotten = true
              from unnest($2::text[], $3::text[]) as n (gate, boot)
              where b.region = $1::text and b.gate = n.gate and b.boot = n.boot and not b.forgotten
              returning 1)
            select expect_rows('gate boots to forget', $4::bigint, (select count(*) from forgotten))
            """, GateStatements::forgotten);

    private GateStatements() {}

    private static Map<GateBoot, GateEventsRecorded> latest(RowBatch batch) {
        var latest = new LinkedHashMap<GateBoot, GateEventsRecorded>();
        for (GateEventsRecorded heard : batch.gateEvents) latest.put(new GateBoot(heard.gate(), heard.boot()), heard);
        return latest;
    }

    private static @Nullable Tuple boots(Owner owner, RowBatch batch) {
        Map<GateBoot, GateEventsRecorded> latest = latest(batch);
        if (latest.isEmpty()) return null;
        var stationNos = new Integer[latest.size()];
        var lastHeardMs = new Long[latest.size()];
        int i = 0;
        for (GateEventsRecorded heard : latest.values()) {
            stationNos[i] = heard.stationNo();
            lastHeardMs[i] = heard.atMs();
            i++;
        }
        return named(owner, latest.keySet()).addArrayOfInteger(stationNos).addArrayOfLong(lastHeardMs);
    }

    private static @Nullable Tuple ledgers(Owner owner, RowBatch batch) {
        return batch.gateEvents.isEmpty() ? null : named(owner, latest(batch).keySet());
    }

    private static @Nullable Tuple forgotten(Owner owner, RowBatch batch) {
        if (batch.bootsForgotten.isEmpty()) return null;
        return named(owner, batch.bootsForgotten).addLong((long) batch.bootsForgotten.size());
    }

    private static Tuple named(Owner owner, Iterable<GateBoot> boots) {
        var gates = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (GateBoot boot : boots) {
            gates.add(EventRow.storable(boot.gate()));
            names.add(EventRow.storable(boot.boot()));
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
                gates[row] = EventRow.storable(heard.gate());
                boots[row] = EventRow.storable(heard.boot());
                seqs[row] = heard.seqs()[i];
                stationNos[row] = heard.stationNo();
                atMs[row] = heard.happenedAtMs()[i];
                entries[row] = heard.in()[i];
                counted[row] = heard.counted()[i];
                credentials[row] = EventRow.storable(heard.credentials()[i]);
                row++;
            }
        }
        Tuple columns = Tuple.of(owner.region(), gates, boots, seqs, stationNos, atMs);
        columns.addArrayOfBoolean(entries).addArrayOfBoolean(counted).addArrayOfString(credentials);
        return columns.addLong((long) count);
    }
}
