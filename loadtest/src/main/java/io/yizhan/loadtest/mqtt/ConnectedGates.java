package io.yizhan.loadtest.mqtt;

import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.OwnEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Many gates that are connected and mostly silent, and many who follow one of their stations live: what each of them takes of the engine's
 * memory, and how long it takes from a gate's event until the last of them has read of it.
 */
final class ConnectedGates {
    private static final int EVENTS = 60;
    private static final long EVERY_MS = 500;
    private static final long HEARD_MAX_MS = 5_000;
    private static final long SETTLE_MS = 4_000;
    private static final int WARM = 20;
    private static final int BYTES_IN_KIB = 1_024;

    private final OwnEngine engine;
    private final List<String> gates;
    private final List<String> tokens;
    private final String station;

    /** @param station of the first gate */
    ConnectedGates(OwnEngine engine, List<String> gates, List<String> tokens, String station) {
        this.engine = engine;
        this.gates = gates;
        this.tokens = tokens;
        this.station = station;
    }

    void run(int connected, int listeners) throws InterruptedException {
        List<FastGate> idle = new ArrayList<>();
        try {
            warmUp();
            long before = memoryKib();
            for (int i = 0; i < connected; i++) {
                int gate = i % gates.size();
                idle.add(new FastGate(engine.mqttPort, gates.get(gate), "c" + i, tokens.get(gate), "b" + i, 1));
            }
            long withGates = memoryKib();
            System.out.printf(
                    Locale.ROOT,
                    "%d gates are connected: %.1f KiB each%n",
                    connected,
                    each(before, withGates, connected));
            try (Audience audience = Audience.of(listeners, engine.api.port(), station)) {
                long withAll = memoryKib();
                System.out.printf(
                        Locale.ROOT,
                        "%d follow %s live: %.1f KiB each%n",
                        listeners,
                        station,
                        each(withGates, withAll, listeners));
                System.out.println(lags(audience, listeners));
            }
        } finally {
            idle.forEach(FastGate::close);
        }
    }

    /** So that what is made once is not counted as anybody's. */
    private void warmUp() throws InterruptedException {
        for (int i = 0; i < WARM; i++) {
            try (FastGate gate = new FastGate(engine.mqttPort, gates.get(i), "w" + i, tokens.get(i), "w" + i, 1);
                    Audience audience = Audience.of(WARM, engine.api.port(), station)) {
                if (i == 0) gate.say(true);
                if (audience.lost() > 0) throw new Failure("live streams are cut off");
            }
        }
        memoryKib();
        // The one who came in has to leave, or the count begins at one.
        try (FastGate gate = new FastGate(engine.mqttPort, gates.getFirst(), "w", tokens.getFirst(), "w", 1)) {
            gate.say(false);
            Thread.sleep(SETTLE_MS);
        }
    }

    private static double each(long beforeKib, long afterKib, int count) {
        return (double) (afterKib - beforeKib) / Math.max(1, count);
    }

    private String lags(Audience audience, int listeners) throws InterruptedException {
        double[] lagsMs = new double[EVENTS];
        try (FastGate gate =
                new FastGate(engine.mqttPort, gates.getFirst(), "speaks", tokens.getFirst(), "speaks", 1)) {
            for (int i = 0; i < EVENTS; i++) {
                Thread.sleep(EVERY_MS);
                audience.waitFor(i + 1, listeners);
                long saidNs = System.nanoTime();
                gate.say(true);
                long heardNs = audience.lastHeardNs(HEARD_MAX_MS);
                if (heardNs == 0) throw new Failure("not every live stream has told of an event within 5 s");
                lagsMs[i] = (heardNs - saidNs) / 1e6;
            }
        }
        Arrays.sort(lagsMs);
        return String.format(
                Locale.ROOT,
                "%d events: from a gate's saying until the last of all has read it, median %.0f ms, p99 %.0f ms; %d streams were lost",
                EVENTS,
                lagsMs[EVENTS / 2],
                lagsMs[(int) Math.ceil(EVENTS * 0.99) - 1],
                audience.lost());
    }

    /** What the engine has of this machine's memory, once it has collected what it does not need. */
    private long memoryKib() throws InterruptedException {
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            "" + engine.pid(),
                            "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            Thread.sleep(SETTLE_MS);
            return (long) (engine.api.metric("jvm_memory_used_bytes")
                            + engine.api.metric("jvm_buffer_memory_used_bytes"))
                    / BYTES_IN_KIB;
        } catch (IOException failed) {
            throw new Failure("the engine's memory can't be measured", failed);
        }
    }
}
