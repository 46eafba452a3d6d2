package io.yizhan.loadtest.city;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** How far what the engine said was from the truth, hour by hour. */
final class Drift {
    /**
     * All stations at a moment.
     *
     * @param error people too many (or, below zero, too few) in all
     * @param errorMean of a station, whichever way
     * @param errorMax of the station that is furthest off
     * @param toldError people too many in all, had everything that gates tell come at once
     */
    record Hour(long ms, int truth, int engine, int error, double errorMean, int errorMax, int toldError) {}

    private Drift() {}

    /** At each full hour that was looked at. */
    static List<Hour> hours(List<Sample> samples) {
        TreeMap<Long, List<Sample>> byTime = new TreeMap<>();
        for (Sample it : samples)
            if (it.ms() % WeekTime.HOUR_MS == 0)
                byTime.computeIfAbsent(it.ms(), ms -> new ArrayList<>()).add(it);
        List<Hour> hours = new ArrayList<>();
        byTime.forEach((ms, all) -> hours.add(hour(ms, all)));
        return hours;
    }

    private static Hour hour(long ms, List<Sample> all) {
        int truth = 0;
        int engine = 0;
        int told = 0;
        int errors = 0;
        int errorMax = 0;
        for (Sample it : all) {
            truth += it.truth();
            engine += it.engine();
            told += it.told();
            errors += Math.abs(it.error());
            errorMax = Math.max(errorMax, Math.abs(it.error()));
        }
        return new Hour(ms, truth, engine, engine - truth, (double) errors / all.size(), errorMax, told - truth);
    }

    static String markdown(List<Hour> hours) {
        StringBuilder text = new StringBuilder("""
                | when | truly inside | engine | error | share | error of a station, mean | at most | error without delays |
                |---|---|---|---|---|---|---|---|
                """);
        for (Hour it : hours)
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %+d | %s | %.2f | %d | %+d |%n",
                    WeekTime.text(it.ms()),
                    it.truth(),
                    it.engine(),
                    it.error(),
                    it.truth() == 0 ? "–" : String.format(Locale.ROOT, "%+.1f %%", 100.0 * it.error() / it.truth()),
                    it.errorMean(),
                    it.errorMax(),
                    it.toldError()));
        return text.toString();
    }
}
