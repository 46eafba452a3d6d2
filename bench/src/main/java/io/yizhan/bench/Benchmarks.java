package io.yizhan.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/** Runs {@link DecideAndApply} under JMH and prints a Markdown table. */
@CommandLine.Command(name = "bench/run core", mixinStandardHelpOptions = true, sortOptions = false)
final class Benchmarks implements Callable<Integer> {
    @Option(names = "--quick", description = "one fork and short iterations: a look, not a figure")
    private boolean quick;

    @Option(
            names = "--growth",
            description = "with 10,000 and with 10 million reservations in the books; takes 6 GB of heap")
    private boolean growth;

    @Option(names = "--gc", description = "JMH's gc profiler too; its bytes include emptying the books between rounds")
    private boolean gc;

    @Option(names = "--record", paramLabel = "FILE", description = "append the table to this file")
    private @Nullable Path record;

    @Parameters(arity = "0..1", paramLabel = "REGEX", description = "only these cases", defaultValue = "DecideAndApply")
    private String cases = "";

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(cases)
                .addProfiler(CostPerOperation.class)
                .shouldFailOnError(true);
        if (gc) options.addProfiler(GCProfiler.class);
        if (growth) options.param("liveReservations", "10000", "10000000");
        if (quick) {
            options.forks(1).warmupIterations(3).measurementIterations(3);
            options.warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1));
        }
        Table table = new Table(
                "Core: decide and apply, one thread",
                "bench/run core" + (quick ? " --quick" : "") + (growth ? " --growth" : ""),
                List.of("case", "live reservations", "ns/op", "±", "million/s", "CPU ns/op", "B/op"));
        for (RunResult result : new Runner(options.build()).run()) table.row(row(result));
        table.publish(record);
        return 0;
    }

    private static String[] row(RunResult run) {
        Result<?> time = run.getPrimaryResult();
        Collection<String> parameters = run.getParams().getParamsKeys();
        String live = parameters.contains("liveReservations") ? run.getParams().getParam("liveReservations") : "";
        return new String[] {
            time.getLabel(),
            live,
            Table.number("%.1f", time.getScore()),
            Table.number("%.1f", time.getScoreError()),
            Table.number("%.1f", 1_000 / time.getScore()),
            secondary(run, CostPerOperation.CPU),
            secondary(run, CostPerOperation.BYTES)
        };
    }

    private static String secondary(RunResult run, String label) {
        Result<?> result = run.getSecondaryResults().get(label);
        return result == null ? "" : Table.number("%.1f", result.getScore());
    }
}
