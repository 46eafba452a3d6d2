package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks four times in each simulated hour at what the engine says, where it answers in time. One thread, its own. */
final class Watch {
    private static final long EVERY_MS = WeekTime.HOUR_MS / 4;

    private static final long LATE_MS_MAX = EVERY_MS / 2;

    private final Api api;
    private final List<String> stations;
    private final Headcount truth;
    private final Headcount told;
    private final Map<String, Integer> before;
    private final List<Sample> samples = new ArrayList<>();

    /** @param before people inside in the engine before anything was told */
    Watch(Api api, List<String> stations, Headcount truth, Headcount told, Map<String, Integer> before) {
        this.api = api;
        this.stations = List.copyOf(stations);
        this.truth = truth;
        this.told = told;
        this.before = new TreeMap<>(before);
    }

    Thread start(long fromMs, long toMs, Pace pace) {
        return Thread.ofPlatform().daemon().name("watch").start(() -> {
            try {
                for (long ms = fromMs + EVERY_MS; ms <= toMs; ms += EVERY_MS) {
                    pace.await(ms);
                    look(ms, pace);
                }
            } catch (Failure failed) {
                System.err.println("loadtest/city: " + failed.getMessage());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void look(long ms, Pace pace) {
        Map<String, Integer> inside = api.crowds();
        // What comes late on a busy machine is of another moment.
        if (pace.now() - ms > LATE_MS_MAX) return;
        for (String station : stations) {
            int grown = inside.getOrDefault(station, 0) - before.getOrDefault(station, 0);
            samples.add(new Sample(ms, station, truth.inside(station, ms), told.inside(station, ms), grown));
        }
    }

    /** Only after its thread has ended. */
    List<Sample> samples() {
        return samples;
    }
}
