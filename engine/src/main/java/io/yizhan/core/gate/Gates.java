package io.yizhan.core.gate;

import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
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

/**
 * What gates have reported, so that each of their events counts once however often and late it comes. How many people are inside because of
 * it, {@link Crowds} knows.
 *
 * <p>Of each boot the numbers are known that came, or will not come: a gate has lost them and says so, or what came was wrong in itself.
 * Whatever is known is a duplicate when it comes again. So a number that was given up and comes all the same counts for nothing, and its
 * sender hears "duplicate".
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
    private final Crowds crowds;
    private final GateClocks clocks;
    private final Map<String, Map<String, Boot>> gates = new HashMap<>();

    /** One run of a gate. */
    private static final class Boot {
        NumberRanges known = NumberRanges.NONE;
        long lastHeardMs;
    }

    public Gates(Rules rules, Crowds crowds, GateClocks clocks) {
        this.rules = rules;
        this.crowds = crowds;
        this.clocks = clocks;
    }

    public Outcome carryOut(GateCommand.RecordGateEvents command, long nowMs, Consumer<Event> events) {
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
    private static NumberRanges forgotten(GateCommand.RecordGateEvents command, NumberRanges known, NumberRanges came) {
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

    private Event recorded(GateCommand.RecordGateEvents command, int[] fresh, NumberRanges forgotten, long nowMs) {
        boolean all = fresh.length == command.seqs().length;
        long[] happenedAtMs = picked(command.atMs(), fresh);
        boolean[] in = all ? command.in() : new boolean[fresh.length];
        String[] credentials = all ? command.credentials() : new String[fresh.length];
        boolean[] counted = new boolean[fresh.length];
        long skewMs = fresh.length == 0 ? 0 : clocks.skewMs(command.gate(), nowMs, happenedAtMs);
        for (int i = 0; i < fresh.length; i++) {
            counted[i] = nowMs - happenedAtMs[i] <= rules.gateEventAgeMaxMs()
                    && !crowds.covers(command.stationNo(), command.venueNo(), happenedAtMs[i] + skewMs);
            if (all) continue;
            in[i] = command.in()[fresh[i]];
            credentials[i] = command.credentials()[fresh[i]];
        }
        return new Event.GateEventsRecorded(
                nowMs,
                command.gate(),
                command.boot(),
                command.stationNo(),
                command.venueNo(),
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
        boot.known = boot.known.plus(NumberRanges.of(event.seqs())).plus(NumberRanges.ofBounds(event.forgotten()));
    }

    private NumberRanges knownOf(GateCommand.RecordGateEvents command) {
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

    /** See {@link io.yizhan.core.Books#gateBoot}. */
    public void restore(String gate, String name, long[] known, long lastHeardMs) {
        Boot boot = new Boot();
        boot.known = NumberRanges.ofBounds(known);
        boot.lastHeardMs = lastHeardMs;
        gates.computeIfAbsent(gate, id -> new HashMap<>()).put(name, boot);
    }

    public long stateHash() {
        long hash = 0;
        for (var gate : gates.entrySet()) {
            for (var entry : gate.getValue().entrySet()) {
                hash += Hash.of(gate.getKey().hashCode() * 31L + entry.getKey().hashCode())
                        * (entry.getValue().known.hash() + 1);
            }
        }
        return hash;
    }
}
