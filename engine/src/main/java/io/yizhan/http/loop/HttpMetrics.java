package io.yizhan.http.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Requests by route and status, with their durations. Meters are found by position, not by name: this runs for every request. */
public final class HttpMetrics {
    private static final int STATUS_END = 600;

    private final MeterRegistry meters;
    private final Map<Route, AtomicReferenceArray<Timer>> timers = new EnumMap<>(Route.class);
    private final AtomicInteger liveStreams = new AtomicInteger();
    private final Counter cutOff;
    private final Counter stalled;
    private final Counter gateEventsRejected;

    public HttpMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (Route route : Route.values()) timers.put(route, new AtomicReferenceArray<>(STATUS_END));
        Gauge.builder("yizhan.http.live.streams", liveStreams, AtomicInteger::get)
                .description("Live streams that are open")
                .register(meters);
        cutOff = Counter.builder("yizhan.http.unanswered")
                .description("Requests whose client was gone before its answer")
                .register(meters);
        stalled = Counter.builder("yizhan.http.live.stalled")
                .description("Live streams that were closed because their reader took nothing")
                .register(meters);
        gateEventsRejected = Counter.builder("yizhan.gate.events.rejected")
                .description("Gate events, and ranges to forget, that were wrong in themselves")
                .register(meters);
        for (int status : new int[] {200, 201, 400, 401, 409, 422, 429, 503}) timer(Route.PLACE_RESERVATION, status);
        for (int status : new int[] {200, 304, 404}) timer(Route.SLOTS, status);
    }

    public void answered(Route route, int status, long durationNs) {
        timer(route, status).record(durationNs, TimeUnit.NANOSECONDS);
    }

    /** The client was gone before its answer. */
    public void unanswered() {
        cutOff.increment();
    }

    void liveStreams(int change) {
        liveStreams.addAndGet(change);
    }

    /** A live stream was closed because its reader took nothing. */
    public void liveStreamStalled() {
        stalled.increment();
    }

    /** Of one body. */
    public void gateEventsRejected(int count) {
        gateEventsRejected.increment(count);
    }

    private Timer timer(Route route, int status) {
        AtomicReferenceArray<Timer> ofRoute = Objects.requireNonNull(timers.get(route));
        Timer timer = ofRoute.getAcquire(status);
        if (timer != null) return timer;
        // Two threads may come here at once: the registry gives both the same timer.
        Timer registered = Timer.builder("yizhan.http.requests")
                .description("Requests, from the head to the end of the answer")
                .tag("route", route.label)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1))
                .register(meters);
        ofRoute.setRelease(status, registered);
        return registered;
    }
}
