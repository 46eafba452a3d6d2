package io.yizhan.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What gates have reported, so that each of their events counts once however often and late it comes; and how many people are inside,
 * as entries minus exits.
 *
 * <p>Entries and exits are summed and never clipped, so that the order in which they arrive doesn't matter; only what is shown is kept
 * above zero.
 */
final class Gates {
    /** A boot remembers numbers that are so far above the first one missing, and no further. */
    static final int AHEAD_MAX = 100_000;

    /** Boots of one gate at once; a gate that restarts more often than that in eight days is broken. */
    static final int BOOTS_MAX = 64;

    private final Rules rules;
    private final Changes changes;
    private final Map<String, Map<String, Boot>> gates = new HashMap<>();
    private final Int2ObjectHashMap<Crowd> crowds = new Int2ObjectHashMap<>();

    /** One run of a gate. */
    private static final class Boot {
        long through;
        final LongHashSet beyond = new LongHashSet();
        long lastHeardMs;

        boolean knows(long seq) {
            return seq <= through || beyond.contains(seq);
        }

        void add(long seq) {
            beyond.add(seq);
            while (beyond.remove(through + 1)) through++;
        }
    }

    /** The people of one station. */
    static final class Crowd {
        long entered;
        long left;
        long asOfMs;
    }

    Gates(Rules rules, Changes changes) {
        this.rules = rules;
        this.changes = changes;
    }

    Decision decide(Command.RecordGateEvents command, long nowMs) {
        Map<String, Boot> boots = gates.getOrDefault(command.gate(), Map.of());
        Boot boot = boots.get(command.boot());
        if (boot == null && boots.size() == BOOTS_MAX) return new Refusal.GateBootsExceeded(BOOTS_MAX);
        long through = boot == null ? 0 : boot.through;
        long[] seqs = command.seqs();
        int[] fresh = new int[seqs.length];
        int count = 0;
        for (int i = 0; i < seqs.length; i++) {
            if (seqs[i] - through > AHEAD_MAX) return new Refusal.GateSequenceTooFarAhead(through, seqs[i]);
            if (boot == null || !boot.knows(seqs[i])) fresh[count++] = i;
        }
        if (count == 0) return new Outcome.GateReceipt(through, 0, seqs.length);
        return recorded(command, Arrays.copyOf(fresh, count), nowMs);
    }

    private Event recorded(Command.RecordGateEvents command, int[] fresh, long nowMs) {
        long[] seqs = new long[fresh.length];
        long[] happenedAtMs = new long[fresh.length];
        boolean[] in = new boolean[fresh.length];
        boolean[] counted = new boolean[fresh.length];
        String[] credentials = new String[fresh.length];
        for (int k = 0; k < fresh.length; k++) {
            int i = fresh[k];
            seqs[k] = command.seqs()[i];
            happenedAtMs[k] = command.atMs()[i];
            in[k] = command.in()[i];
            counted[k] = nowMs - command.atMs()[i] <= rules.gateEventAgeMaxMs();
            credentials[k] = command.credentials()[i];
        }
        return new Event.GateEventsRecorded(
                nowMs,
                command.gate(),
                command.boot(),
                command.stationNo(),
                seqs,
                happenedAtMs,
                in,
                counted,
                credentials);
    }

    void apply(Event.GateEventsRecorded event) {
        Boot boot = gates.computeIfAbsent(event.gate(), gate -> new HashMap<>())
                .computeIfAbsent(event.boot(), name -> new Boot());
        boot.lastHeardMs = event.atMs();
        Crowd crowd = crowds.computeIfAbsent(event.stationNo(), station -> new Crowd());
        crowd.asOfMs = event.atMs();
        for (int i = 0; i < event.seqs().length; i++) {
            boot.add(event.seqs()[i]);
            if (!event.counted()[i]) continue;
            if (event.in()[i]) crowd.entered++;
            else crowd.left++;
        }
        changes.occupancy(event.stationNo());
    }

    Outcome receipt(Command.RecordGateEvents command, Event.GateEventsRecorded event) {
        Boot boot = gates.getOrDefault(command.gate(), Map.of()).get(command.boot());
        long through = boot == null ? 0 : boot.through;
        int accepted = event.seqs().length;
        return new Outcome.GateReceipt(through, accepted, command.seqs().length - accepted);
    }

    void apply(Event.GateBootForgotten event) {
        Map<String, Boot> boots = gates.get(event.gate());
        if (boots == null || boots.remove(event.boot()) == null)
            throw new IllegalStateException("unknown boot forgotten: " + event);
        if (boots.isEmpty()) gates.remove(event.gate());
    }

    /** A boot that has been silent for longer than events count, by a day; null where there is none. */
    Event.@Nullable GateBootForgotten silent(long nowMs) {
        long heardBeforeMs = nowMs - rules.gateEventAgeMaxMs() - 86_400_000L;
        for (var gate : gates.entrySet()) {
            for (var boot : gate.getValue().entrySet()) {
                if (boot.getValue().lastHeardMs < heardBeforeMs)
                    return new Event.GateBootForgotten(nowMs, gate.getKey(), boot.getKey());
            }
        }
        return null;
    }

    void restoreBoot(String gate, String name, int stationNo, long through, long[] beyond, long lastHeardMs) {
        Boot boot = new Boot();
        boot.through = through;
        for (long seq : beyond) boot.add(seq);
        boot.lastHeardMs = lastHeardMs;
        gates.computeIfAbsent(gate, id -> new HashMap<>()).put(name, boot);
        Crowd crowd = crowds.computeIfAbsent(stationNo, station -> new Crowd());
        crowd.asOfMs = Math.max(crowd.asOfMs, lastHeardMs);
    }

    void restoreCrowd(int stationNo, long entered, long left) {
        Crowd crowd = crowds.computeIfAbsent(stationNo, station -> new Crowd());
        crowd.entered = entered;
        crowd.left = left;
    }

    int inside(int stationNo) {
        Crowd crowd = crowds.get(stationNo);
        return crowd == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, crowd.entered - crowd.left));
    }

    /** 0 where no gate of the station was heard. */
    long asOfMs(int stationNo) {
        Crowd crowd = crowds.get(stationNo);
        return crowd == null ? 0 : crowd.asOfMs;
    }

    long stateHash() {
        long hash = 0;
        for (var gate : gates.entrySet()) {
            for (var entry : gate.getValue().entrySet()) {
                Boot boot = entry.getValue();
                long beyond = 0;
                LongHashSet.LongIterator each = boot.beyond.iterator();
                while (each.hasNext()) beyond += RowIndex.mix(each.nextValue());
                hash += RowIndex.mix(
                                gate.getKey().hashCode() * 31L + entry.getKey().hashCode())
                        * (RowIndex.mix(boot.through) + beyond + 1);
            }
        }
        for (var entry : crowds.entrySet()) {
            hash += RowIndex.mix(entry.getKey()) * RowIndex.mix(entry.getValue().entered * 31 + entry.getValue().left);
        }
        return hash;
    }
}
