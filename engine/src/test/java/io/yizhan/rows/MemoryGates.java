package io.yizhan.rows;

import static io.yizhan.rows.MemoryRows.require;
import static io.yizhan.rows.MemoryRows.required;

import io.yizhan.core.Books;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The part of {@link MemoryRows} that {@link GateRows} writes. */
public final class MemoryGates {
    /** @param known numbers that came or were given up; ranges by their first number, which gives the last */
    public record Boot(int stationNo, int life, NavigableMap<Long, Long> known, long lastHeardMs, boolean forgotten) {
        /** Adds a range, and joins those that it touches. */
        private static void know(NavigableMap<Long, Long> known, long from, long to) {
            var before = known.floorEntry(from);
            long first = before != null && before.getValue() >= from - 1 ? before.getKey() : from;
            long last = before != null && before.getValue() >= from - 1 ? Math.max(to, before.getValue()) : to;
            for (var next = known.higherEntry(first);
                    next != null && next.getKey() - 1 <= last;
                    next = known.higherEntry(first)) {
                last = Math.max(last, next.getValue());
                known.remove(next.getKey());
            }
            known.put(first, last);
        }
    }

    record Heard(String gate, String boot, int life, long seq) {}

    public final Map<String, Boot> boots = new TreeMap<>();
    private final Set<Heard> heard;

    MemoryGates() {
        heard = new HashSet<>();
    }

    MemoryGates(MemoryGates former) {
        boots.putAll(former.boots);
        heard = new HashSet<>(former.heard);
    }

    void write(GateRows batch) throws RowsRefusedException {
        for (GateEventsRecorded it : batch.heard) hear(it);
        for (GateEventsRecorded it : batch.heard) record(it);
        for (GateRows.GateBoot it : batch.forgotten) forget(it);
    }

    private void hear(GateEventsRecorded it) {
        String name = bootName(it.gate(), it.boot());
        Boot former = boots.get(name);
        int life = former == null ? 1 : former.forgotten ? former.life + 1 : former.life;
        var known = former == null || former.forgotten ? new TreeMap<Long, Long>() : former.known;
        boots.put(name, new Boot(it.stationNo(), life, known, it.atMs(), false));
    }

    private void record(GateEventsRecorded it) throws RowsRefusedException {
        String name = bootName(it.gate(), it.boot());
        Boot boot = required(boots.get(name));
        var known = new TreeMap<>(boot.known);
        for (int i = 0; i < it.seqs().length; i++) {
            require(
                    heard.add(new Heard(
                            AuditEntry.storable(it.gate()), AuditEntry.storable(it.boot()), boot.life, it.seqs()[i])),
                    "gate_event_pkey");
            Boot.know(known, it.seqs()[i], it.seqs()[i]);
        }
        for (int i = 0; i < it.forgotten().length; i += 2) Boot.know(known, it.forgotten()[i], it.forgotten()[i + 1]);
        boots.put(name, new Boot(it.stationNo(), boot.life, known, it.atMs(), false));
    }

    private void forget(GateRows.GateBoot it) throws RowsRefusedException {
        String name = bootName(it.gate(), it.boot());
        Boot former = boots.get(name);
        if (former == null || former.forgotten) throw new RowsRefusedException("gate boots to forget", false, null);
        boots.put(name, new Boot(former.stationNo, former.life, former.known, former.lastHeardMs, true));
    }

    /** How the rows name a gate's run. */
    public static String bootName(String gate, String boot) {
        return AuditEntry.storable(gate) + "/" + AuditEntry.storable(boot);
    }

    /** As if no gate had ever given up a number. */
    void forgetWhatWasGivenUp() {
        boots.replaceAll((name, boot) -> {
            var known = new TreeMap<Long, Long>();
            for (Heard it : heard)
                if (it.life == boot.life && bootName(it.gate, it.boot).equals(name)) Boot.know(known, it.seq, it.seq);
            return new Boot(boot.stationNo, boot.life, known, boot.lastHeardMs, boot.forgotten);
        });
    }

    void load(Books books) {
        boots.forEach((name, it) -> {
            if (it.forgotten) return;
            int slash = name.indexOf('/');
            long[] known = new long[2 * it.known.size()];
            int i = 0;
            for (var range : it.known.entrySet()) {
                known[i++] = range.getKey();
                known[i++] = range.getValue();
            }
            books.gateBoot(name.substring(0, slash), name.substring(slash + 1), known, it.lastHeardMs);
        });
    }
}
