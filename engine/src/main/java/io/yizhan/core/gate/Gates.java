package io.yizhan.core.gate;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.table.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * What gates have reported, so that each of their events counts once however often and late it comes; and how many people are inside,
 * as entries minus exits.
 *
 * <p>Of each boot the numbers are known that came, or will not come: a gate has lost them and says so, or what came was wrong in itself.
 * Whatever is known is a duplicate when it comes again. So a number that was given up and comes all the same counts for nothing, and its
 * sender hears "duplicate".
 *
 * <p>Entries and exits are summed and never clipped, so that the order in which they arrive doesn't matter; only what is shown is kept
 * above zero.
 */
public final class Gates {
    /** Stretches of missing numbers that a boot remembers, however wide they are. */
    static final int GAPS_MAX = 1_000;

    /** Boots of one gate at once: one that restarts every twelve minutes for eight days has no more. */
    static final int BOOTS_MAX = 1_000;

    private static final long DAY_MS = 86_400_000;
    /** So often is looked for boots that are silent. */
    private static final long HOUR_MS = 3_600_000;

    private static final long[] NO_BOUNDS = {};

    private final Rules rules;
    private final Changes changes;
    private final Map<String, Map<String, Boot>> gates = new HashMap<>();
    private final Int2ObjectHashMap<Crowd> crowds = new Int2ObjectHashMap<>();

    /** One run of a gate. */
    private static final class Boot {
        NumberRanges known = NumberRanges.NONE;
        long lastHeardMs;
    }

    /** The people of one station. */
    static final class Crowd {
        long entered;
        long left;
        long asOfMs;
    }

    public Gates(Rules rules, Changes changes) {
        this.rules = rules;
        this.changes = changes;
    }

    public Outcome carryOut(Command.RecordGateEvents command, long nowMs, Consumer<Event> events) {
        NumberRanges known = knownOf(command);
        int[] fresh = fresh(command.seqs(), known);
        NumberRanges came = NumberRanges.of(picked(command.seqs(), fresh));
        NumberRanges forgotten = forgotten(command, known, came);
        if (fresh.length == 0 && forgotten.isEmpty()) return receipt(known, 0, command.seqs().length);
        Map<String, Boot> boots = gates.getOrDefault(command.gate(), Map.of());
        if (boots.size() >= BOOTS_MAX && !boots.containsKey(command.boot())) return bootsExceeded(boots);
        int gapsThen = known.plus(came).plus(forgotten).gapCount();
        // What closes gaps is taken even where there are too many.
        if (gapsThen > GAPS_MAX && gapsThen > known.gapCount())
            return new Refusal.GateGapsExceeded(GAPS_MAX, known.through(), known.gaps(Outcome.GateReceipt.MISSING_MAX));
        events.accept(recorded(command, fresh, forgotten, nowMs));
        return receipt(knownOf(command), fresh.length, command.seqs().length - fresh.length);
    }

    /** Which of the numbers are not known. */
    private static int[] fresh(long[] seqs, NumberRanges known) {
        int[] fresh = new int[seqs.length];
        int count = 0;
        for (int i = 0; i < seqs.length; i++) if (!known.contains(seqs[i])) fresh[count++] = i;
        return count == fresh.length ? fresh : Arrays.copyOf(fresh, count);
    }

    private static long[] picked(long[] all, int[] which) {
        if (which.length == all.length) return all;
        long[] picked = new long[which.length];
        for (int i = 0; i < which.length; i++) picked[i] = all[which[i]];
        return picked;
    }

    /**
     * Numbers that nobody will wait for any more, and that were not known. A gate gives up what it has counted before: what lies above
     * all that came is still to come, and giving it up would swallow it.
     */
    private static NumberRanges forgotten(Command.RecordGateEvents command, NumberRanges known, NumberRanges came) {
        if (command.spoilt().length == 0 && command.forget().length == 0) return NumberRanges.NONE;
        NumberRanges spoilt = NumberRanges.of(command.spoilt());
        long highest = Math.max(known.highest(), Math.max(came.highest(), spoilt.highest()));
        return NumberRanges.ofBounds(command.forget())
                .upTo(highest)
                .plus(spoilt)
                .minus(known)
                .minus(came);
    }

    private Refusal bootsExceeded(Map<String, Boot> boots) {
        long oldestMs = Long.MAX_VALUE;
        for (Boot boot : boots.values()) oldestMs = Math.min(oldestMs, boot.lastHeardMs);
        return new Refusal.GateBootsExceeded(BOOTS_MAX, oldestMs + silenceMaxMs() + HOUR_MS);
    }

    private Event recorded(Command.RecordGateEvents command, int[] fresh, NumberRanges forgotten, long nowMs) {
        boolean all = fresh.length == command.seqs().length;
        long[] happenedAtMs = picked(command.atMs(), fresh);
        boolean[] in = all ? command.in() : new boolean[fresh.length];
        String[] credentials = all ? command.credentials() : new String[fresh.length];
        boolean[] counted = new boolean[fresh.length];
        for (int i = 0; i < fresh.length; i++) {
            counted[i] = nowMs - happenedAtMs[i] <= rules.gateEventAgeMaxMs();
            if (all) continue;
            in[i] = command.in()[fresh[i]];
            credentials[i] = command.credentials()[fresh[i]];
        }
        return new Event.GateEventsRecorded(
                nowMs,
                command.gate(),
                command.boot(),
                command.stationNo(),
                picked(command.seqs(), fresh),
                happenedAtMs,
                in,
                counted,
                credentials,
                forgotten.isEmpty() ? NO_BOUNDS : forgotten.bounds());
    }

    public void apply(Event.GateEventsRecorded event) {
        Boot boot = gates.computeIfAbsent(event.gate(), gate -> new HashMap<>())
                .computeIfAbsent(event.boot(), name -> new Boot());
        boot.lastHeardMs = event.atMs();
        Crowd crowd = crowds.computeIfAbsent(event.stationNo(), station -> new Crowd());
        crowd.asOfMs = event.atMs();
        boot.known = boot.known.plus(NumberRanges.of(event.seqs())).plus(NumberRanges.ofBounds(event.forgotten()));
        for (int i = 0; i < event.seqs().length; i++) {
            if (!event.counted()[i]) continue;
            if (event.in()[i]) crowd.entered++;
            else crowd.left++;
        }
        changes.occupancy(event.stationNo());
    }

    private NumberRanges knownOf(Command.RecordGateEvents command) {
        Boot boot = gates.getOrDefault(command.gate(), Map.of()).get(command.boot());
        return boot == null ? NumberRanges.NONE : boot.known;
    }

    private static Outcome receipt(NumberRanges known, int accepted, int duplicates) {
        return new Outcome.GateReceipt(
                known.through(), accepted, duplicates, known.gaps(Outcome.GateReceipt.MISSING_MAX));
    }

    public void apply(Event.GateBootForgotten event) {
        Map<String, Boot> boots = gates.get(event.gate());
        if (boots == null || boots.remove(event.boot()) == null)
            throw new IllegalStateException("unknown boot forgotten: " + event);
        if (boots.isEmpty()) gates.remove(event.gate());
    }

    /** Boots that have been silent for longer than events count, by a day; at most {@code limit} of them. */
    public List<Event> silent(long nowMs, int limit) {
        long heardBeforeMs = nowMs - silenceMaxMs();
        List<Event> silent = new ArrayList<>();
        for (var gate : gates.entrySet()) {
            for (var boot : gate.getValue().entrySet()) {
                if (boot.getValue().lastHeardMs >= heardBeforeMs) continue;
                if (silent.size() == limit) return silent;
                silent.add(new Event.GateBootForgotten(nowMs, gate.getKey(), boot.getKey()));
            }
        }
        return silent;
    }

    private long silenceMaxMs() {
        return rules.gateEventAgeMaxMs() + DAY_MS;
    }

    public void restoreBoot(String gate, String name, int stationNo, long[] known, long lastHeardMs) {
        Boot boot = new Boot();
        boot.known = NumberRanges.ofBounds(known);
        boot.lastHeardMs = lastHeardMs;
        gates.computeIfAbsent(gate, id -> new HashMap<>()).put(name, boot);
        Crowd crowd = crowds.computeIfAbsent(stationNo, station -> new Crowd());
        crowd.asOfMs = Math.max(crowd.asOfMs, lastHeardMs);
    }

    public void restoreCrowd(int stationNo, long entered, long left) {
        Crowd crowd = crowds.computeIfAbsent(stationNo, station -> new Crowd());
        crowd.entered = entered;
        crowd.left = left;
    }

    public int inside(int stationNo) {
        Crowd crowd = crowds.get(stationNo);
        return crowd == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, crowd.entered - crowd.left));
    }

    /** Whether the station has gates, and all of them have been silent for too long. */
    public boolean areSilent(int stationNo, long nowMs) {
        Crowd crowd = crowds.get(stationNo);
        return crowd != null && nowMs - crowd.asOfMs > Rules.GATES_SILENT_AFTER_MS;
    }

    /** 0 where no gate of the station was heard. */
    public long asOfMs(int stationNo) {
        Crowd crowd = crowds.get(stationNo);
        return crowd == null ? 0 : crowd.asOfMs;
    }

    public long stateHash() {
        long hash = 0;
        for (var gate : gates.entrySet()) {
            for (var entry : gate.getValue().entrySet()) {
                hash += Hash.of(gate.getKey().hashCode() * 31L + entry.getKey().hashCode())
                        * (entry.getValue().known.hash() + 1);
            }
        }
        for (var entry : crowds.entrySet()) {
            hash += Hash.of(entry.getKey()) * Hash.of(entry.getValue().entered * 31 + entry.getValue().left);
        }
        return hash;
    }
}
