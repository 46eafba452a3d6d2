package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.NumberRange;
import io.yizhan.core.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A turnstile: counts people, keeps what it counted until it is acknowledged, and starts anew now and then. It loses numbers, too: some it
 * has never sent, others it has, and does not know what became of them. Those it gives up, and some come all the same.
 */
final class Gate {
    final String id;
    final int stationNo;
    private int boots = 1;
    private long seq;
    private final List<Passage> open = new ArrayList<>();
    private final List<Passage> all = new ArrayList<>();
    /** By boot, numbers that it will not send any more. */
    private final Map<String, Set<Long>> lost = new TreeMap<>();
    /** By boot, the last that it has asked when there was nothing left to send; null before. */
    private final Map<String, @Nullable Op> asked = new TreeMap<>();

    /** By boot, what it has sent; of that, what was answered is left out. */
    private final Map<String, List<Op>> underWay = new TreeMap<>();

    private record Passage(String boot, long seq, long atMs, boolean in, Op[] reported) {
        boolean known() {
            return reported[0] != null && reported[0].answer != null;
        }
    }

    Gate(String id, int stationNo) {
        this.id = id;
        this.stationNo = stationNo;
    }

    /** What it remembers is lost in part. */
    void restart(SplittableRandom dice) {
        for (Passage it : List.copyOf(open)) if (dice.nextInt(3) == 0) lose(it);
        boots++;
        seq = 0;
    }

    private void lose(Passage passage) {
        open.remove(passage);
        lost(passage.boot()).add(passage.seq());
    }

    private Set<Long> lost(String boot) {
        return lost.computeIfAbsent(boot, it -> new TreeSet<>());
    }

    void count(int people, long nowMs, SplittableRandom dice) {
        for (int i = 0; i < people; i++) {
            Passage passage = new Passage("b" + boots, ++seq, nowMs, dice.nextInt(5) < 3, new Op[1]);
            all.add(passage);
            open.add(passage);
            if (dice.nextInt(12) == 0) lose(passage);
        }
        if (!open.isEmpty() && dice.nextInt(15) == 0) lose(open.get(dice.nextInt(open.size())));
    }

    /** Sends some of what is not yet acknowledged, or all, in any order; what was sent before may go again. */
    void report(Clients clients, boolean everything, SplittableRandom dice) {
        open.removeIf(Passage::known);
        String boot = open.isEmpty()
                ? unsettled(everything)
                : open.get(everything ? 0 : dice.nextInt(open.size())).boot();
        if (boot.isEmpty()) return;
        List<Passage> sent = new ArrayList<>();
        for (Passage it : open) {
            boolean again = it.reported()[0] != null;
            if (!it.boot().equals(boot) || (everything ? again : dice.nextInt(again ? 4 : 2) > 0)) continue;
            sent.add(dice.nextInt(sent.size() + 1), it);
        }
        List<Op> onTheirWay = underWay.computeIfAbsent(boot, it -> new ArrayList<>());
        onTheirWay.removeIf(op -> op.answer != null);
        boolean isEmpty =
                onTheirWay.isEmpty() && open.stream().noneMatch(it -> it.boot().equals(boot));
        long[] forget = everything ? isEmpty ? missing(boot) : new long[0] : someLost(boot, dice);
        if (sent.isEmpty() && forget.length == 0) return;
        // What was given up comes all the same now and then, from another part of the gate.
        for (Passage it : all)
            if (it.boot().equals(boot) && lost(boot).contains(it.seq()) && !everything && dice.nextInt(9) == 0)
                sent.add(it);
        Op op = clients.ask(command(boot, sent, forget), dice.nextLong());
        onTheirWay.add(op);
        asked.put(boot, everything && isEmpty ? op : null);
        for (Passage it : sent) if (it.reported()[0] == null) it.reported()[0] = op;
    }

    private Command command(String boot, List<Passage> sent, long[] forget) {
        var seqs = new long[sent.size()];
        var atMs = new long[sent.size()];
        var in = new boolean[sent.size()];
        var credentials = new String[sent.size()];
        var passes = new long[sent.size()];
        var companions = new int[sent.size()];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = sent.get(i).seq();
            atMs[i] = sent.get(i).atMs();
            in[i] = sent.get(i).in();
            credentials[i] = i % 5 == 0 ? "a\0b" : "";
            passes[i] = shown(boot, seqs[i]);
            companions[i] = passes[i] != 0 && seqs[i] % 4 == 0 ? 1 : 0;
        }
        return new GateCommand.RecordGateEvents(
                id, boot, stationNo, 0, seqs, atMs, in, credentials, new long[0], forget, passes, companions);
    }

    /** Of which reservation the pass was, the same however often it is told of; often of none that there is. */
    private long shown(String boot, long seq) {
        int dice = new SplittableRandom((id + boot).hashCode() * 31L + seq).nextInt(60);
        return dice < 12 ? 1 + dice : 0;
    }

    /** A boot that has lost something; at the end one of which it isn't known yet that nothing is missing. */
    private String unsettled(boolean everything) {
        for (String boot : everything ? asked.keySet() : lost.keySet())
            if (!everything || !isSettled(boot)) return boot;
        return "";
    }

    private boolean isSettled(String boot) {
        Op last = asked.get(boot);
        return last != null
                && !isOutdated(last)
                && (last.answer == null
                        || (last.answer instanceof Outcome.GateReceipt receipt
                                && receipt.missing().isEmpty()));
    }

    /** A superseded owner has answered, who did not know yet what the next one was told. */
    private static boolean isOutdated(Op op) {
        return op.answer != null
                && op.attempts.stream()
                        .filter(attempt -> op.answer.equals(attempt.said))
                        .allMatch(attempt -> attempt.outdated);
    }

    /** Bounds of what a boot is told to be missing; where it was told nothing yet, of a number that changes nothing. */
    private long[] missing(String boot) {
        Op last = asked.get(boot);
        if (last == null || isOutdated(last)) return new long[] {1, 1};
        var bounds = new ArrayList<Long>();
        if (last.answer instanceof Outcome.GateReceipt receipt) {
            for (NumberRange gap : receipt.missing()) {
                bounds.add(gap.from());
                bounds.add(gap.to());
            }
        }
        return bounds.stream().mapToLong(Long::longValue).toArray();
    }

    private long[] someLost(String boot, SplittableRandom dice) {
        var bounds = new ArrayList<Long>();
        for (long number : lost(boot)) {
            if (dice.nextInt(3) > 0) continue;
            bounds.add(number);
            bounds.add(number);
        }
        return bounds.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether all that it has kept was sent and acknowledged, and nothing is told to be missing. */
    boolean quiet() {
        open.removeIf(Passage::known);
        return open.isEmpty() && asked.keySet().stream().allMatch(this::isSettled);
    }

    /** All that it has kept is recorded, and no boot waits for a number that will not come. Returns how many are recorded. */
    int check(NaiveBooks books) {
        int recorded = 0;
        for (Passage it : all) {
            boolean there = books.gateEvents.heardEver(id, it.boot(), it.seq());
            if (there) recorded++;
            unless(there || lost(it.boot()).contains(it.seq()), "every gate event is recorded", id + " " + it);
            unless(!there || it.reported()[0] != null, "what was never sent is not recorded", id + " " + it);
        }
        for (String boot : asked.keySet()) {
            @Nullable Set<Long> known = books.gateEvents.boots.get(id + "/" + boot);
            unless(
                    known == null
                            || known.stream().allMatch(number -> number == 1 || known.contains(number - 1))
                            || wasForgotten(boot, known, books),
                    "no boot waits for a number for ever",
                    id + " " + boot + ": " + known);
        }
        return recorded;
    }

    /** A message of which nobody waits for the answer any more may have made it anew. It is forgotten again by and by. */
    private boolean wasForgotten(String boot, Set<Long> known, NaiveBooks books) {
        return all.stream()
                .anyMatch(it -> it.boot().equals(boot)
                        && books.gateEvents.heardEver(id, boot, it.seq())
                        && !known.contains(it.seq()));
    }
}
