package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs k6, one script after the other, and reads what came out. */
final class K6 {
    private static final int CODE_THRESHOLDS = 99;

    private final Path command;
    private final Path scripts;
    private final Path work;
    private int runs;

    K6(Path command, Path scripts, Path work) {
        this.command = command;
        this.scripts = scripts;
        this.work = work;
    }

    /** Latencies in milliseconds, from the intended start where nothing else is said. */
    record Trend(long count, double min, double med, double p90, double p99, double p999, double max) {
        static Trend of(JsonNode metric) {
            JsonNode it = metric.path("values");
            return new Trend(
                    it.path("count").asLong(),
                    it.path("min").asDouble(),
                    it.path("med").asDouble(),
                    it.path("p(90)").asDouble(),
                    it.path("p(99)").asDouble(),
                    it.path("p(99.9)").asDouble(),
                    it.path("max").asDouble());
        }
    }

    /** A threshold as k6 judged it. */
    record Threshold(String metric, String condition, String actual, boolean held) {}

    /** What one run gave. */
    record Run(JsonNode raw, Path ledger) {
        List<String> calls() {
            List<String> calls = new ArrayList<>();
            raw.path("mix").fieldNames().forEachRemaining(calls::add);
            return calls;
        }

        private JsonNode metric(String name) {
            return raw.path("metrics").path(name);
        }

        long count(String metric) {
            return metric(metric).path("values").path("count").asLong();
        }

        Trend latency(String call) {
            return Trend.of(metric("latency_" + call));
        }

        /** From sending, as k6 times requests. */
        Trend sent(String call) {
            return Trend.of(metric("sent_" + call));
        }

        /** How much after the intended start k6 came to it. */
        Trend late(String call) {
            return Trend.of(metric("late_" + call));
        }

        double worstP99Ms() {
            return calls().stream().mapToDouble(it -> latency(it).p99()).max().orElse(0);
        }

        double worstMs() {
            return calls().stream().mapToDouble(it -> latency(it).max()).max().orElse(0);
        }

        double seconds() {
            return raw.path("durationMs").asDouble() / 1_000;
        }

        double achievedPerS() {
            return calls().stream().mapToLong(it -> latency(it).count()).sum() / seconds();
        }

        /** Of each slice of the run, in order. */
        List<Trend> overTime(String call) {
            List<Trend> slices = new ArrayList<>();
            for (int i = 0; i < raw.path("buckets").asInt(); i++)
                slices.add(Trend.of(metric("over_time_" + call + "_" + i)));
            return slices;
        }

        List<Threshold> thresholds() {
            Map<String, Threshold> all = new TreeMap<>();
            raw.path("metrics")
                    .properties()
                    .forEach(metric -> metric.getValue()
                            .path("thresholds")
                            .properties()
                            .forEach(it -> all.put(
                                    metric.getKey(),
                                    new Threshold(
                                            metric.getKey(),
                                            it.getKey(),
                                            actual(metric.getValue().path("values"), it.getKey()),
                                            it.getValue().path("ok").asBoolean()))));
            return List.copyOf(all.values());
        }

        private static String actual(JsonNode values, String condition) {
            String of = condition.split("[<>=!]", -1)[0];
            double value = values.path(of).asDouble();
            return of.equals("count") ? "" + (long) value : String.format(java.util.Locale.ROOT, "%.1f", value);
        }

        /** How many requests were due and never sent; dropped ones are among them. */
        long missing() {
            return calls().stream().mapToLong(this::missing).sum();
        }

        private long missing(String call) {
            // The first time a user of k6 has nothing to cancel: that is counted apart.
            long wanted = raw.path("planned").path(call).asLong()
                    * Math.max(1, raw.path("sharePerIteration").asInt());
            return Math.max(0, wanted - 1 - latency(call).count() - count("nothing_to_" + call));
        }

        boolean held() {
            return missing() == 0 && thresholds().stream().allMatch(Threshold::held);
        }
    }

    /** Returns when it has ended and every answer is in. A crossed threshold is a result, not an error. */
    Run run(String script, Map<String, String> environment) throws InterruptedException {
        String name = "k6-" + ++runs;
        Path summary = work.resolve(name + ".json");
        Path ledger = work.resolve(name + ".ledger");
        Map<String, String> all = new TreeMap<>(environment);
        all.put("SUMMARY", summary.toString());
        // Fewer collections: what k6 takes of the cores is missing to the engine.
        all.putIfAbsent("GOGC", "400");
        List<String> line = List.of(
                command.toString(),
                "run",
                "--quiet",
                "--no-usage-report",
                "--no-color",
                "--address=",
                "--console-output=" + ledger,
                scripts.resolve(script).toString());
        int code;
        ChildProcess process = ChildProcess.start(name, work, all, line);
        try (process) {
            code = process.await();
        }
        if ((code != 0 && code != CODE_THRESHOLDS) || !Files.exists(summary))
            throw new Failure("k6 ended with " + code + ":\n" + process.lastLines(20));
        try {
            return new Run(Api.JSON.readTree(summary.toFile()), ledger);
        } catch (IOException unreadable) {
            throw new Failure("k6's summary cannot be read", unreadable);
        }
    }
}
