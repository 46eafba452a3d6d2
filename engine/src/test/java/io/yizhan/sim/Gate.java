package io.yizhan.sim;

import io.yizhan.core.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A turnstile: counts people, keeps what it counted until it is acknowledged, and starts anew now and then. */
final class Gate {
    final String id;
    final int stationNo;
    private int boots = 1;
    private long seq;
    private final List<Passage> open = new ArrayList<>();

    /** How often each number of each boot was counted by the gate itself: the truth. */
    int passages;

    private record Passage(String boot, long seq, long atMs, boolean in, Op[] reported) {
        boolean known() {
            return reported[0] != null && reported[0].answer != null;
        }
    }

    Gate(String id, int stationNo) {
        this.id = id;
        this.stationNo = stationNo;
    }

    void restart() {
        boots++;
        seq = 0;
    }

    void count(int people, long nowMs, SplittableRandom dice) {
        for (int i = 0; i < people; i++) {
            open.add(new Passage("b" + boots, ++seq, nowMs, dice.nextInt(5) < 3, new Op[1]));
            passages++;
        }
    }

    /** Sends some of what is not yet acknowledged, or all, in any order; what was sent before may go again. */
    void report(Clients clients, boolean all, SplittableRandom dice) {
        open.removeIf(Passage::known);
        String boot = open.isEmpty()
                ? ""
                : open.get(all ? 0 : dice.nextInt(open.size())).boot();
        List<Passage> sent = new ArrayList<>();
        for (Passage it : open) {
            boolean again = it.reported()[0] != null;
            if (!it.boot().equals(boot) || (all ? again : dice.nextInt(again ? 4 : 2) > 0)) continue;
            sent.add(dice.nextInt(sent.size() + 1), it);
        }
        if (sent.isEmpty()) return;
        var seqs = new long[sent.size()];
        var atMs = new long[sent.size()];
        var in = new boolean[sent.size()];
        var credentials = new String[sent.size()];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = sent.get(i).seq();
            atMs[i] = sent.get(i).atMs();
            in[i] = sent.get(i).in();
            credentials[i] = i % 5 == 0 ? "a\0b" : "";
        }
        Op op = clients.ask(
                new Command.RecordGateEvents(id, boot, stationNo, seqs, atMs, in, credentials), dice.nextLong());
        for (Passage it : sent) if (it.reported()[0] == null) it.reported()[0] = op;
    }

    /** Whether all that was counted was sent and acknowledged. */
    boolean quiet() {
        open.removeIf(Passage::known);
        return open.isEmpty();
    }
}
