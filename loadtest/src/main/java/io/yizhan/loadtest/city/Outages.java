package io.yizhan.loadtest.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** When a gate is cut off from the network. */
record Outages(List<Span> spans) {
    /** Of the whole time, at least and at most. */
    private static final double LENGTH_MIN = 0.02;

    private static final double LENGTH_MAX = 0.1;

    record Span(long fromMs, long toMs) {}

    static Outages of(SplittableRandom random, int count, long fromMs, long toMs) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begins = random.nextLong(fromMs, toMs);
            double length = random.nextDouble(LENGTH_MIN, LENGTH_MAX) * (toMs - fromMs);
            spans.add(new Span(begins, Math.min(toMs, begins + (long) length)));
        }
        spans.sort(Comparator.comparingLong(Span::fromMs));
        return new Outages(spans);
    }

    /** This moment, or the end of the outage that it is in. */
    long endMs(long ms) {
        long end = ms;
        for (Span it : spans) if (it.fromMs <= end && end < it.toMs) end = it.toMs;
        return end;
    }
}
