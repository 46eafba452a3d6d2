package io.yizhan.bench;

import io.yizhan.bench.chart.Axis;
import io.yizhan.bench.chart.LineChart;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs {@link DecideAndApply}, or the other parts, under JMH and prints a Markdown table. */
@CommandLine.Command(name = "bench/run core", mixinStandardHelpOptions = true, sortOptions = false)
final class Benchmarks implements Callable<Integer> {
    @Option(names = "--quick", description = "one fork and short iterations: a look, not a figure")
    private boolean quick;

    @Option(
            names = "--growth",
            description = "with 10,000 to 10 million reservations in the books, as a chart too; takes 6 GB of heap")
    private boolean growth;

    @Option(names = "--gc", description = "JMH's gc profiler too; its bytes include emptying the books between rounds")
    private boolean gc;

    @Option(names = "--record", paramLabel = "FILE", description = "append the table to this file")
    private @Nullable Path record;

    @Option(
            names = "--parts",
            description = "hand-off, journal, record format, JSON, availability and search instead of the core")
    private boolean parts;

    @Parameters(arity = "0..1", paramLabel = "REGEX", description = "only these cases")
    private @Nullable String cases;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(
                        cases != null
                                ? cases
                                : parts
                                        ? "HandOff|JournalWrite|RecordFormat|HotRouteJson|AvailabilityRead|SearchRead"
                                        : "DecideAndApply")
                .addProfiler(CostPerOperation.class)
                .shouldFailOnError(true);
        if (gc) options.addProfiler(GCProfiler.class);
        if (growth) options.param("liveReservations", "10000", "100000", "1000000", "10000000");
        if (quick) {
            options.forks(1).warmupIterations(3).measurementIterations(3);
            options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
        }
        String title = parts
                ? "Parts: hand-off, journal, record format, JSON, availability"
                : "Core: decide and apply, one thread";
        String command = (parts ? "bench/run parts" : "bench/run core")
                + (quick ? " --quick" : "")
                + (growth ? " --growth" : "");
        Table table = new Table(
                title,
                command,
                List.of("case", "parameters", "ns/op", "±", "million/s", "CPU ns/op", "B/op", "p99 ns", "p99.9 ns"));
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult result : results) table.row(row(result));
        Section section = new Section(title, command).table(table);
        if (growth && !parts) section.chart("core-growth", growth(results));
        section.publish(record);
        return 0;
    }

    /** Processor time, which goes on less than the clock does while others have the core. */
    private static LineChart growth(Collection<RunResult> results) {
        LineChart chart = new LineChart(
                "Cost of a command as the books grow",
                new Axis("live reservations", true),
                new Axis("CPU ns a command", false));
        results.stream()
                .collect(Collectors.groupingBy(
                        it -> it.getPrimaryResult().getLabel(), TreeMap::new, Collectors.toList()))
                .forEach((label, runs) -> chart.line(
                        label,
                        runs.stream()
                                .map(it -> Double.valueOf(it.getParams().getParam("liveReservations")))
                                .toList(),
                        runs.stream().map(Benchmarks::cpuNs).toList()));
        return chart;
    }

    private static double cpuNs(RunResult run) {
        Result<?> cpu = run.getSecondaryResults().get(CostPerOperation.CPU);
        return cpu == null ? run.getPrimaryResult().getScore() : cpu.getScore();
    }

    private static String[] row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        String parameters = run.getParams().getParamsKeys().stream()
                .map(key -> key + " " + run.getParams().getParam(key))
                .collect(Collectors.joining(", "));
        return new String[] {
            time.getLabel(),
            parameters,
            Table.number("%.1f", time.getScore()),
            Table.number("%.1f", time.getScoreError()),
            Table.number("%.1f", 1_000 / time.getScore()),
            secondary(run, CostPerOperation.CPU),
            secondary(run, CostPerOperation.BYTES),
            percentile(run, 99),
            percentile(run, 99.9)
        };
    }

    /** Of single operations, where each was timed. */
    private static String percentile(RunResult run, double rank) {
        if (run.getParams().getMode() != Mode.SampleTime) return "";
        return Table.number("%.0f", run.getPrimaryResult().getStatistics().getPercentile(rank));
    }

    private static String secondary(RunResult run, String label) {
        Result<?> result = run.getSecondaryResults().get(label);
        return result == null ? "" : Table.number("%.1f", result.getScore());
    }
}
