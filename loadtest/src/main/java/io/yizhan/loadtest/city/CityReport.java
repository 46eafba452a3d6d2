package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a run leaves: a report in Markdown, and each look at each station as CSV. */
final class CityReport {
    private static final int SHOWN_MAX = 20;

    private CityReport() {}

    static void write(CityPlan plan, CityResult result, Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("time,station,truth,told,engine\n");
        for (Sample it : result.samples())
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%d%n",
                    WeekTime.text(it.ms()),
                    it.station(),
                    it.truth(),
                    it.told(),
                    it.engine()));
        Files.writeString(folder.resolve("samples.csv"), csv);
        Files.writeString(folder.resolve("report.md"), markdown(plan, result));
    }

    static String markdown(CityPlan plan, CityResult result) {
        StringBuilder text = new StringBuilder("# Simulated city: ")
                .append(result.passed() ? "counted right" : "counted WRONG")
                .append("\n\n`")
                .append(plan.command())
                .append("`, on ")
                .append(Machine.text())
                .append("\n\n");
        facts(text, plan, result);
        if (!result.failures().isEmpty()) {
            text.append("\n## What is wrong\n\n");
            result.failures().stream()
                    .limit(SHOWN_MAX)
                    .forEach(it -> text.append("- ").append(it).append('\n'));
            int more = result.failures().size() - SHOWN_MAX;
            if (more > 0) text.append("- and ").append(more).append(" more\n");
        }
        List<Drift.Hour> hours = Drift.hours(result.samples());
        if (!hours.isEmpty())
            text.append("\n## Against the truth, hour by hour\n\n").append(Drift.markdown(hours));
        text.append("\n## Stations at the end\n\n");
        stations(text, result.standings());
        return text.toString();
    }

    /** In a few lines, for whoever waits at the terminal. */
    static String summary(CityPlan plan, CityResult result) {
        StringBuilder text = new StringBuilder("\n");
        facts(text, plan, result);
        List<Drift.Hour> hours = Drift.hours(result.samples());
        if (!hours.isEmpty()) text.append('\n').append(Drift.markdown(hours));
        result.failures().stream()
                .limit(SHOWN_MAX)
                .forEach(it -> text.append("  FAILED ").append(it).append('\n'));
        return text.append(result.passed() ? "  counted right" : "  counted WRONG")
                .toString();
    }

    private static void facts(StringBuilder text, CityPlan plan, CityResult result) {
        CityResult.Told told = result.told();
        long exact = result.standings().stream().filter(Standing::exact).count();
        int truth = result.standings().stream().mapToInt(Standing::truth).sum();
        int error = result.standings().stream().mapToInt(Standing::error).sum();
        add(
                text,
                "- %d stations with %d gates, %s to %s at %s times the speed: %d passages, %d turned away",
                result.standings().size(),
                result.tellings().size(),
                WeekTime.text(result.day().fromMs()),
                WeekTime.text(result.day().toMs()),
                number(plan.speed()),
                result.day().passages().size(),
                result.day().turnedAway());
        add(
                text,
                "- gates tell %d events: %d twice (%s), %d out of order (%s); %d exits were not seen, %d numbers were lost",
                told.events(),
                told.sent() - told.events(),
                share(told.sent() - told.events(), told.events()),
                told.disordered(),
                share(told.disordered(), told.events()),
                told.missed(),
                told.lost());
        for (String it : result.delivered()) add(text, "- %s", it);
        add(
                text,
                "- people inside as by the clean sequence: at %d of %d stations%s",
                exact,
                result.standings().size(),
                plan.countedAt().isEmpty() ? "" : " (not judged: people were counted by eye)");
        add(text, "- each event once in PostgreSQL: %s", rows(result));
        add(
                text,
                "- against the truth: %d truly inside at the end, the engine says %d (%+d)",
                truth,
                truth + error,
                error);
    }

    private static String rows(CityResult result) {
        if (!result.rows()) return "not looked at (--postgres)";
        return result.failures().stream().anyMatch(it -> it.startsWith("PostgreSQL")) ? "NO" : "yes";
    }

    private static void stations(StringBuilder text, List<Standing> standings) {
        text.append("""
                | station | limit | truth | clean sequence | engine | error | exits not seen | lost in, out | |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Standing it : standings)
            add(
                    text,
                    "| %s | %d | %d | %d | %d | %+d | %d | %d, %d | %s |",
                    it.station().id(),
                    it.station().limit(),
                    it.truth(),
                    it.told(),
                    it.engine() - it.before(),
                    it.error(),
                    it.missedExits(),
                    it.lostEntries(),
                    it.lostExits(),
                    it.exact() ? "exact" : "**not exact**");
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one line.
    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
