package io.yizhan.loadtest.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A station when all is told.
 *
 * @param truth people truly inside
 * @param told people inside by the clean sequence of what its gates tell
 * @param before people inside in the engine before anything was told
 * @param engine people inside in the engine now
 */
public record Standing(
        Station station, int truth, int told, int before, int engine, int missedExits, int lostEntries, int lostExits) {

    /** By station, in the order of the day. */
    public static List<Standing> of(
            TrueDay day, List<Telling> tellings, Map<String, Integer> before, Map<String, Integer> after) {
        Headcount truth = Headcount.of(day.passages());
        Headcount told = told(tellings);
        List<Standing> all = new ArrayList<>();
        for (Station it : day.stations()) {
            List<Telling> own = tellings.stream()
                    .filter(telling -> telling.station().equals(it.id()))
                    .toList();
            List<Passage> lost =
                    own.stream().flatMap(telling -> telling.lost().stream()).toList();
            int lostEntries = (int) lost.stream().filter(Passage::in).count();
            all.add(new Standing(
                    it,
                    truth.inside(it.id()),
                    told.inside(it.id()),
                    before.getOrDefault(it.id(), 0),
                    after.getOrDefault(it.id(), 0),
                    own.stream().mapToInt(telling -> telling.missed().size()).sum(),
                    lostEntries,
                    lost.size() - lostEntries));
        }
        return all;
    }

    /** By the clean sequence: what all gates tell, each event once, by time. */
    public static Headcount told(List<Telling> tellings) {
        return Headcount.of(tellings.stream()
                .flatMap(it -> it.told().stream())
                .map(Event::passage)
                .sorted(java.util.Comparator.comparingLong(Passage::atMs))
                .toList());
    }

    /** What the engine must say: it shows nobody less than none. */
    public int wanted() {
        return Math.max(0, before + told);
    }

    public boolean exact() {
        return engine == wanted();
    }

    /** People too many; below zero: too few. */
    int error() {
        return engine - before - truth;
    }

    /** Where it is not {@link #exact}. */
    public String difference() {
        return "Station " + station.id() + ": by what its gates tell " + wanted() + " are inside, the engine says "
                + engine + ".";
    }
}
