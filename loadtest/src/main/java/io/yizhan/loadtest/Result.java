package io.yizhan.loadtest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one scenario gave: everything that the report shows, and nothing else. Filled by {@link ScenarioRun}. */
final class Result {
    /** One engine run and one run of the yardstick, the same requests at the same rate, one directly after the other. */
    record Pair(K6.Run engine, K6.Run bare) {}

    /**
     * One step of the search.
     *
     * @param server "engine" or "bare Vert.x"
     * @param held whether it kept its limits
     */
    record Step(String server, int ratePerS, K6.Run run, boolean held) {}

    /** Something wished for, which a run on a shared machine may miss: shown, but not a failure. */
    record Goal(String what, String wanted, String actual, boolean met) {}

    final Scenario scenario;
    final String startedAt;
    final String machine;
    final String command;
    final List<K6.Threshold> thresholds = new ArrayList<>();
    final List<Finding> truth = new ArrayList<>();
    final List<Pair> pairs = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Goal> goals = new ArrayList<>();
    /** What went wrong besides: sentences. */
    final List<String> problems = new ArrayList<>();

    K6.@Nullable Run main;
    Listeners.@Nullable Heard heard;
    int pairRatePerS;

    Result(Scenario scenario, String startedAt, String machine, String command) {
        this.scenario = scenario;
        this.startedAt = startedAt;
        this.machine = machine;
        this.command = command;
    }

    boolean passed() {
        return failures().isEmpty();
    }

    /** A sentence for each thing that must not be. */
    List<String> failures() {
        List<String> all = new ArrayList<>();
        for (Finding it : truth) if (it.violated()) all.add(it.what() + ": " + it.sentence());
        for (K6.Threshold it : thresholds)
            if (!it.held()) all.add(it.metric() + " is " + it.actual() + ", wanted " + it.condition());
        all.addAll(problems);
        return all;
    }

    /** The median of the pairs' ratios of p99, engine to bare; NaN without pairs. */
    double medianRatio(String call) {
        double[] ratios = pairs.stream()
                .mapToDouble(it -> it.engine().latency(call).p99()
                        / it.bare().latency(call).p99())
                .sorted()
                .toArray();
        return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }
}
