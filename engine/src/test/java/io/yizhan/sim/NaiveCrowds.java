package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is inside, by every passage that ever counted and every correction; and the clocks of gates, by every report. */
final class NaiveCrowds {
    private static final String COUNTED = "what a correction has counts no more, and everything else of a week does";

    /** A passage, or a correction to this number. */
    private record Change(boolean correction, int number) {}

    private record Report(long atMs, long leastMs) {}

    private final Rules rules;
    /** By station, in order. */
    private final Map<Integer, List<Change>> changes = new TreeMap<>();

    private final Map<Integer, Long> asOfMs = new TreeMap<>();
    private final Map<String, List<Report>> reports = new TreeMap<>();

    NaiveCrowds(Rules rules) {
        this.rules = rules;
    }

    void hear(Event.GateEventsRecorded it) {
        List<Change> here = changes.computeIfAbsent(it.stationNo(), station -> new ArrayList<>());
        if (it.seqs().length == 0) return;
        long least = Long.MAX_VALUE;
        for (long atMs : it.happenedAtMs()) least = Math.min(least, it.atMs() - atMs);
        List<Report> ofGate = reports.computeIfAbsent(it.gate(), gate -> new ArrayList<>());
        ofGate.add(new Report(it.atMs(), least));
        long skewMs = skewMs(ofGate);
        for (int i = 0; i < it.seqs().length; i++) {
            boolean counts = it.atMs() - it.happenedAtMs()[i] <= rules.gateEventAgeMaxMs()
                    && it.happenedAtMs()[i] + skewMs >= asOfMs.getOrDefault(it.stationNo(), 0L);
            unless(counts == it.counted()[i], COUNTED, it);
            if (counts) here.add(new Change(false, it.in()[i] ? 1 : -1));
        }
    }

    /** The least of the last two hours in which there were any. */
    private static long skewMs(List<Report> reports) {
        long[] hours = reports.stream()
                .mapToLong(it -> it.atMs / 3_600_000)
                .distinct()
                .sorted()
                .toArray();
        long fromHour = hours[Math.max(0, hours.length - 2)];
        return reports.stream()
                .filter(it -> it.atMs / 3_600_000 >= fromHour)
                .mapToLong(Report::leastMs)
                .min()
                .orElseThrow();
    }

    void correct(Event.OccupancyCorrected it) {
        List<Change> here = changes.computeIfAbsent(it.stationNo(), station -> new ArrayList<>());
        unless(it.drift() == balance(it.stationNo()) - it.inside(), "drift is what the gates were wrong by", it);
        unless(it.passages() == passages(here), "drift is told with the passages that it came of", it);
        here.add(new Change(true, it.inside()));
        asOfMs.merge(it.stationNo(), it.asOfMs(), Math::max);
    }

    private static long passages(List<Change> changes) {
        long passages = 0;
        for (Change each : changes) passages = each.correction ? 0 : passages + 1;
        return passages;
    }

    /** People inside, perhaps below zero. */
    long balance(int stationNo) {
        long balance = 0;
        for (Change each : changes.getOrDefault(stationNo, List.of()))
            balance = each.correction ? each.number : balance + each.number;
        return balance;
    }
}
