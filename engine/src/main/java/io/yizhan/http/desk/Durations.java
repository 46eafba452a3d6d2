package io.yizhan.http.desk;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.yizhan.http.json.JsonOut;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long something took, by several timers together. */
final class Durations {
    private long count;
    private double sumMs;
    private double maxMs;
    /** By bound in ms: how many took no longer. */
    private final SortedMap<Double, Long> buckets = new TreeMap<>();

    private Durations() {}

    /** @param timers with the same buckets */
    static Durations of(List<Timer> timers) {
        Durations all = new Durations();
        for (Timer timer : timers) all.add(timer.takeSnapshot());
        return all;
    }

    private void add(HistogramSnapshot timer) {
        count += timer.count();
        sumMs += timer.total(TimeUnit.MILLISECONDS);
        maxMs = Math.max(maxMs, timer.max(TimeUnit.MILLISECONDS));
        for (CountAtBucket each : timer.histogramCounts()) {
            double leMs = each.bucket(TimeUnit.MILLISECONDS);
            // What is beyond all bounds is in the count.
            if (Double.isFinite(leMs)) buckets.merge(leMs, (long) each.count(), Long::sum);
        }
    }

    void write(JsonOut json, String name) {
        json.object(name)
                .field("count", count)
                .field("sumMs", sumMs)
                .field("maxMs", maxMs)
                .array("buckets");
        buckets.forEach((leMs, within) ->
                json.object().field("leMs", leMs).field("count", within).end());
        json.endArray().end();
    }
}
