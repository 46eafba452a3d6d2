package io.yizhan.core.visit;

import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Oddity;
import java.util.ArrayList;
import java.util.List;

/**
 * That somebody went through a gate by a pass.
 *
 * @param reported whether the gate has counted it; else it was told to open for it
 * @param companion by whose pass; 0 for that of the reservation itself
 * @param oddity of an entry: what was wrong with it by itself, whoever else is inside
 */
record Passage(long atMs, boolean in, int companion, String gate, boolean reported, Oddity oddity)
        implements Comparable<Passage> {
    /** A gate reports a passage so long before or after it was told to open for it, at most: people hesitate, and clocks differ. */
    static final long SAME_WITHIN_MS = 2 * 60_000;

    /** Those that visits are made of, in no order. */
    static List<Passage> of(Visit[] visits) {
        List<Passage> passages = new ArrayList<>(2 * visits.length + 1);
        for (Visit it : visits) {
            if (it.enteredAtMs() != 0)
                passages.add(new Passage(
                        it.enteredAtMs(),
                        true,
                        it.companion(),
                        it.entryGate(),
                        it.entryReported(),
                        byItself(it.oddity())));
            if (it.ending() == Visit.Ending.EXIT)
                passages.add(new Passage(
                        it.leftAtMs(), false, it.companion(), it.exitGate(), it.exitReported(), Oddity.NONE));
        }
        return passages;
    }

    /** What follows from the other passages is found anew. */
    private static Oddity byItself(Oddity oddity) {
        return switch (oddity) {
            case NONE, PASS_INSIDE_ALREADY, NO_ENTRY -> Oddity.NONE;
            case CANCELLED, NOT_CONFIRMED, OUT_OF_TIME, OTHER_STATION -> oddity;
        };
    }

    /** Whether this is what a gate was told to open for. */
    boolean isAnswerOf(Passage report) {
        return !reported
                && in == report.in
                && companion == report.companion
                && gate.equals(report.gate)
                && Math.abs(atMs - report.atMs) <= SAME_WITHIN_MS;
    }

    Passage asReported() {
        return new Passage(atMs, in, companion, gate, true, oddity);
    }

    /** By time; at one moment people come in before they go out. */
    @Override
    public int compareTo(Passage other) {
        int byTime = Long.compare(atMs, other.atMs);
        if (byTime != 0) return byTime;
        if (in != other.in) return in ? -1 : 1;
        int byGate = gate.compareTo(other.gate);
        if (byGate != 0) return byGate;
        int byReport = Boolean.compare(reported, other.reported);
        if (byReport != 0) return byReport;
        int byPass = Integer.compare(companion, other.companion);
        return byPass != 0 ? byPass : oddity.compareTo(other.oddity);
    }
}
