package io.yizhan.loadtest;

import java.nio.file.Path;
import java.util.Locale;

/** The result in a few lines, for whoever waits at the terminal. */
final class Console {
    private Console() {}

    static void print(Result result, Path report) {
        StringBuilder text = new StringBuilder("\n");
        K6.Run run = result.main;
        if (run != null) {
            line(text, "  %-14s %9s %9s %9s %9s %9s %9s", "ms", "answers", "med", "p99", "p99.9", "max", "k6 late");
            for (String call : run.calls()) {
                K6.Trend it = run.latency(call);
                line(
                        text,
                        "  %-14s %9d %9.1f %9.1f %9.1f %9.1f %9.1f",
                        call,
                        it.count(),
                        it.med(),
                        it.p99(),
                        it.p999(),
                        it.max(),
                        run.late(call).p99());
            }
        }
        for (Finding it : result.truth)
            line(
                    text,
                    "  %-50s k6 %-8s API %-8s rows %-8s %s",
                    it.what(),
                    it.k6(),
                    it.api(),
                    it.rows(),
                    it.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!result.pairs.isEmpty())
            for (String call : result.pairs.get(0).engine().calls())
                line(
                        text,
                        "  %s at %d: p99 %s times that of bare Vert.x (median of %d)",
                        call,
                        result.pairRatePerS,
                        Report.number(result.medianRatio(call)),
                        result.pairs.size());
        Listeners.Heard heard = result.heard;
        if (heard != null)
            line(
                    text,
                    "  %d live streams: %d events, lag med %.1f ms, p99 %.1f ms, max %.1f ms, %d missed",
                    heard.streams(),
                    heard.events(),
                    heard.lagMedMs(),
                    heard.lagP99Ms(),
                    heard.lagMaxMs(),
                    heard.missed());
        for (Result.Goal it : result.goals)
            line(
                    text,
                    "  goal %s: %s, wanted %s, %s",
                    it.what(),
                    it.actual(),
                    it.wanted(),
                    it.met() ? "met" : "missed");
        for (String failure : result.failures()) line(text, "  FAILED %s", failure);
        line(text, "  %s; report in %s", result.passed() ? "passed" : "FAILED", report);
        System.err.print(text);
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one line.
    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
