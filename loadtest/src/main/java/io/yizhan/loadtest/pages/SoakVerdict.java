package io.yizhan.loadtest.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What is to be said of a page that was left open: what it needed at the start and at the end, and what of it is too much. */
final class SoakVerdict {
    private static final double ELEMENTS_PERCENT_MAX = 10;

    final List<String> failures = new ArrayList<>();
    private final StringBuilder table = new StringBuilder();

    /** @param samples in the order of time, two at least */
    static SoakVerdict of(List<Sample> samples) {
        SoakVerdict verdict = new SoakVerdict();
        verdict.line("%-12s %10s %10s %10s %16s", "", "start", "end", "change", "last third, 1/h");
        verdict.row("elements", samples, Sample::elements, false);
        verdict.row("nodes", samples, Sample::nodes, true);
        verdict.row("listeners", samples, Sample::listeners, true);
        verdict.row("heap, KiB", samples, Sample::heapKb, true);
        double change = change(samples, Sample::elements);
        if (Math.abs(change) > ELEMENTS_PERCENT_MAX)
            verdict.fail("elements changed by %.1f %%, which is more than %.0f %%", change, ELEMENTS_PERCENT_MAX);
        return verdict;
    }

    private void row(String name, List<Sample> samples, ToLongFunction<Sample> value, boolean judged) {
        String slope = "too short to tell";
        if (Growth.canBeTold(samples)) {
            Growth growth = Growth.of(samples, value);
            slope = String.format(Locale.ROOT, "%+.0f", growth.perHour());
            if (judged && growth.isThere())
                fail("%s: grew in the last third by %.1f %%, %.0f an hour", name, growth.percent(), growth.perHour());
        }
        line(
                "%-12s %10d %10d %+9.1f%% %16s",
                name,
                value.applyAsLong(samples.getFirst()),
                value.applyAsLong(samples.getLast()),
                change(samples, value),
                slope);
    }

    /** In percent. */
    private static double change(List<Sample> samples, ToLongFunction<Sample> value) {
        double first = value.applyAsLong(samples.getFirst());
        return first == 0 ? 0 : (value.applyAsLong(samples.getLast()) / first - 1) * 100;
    }

    String table() {
        return table.toString();
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency for two lines.
    void fail(String format, Object... values) {
        failures.add(String.format(Locale.ROOT, format, values));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
