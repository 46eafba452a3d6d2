package io.yizhan.http.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The meters of one region, or those of none, by name: the very ones that {@code /metrics} tells. For one thread. */
final class Figures {
    private static final Figures NONE = new Figures();
    /** Of those that have no region. */
    private static final String NODE = "";

    private final Map<String, List<Meter>> byName = new HashMap<>();

    private Figures() {}

    /** All that there are, by region: gone through once, however many regions a node has. */
    record OfNode(Map<String, Figures> byRegion) {
        Figures ofRegion(String region) {
            return byRegion.getOrDefault(region, NONE);
        }

        Figures ofNoRegion() {
            return ofRegion(NODE);
        }
    }

    static OfNode of(MeterRegistry meters) {
        Map<String, Figures> byRegion = new HashMap<>();
        for (Meter meter : meters.getMeters()) {
            String region = meter.getId().getTag("region");
            byRegion.computeIfAbsent(region == null ? NODE : region, it -> new Figures())
                    .byName
                    .computeIfAbsent(meter.getId().getName(), it -> new ArrayList<>())
                    .add(meter);
        }
        return new OfNode(byRegion);
    }

    /** In no order. */
    List<Timer> timers(String name) {
        return of(name, Timer.class);
    }

    /** Whatever its other tags are; 0 where nothing was counted yet. */
    long count(String name) {
        double count = 0;
        for (Counter counter : of(name, Counter.class)) count += counter.count();
        for (FunctionCounter counter : of(name, FunctionCounter.class)) count += counter.count();
        return (long) count;
    }

    /** 0 where there is none. */
    double gauge(String name) {
        double sum = 0;
        for (Gauge gauge : of(name, Gauge.class)) sum += gauge.value();
        // A gauge whose object is gone has no value.
        return Double.isFinite(sum) ? sum : 0;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    private <M extends Meter> List<M> of(String name, Class<M> kind) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
