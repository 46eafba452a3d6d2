package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What gates have counted: each number of a boot once, and no more is given up than was missing. */
final class NaiveGateEvents {
    /** By gate and boot, the numbers that came or were given up since the boot was last forgotten. */
    final Map<String, Set<Long>> boots = new TreeMap<>();

    private final Map<Integer, NaiveCrowd> crowds;
    private final Set<String> countedEver = new HashSet<>();
    private final Set<String> heardEver = new HashSet<>();

    /** @param crowds by station; whoever is counted is counted there */
    NaiveGateEvents(Map<Integer, NaiveCrowd> crowds) {
        this.crowds = crowds;
    }

    void hear(Event.GateEventsRecorded it) {
        String name = it.gate() + "/" + it.boot();
        Set<Long> known = boots.computeIfAbsent(name, boot -> new HashSet<>());
        NaiveCrowd crowd = crowds.computeIfAbsent(it.stationNo(), station -> new NaiveCrowd());
        crowd.heardAtMs = it.atMs();
        for (int i = 0; i < it.seqs().length; i++) {
            unless(known.add(it.seqs()[i]), "a gate event is recorded once", name + " " + it.seqs()[i]);
            heardEver.add(name + "/" + it.seqs()[i]);
            if (!it.counted()[i]) continue;
            unless(
                    countedEver.add(name + "/" + it.seqs()[i]),
                    "a gate event is counted once",
                    name + " " + it.seqs()[i]);
            if (it.in()[i]) crowd.entered++;
            else crowd.left++;
        }
        for (int i = 0; i < it.forgotten().length; i += 2)
            for (long seq = it.forgotten()[i]; seq <= it.forgotten()[i + 1]; seq++)
                unless(known.add(seq), "only what is missing is given up", name + " " + seq);
    }

    void forget(Event.GateBootForgotten it) {
        unless(boots.remove(it.gate() + "/" + it.boot()) != null, "only a known boot is forgotten", it);
    }

    boolean heardEver(String gate, String boot, long seq) {
        return heardEver.contains(gate + "/" + boot + "/" + seq);
    }

    /** Distinct ones. */
    int passagesEver() {
        return heardEver.size();
    }
}
