package io.yizhan.loadtest.drill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was answered when, from the start of the load on, in seconds. Any thread. */
final class Timeline {
    /** Kinds of what came back. */
    enum Kind {
        BOOKED("bookings answered"),
        OTHER("other answers: refusals, cancellations, confirmations"),
        UNAVAILABLE("503"),
        WRONG("other errors: 4xx and 5xx that nobody promised"),
        NO_ANSWER("connection refused or closed"),
        HUNG("no answer within the bound");

        final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    /** What readiness said at a moment; "-" for no answer. */
    record Readiness(double atS, String status, String detail) {}

    /** A span of the fault; its end is NaN while it lasts. */
    record Fault(String what, double fromS, double toS) {}

    /** A span without an answered booking. */
    record Gap(double fromS, double lengthS) {}

    /** When a booking, answered with 201, was asked for, and how long it took. */
    private record Latency(double atS, double ms) {}

    private final long startNs = System.nanoTime();
    private final Map<Kind, Map<Integer, Integer>> perSecond = new TreeMap<>();
    private final List<Latency> latencies = new ArrayList<>();
    private final List<Readiness> readiness = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> wrong = new TreeMap<>();
    private final Map<String, Integer> unavailable = new TreeMap<>();
    private final List<Double> bookedAtS = new ArrayList<>();
    private double slowestMs;

    double nowS() {
        return (System.nanoTime() - startNs) / 1e9;
    }

    synchronized void count(Kind kind) {
        double nowS = nowS();
        perSecond.computeIfAbsent(kind, it -> new TreeMap<>()).merge((int) nowS, 1, Integer::sum);
        if (kind == Kind.BOOKED) bookedAtS.add(nowS);
    }

    /** @param sentS by {@link #nowS} */
    synchronized void took(double sentS, boolean booked) {
        double ms = (nowS() - sentS) * 1_000;
        slowestMs = Math.max(slowestMs, ms);
        if (booked) latencies.add(new Latency(sentS, ms));
    }

    synchronized void wrong(String answer) {
        count(Kind.WRONG);
        wrong.merge(answer, 1, Integer::sum);
    }

    /** @param code of the 503's problem */
    synchronized void unavailable(String code) {
        count(Kind.UNAVAILABLE);
        unavailable.merge(code, 1, Integer::sum);
    }

    synchronized void readiness(String status, String detail) {
        readiness.add(new Readiness(nowS(), status, detail));
    }

    synchronized void faultBegins(String what) {
        faults.add(new Fault(what, nowS(), Double.NaN));
    }

    synchronized void faultEnds() {
        Fault last = faults.removeLast();
        faults.add(new Fault(last.what(), last.fromS(), nowS()));
    }

    synchronized List<Fault> faults() {
        return List.copyOf(faults);
    }

    synchronized List<Readiness> readiness() {
        return List.copyOf(readiness);
    }

    synchronized Map<String, Integer> wrong() {
        return new TreeMap<>(wrong);
    }

    /** By the problem's code. */
    synchronized Map<String, Integer> unavailable() {
        return new TreeMap<>(unavailable);
    }

    /** The longest span between these in which no booking was answered. */
    synchronized Gap longestGap(double fromS, double toS) {
        Gap longest = new Gap(fromS, 0);
        double lastS = fromS;
        for (double atS : bookedAtS) {
            if (atS <= fromS || atS > toS) continue;
            if (atS - lastS > longest.lengthS()) longest = new Gap(lastS, atS - lastS);
            lastS = atS;
        }
        return toS - lastS > longest.lengthS() ? new Gap(lastS, toS - lastS) : longest;
    }

    synchronized double slowestMs() {
        return slowestMs;
    }

    synchronized Map<Integer, Integer> perSecond(Kind kind) {
        return new TreeMap<>(perSecond.getOrDefault(kind, Map.of()));
    }

    int total(Kind kind) {
        return perSecond(kind).values().stream().mapToInt(it -> it).sum();
    }

    /** Counted in whole seconds that lie between these. */
    int between(Kind kind, double fromS, double toS) {
        return perSecond(kind).entrySet().stream()
                .filter(it -> it.getKey() >= fromS && it.getKey() + 1 <= toS)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    boolean sawReadiness(String status, double fromS, double toS) {
        return readiness().stream()
                .anyMatch(it ->
                        it.atS() >= fromS && it.atS() <= toS && it.status().equals(status));
    }

    /** Of bookings that were asked for between these, in ms; NaN where there was none. */
    synchronized double p99Ms(double fromS, double toS) {
        double[] sorted = latencies.stream()
                .filter(it -> it.atS() >= fromS && it.atS() <= toS)
                .mapToDouble(Latency::ms)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * 0.99)];
    }

    /** The longest that a booking took which was asked for between these, in ms; NaN where there was none. */
    synchronized double slowestMs(double fromS, double toS) {
        return latencies.stream()
                .filter(it -> it.atS() >= fromS && it.atS() <= toS)
                .mapToDouble(Latency::ms)
                .max()
                .orElse(Double.NaN);
    }

    static String totals(Timeline it) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(Kind.values())
                .forEach(kind -> text.append(text.isEmpty() ? "" : ", ")
                        .append(kind)
                        .append(' ')
                        .append(it.total(kind)));
        return text.toString();
    }
}
