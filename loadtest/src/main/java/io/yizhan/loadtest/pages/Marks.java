package io.yizhan.loadtest.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What Lighthouse says of a page. The median of several runs counts, for it measures a busy machine as well. */
final class Marks {
    private static final double MARK_MIN = 95;
    private static final double LCP_MAX_MS = 1_000;
    private static final List<String> CATEGORIES = List.of("performance", "accessibility", "best-practices", "seo");

    final List<String> failures = new ArrayList<>();
    private final List<JsonNode> reports;
    private final StringBuilder table = new StringBuilder();

    /** @param reports in Lighthouse's JSON, one for each run */
    Marks(List<JsonNode> reports) {
        this.reports = reports;
        for (String it : CATEGORIES) {
            double mark = row(it + ", of 100", "%.0f", report -> mark(report, it));
            if (mark < MARK_MIN) fail("%s has %.0f of 100, less than %.0f", it, mark, MARK_MIN);
        }
        double lcpMs = row("largest contentful paint, ms", "%.0f", it -> value(it, "largest-contentful-paint"));
        if (lcpMs > LCP_MAX_MS)
            fail("the largest contentful paint comes after %.0f ms, more than %.0f", lcpMs, LCP_MAX_MS);
        row("first contentful paint, ms", "%.0f", it -> value(it, "first-contentful-paint"));
        row("total blocking time, ms", "%.0f", it -> value(it, "total-blocking-time"));
        row("cumulative layout shift", "%.3f", it -> value(it, "cumulative-layout-shift"));
        row("bytes, KiB", "%.0f", it -> value(it, "total-byte-weight") / 1024);
        // How fast the machine was just then: with less than some 1,000, times say more of it than of the page.
        row(
                "the machine's own mark",
                "%.0f",
                it -> it.path("environment").path("benchmarkIndex").asDouble());
    }

    private static double mark(JsonNode report, String category) {
        JsonNode score = report.path("categories").path(category).path("score");
        if (!score.isNumber()) throw new Failure("Lighthouse gave no mark for " + category + error(report));
        return (double) Math.round(score.asDouble() * 100);
    }

    private static double value(JsonNode report, String audit) {
        JsonNode value = report.path("audits").path(audit).path("numericValue");
        if (!value.isNumber()) throw new Failure("Lighthouse did not measure " + audit + error(report));
        return value.asDouble();
    }

    private static String error(JsonNode report) {
        String why = report.path("runtimeError").path("message").asText();
        return why.isEmpty() ? "" : ": " + why;
    }

    private double row(String name, String format, ToDoubleFunction<JsonNode> of) {
        double[] values = reports.stream().mapToDouble(of).toArray();
        double median = median(values);
        StringBuilder each = new StringBuilder();
        for (double it : values) each.append("  ").append(String.format(Locale.ROOT, format, it));
        table.append(String.format(
                Locale.ROOT, "  %-30s %8s   of%s%n", name, String.format(Locale.ROOT, format, median), each));
        return median;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** A row for each figure: its median, and each run's. */
    String table() {
        return table.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for one line.
    private void fail(String format, Object... values) {
        failures.add(String.format(Locale.ROOT, format, values));
    }
}
