package io.yizhan.http.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yizhan.core.AdmissionCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Requests by route and status, with their durations. Its meters are found by position, not by name: this runs for every request. */
public final class HttpMetrics {
    /** Whatever is sent on to another node. */
    public static final String FORWARDED = "forwarded";
    /** Whatever is for no route. */
    public static final String OTHER = "other";

    private static final int STATUS_END = 600;

    /** Why a connection was ended that its client had not ended. */
    enum CutOff {
        /** It was idle, and somebody else came. */
        ROOM,
        /** Its client took nothing of what it had asked for. */
        STALLED,
        /** The same, and memory was short. */
        MEMORY
    }

    private final MeterRegistry meters;
    private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();
    private final AtomicInteger liveStreams = new AtomicInteger();
    private final AtomicInteger memberStreams = new AtomicInteger();
    private final AtomicLong untakenBytes = new AtomicLong();
    private final AtomicLong untakenDirectBytes = new AtomicLong();
    private final AtomicLong unfinishedBytes = new AtomicLong();
    private final Counter cutOff;
    private final Counter stalled;
    private final Counter memberTold;
    private final Counter gateEventsRejected;
    private final Counter gatePassesUnknown;
    private final Counter visitsOdd;
    private final Map<AdmissionCode, Counter> admissions = new EnumMap<>(AdmissionCode.class);
    private final Counter equipmentFrames;
    private final Counter equipmentFramesRejected;
    private final Counter connectionsRefused;
    private final Map<CutOff, Counter> connectionsCutOff = new EnumMap<>(CutOff.class);

    public HttpMetrics(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("yizhan.http.live.streams", liveStreams, AtomicInteger::get)
                .description("Live streams that are open")
                .register(meters);
        cutOff = Counter.builder("yizhan.http.unanswered")
                .description("Requests whose client was gone before its answer")
                .register(meters);
        stalled = Counter.builder("yizhan.http.live.stalled")
                .description("Live streams that were closed because their reader took nothing")
                .register(meters);
        Gauge.builder("yizhan.http.live.member.streams", memberStreams, AtomicInteger::get)
                .description("Of the live streams that are open, those of members, at the engine that has their city")
                .register(meters);
        memberTold = Counter.builder("yizhan.http.live.member.told")
                .description("Changes of reservations that members were told as they happened")
                .register(meters);
        gateEventsRejected = Counter.builder("yizhan.gate.events.rejected")
                .description("Gate events, and ranges to forget, that were wrong in themselves")
                .register(meters);
        gatePassesUnknown = Counter.builder("yizhan.gate.passes.unknown")
                .description("Passes of gate events that are none of this city's, or forged")
                .register(meters);
        visitsOdd = Counter.builder("yizhan.visits.odd")
                .description("Gate events whose pass was read and that don't fit the books")
                .register(meters);
        for (AdmissionCode code : AdmissionCode.values()) {
            Counter counter = Counter.builder("yizhan.admissions")
                    .description("What gates were told that asked whether they may open")
                    .tag("code", code.name())
                    .register(meters);
            admissions.put(code, counter);
        }
        equipmentFrames = Counter.builder("yizhan.equipment.frames")
                .description("What machines have reported and was taken: their own words, and frames of Bluetooth")
                .register(meters);
        equipmentFramesRejected = Counter.builder("yizhan.equipment.frames.rejected")
                .description("What machines have reported and was wrong in itself")
                .register(meters);
        Gauge.builder("yizhan.http.untaken.bytes", untakenBytes, AtomicLong::get)
                .description("Bytes of answers that clients have asked for and not taken")
                .register(meters);
        Gauge.builder("yizhan.http.untaken.direct.bytes", untakenDirectBytes, AtomicLong::get)
                .description("Of these, bytes outside the heap, which wait for the socket")
                .register(meters);
        Gauge.builder("yizhan.http.unfinished.bytes", unfinishedBytes, AtomicLong::get)
                .description("Bytes of bodies that have begun and not ended")
                .register(meters);
        connectionsRefused = Counter.builder("yizhan.http.connections.refused")
                .description("Connections that were closed at once: their address, or all together, had too many")
                .register(meters);
        for (CutOff why : CutOff.values()) {
            Counter counter = Counter.builder("yizhan.http.connections.cut.off")
                    .description("Connections that were ended to keep room for others")
                    .tag("why", why.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            connectionsCutOff.put(why, counter);
        }
    }

    /** @param label its pattern; {@link #FORWARDED} and {@link #OTHER} where there is none */
    public OfRoute of(String label) {
        return routes.computeIfAbsent(label, OfRoute::new);
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

    /** So many more of members' live streams are open, or fewer. */
    public void memberStreams(int change) {
        memberStreams.addAndGet(change);
    }

    /** So many changes were told on members' live streams. */
    public void memberTold(int count) {
        memberTold.increment(count);
    }

    void untaken(long change, long directChange) {
        untakenBytes.addAndGet(change);
        untakenDirectBytes.addAndGet(directChange);
    }

    void unfinished(long change) {
        unfinishedBytes.addAndGet(change);
    }

    void connectionRefused() {
        connectionsRefused.increment();
    }

    void connectionsCutOff(CutOff why, int count) {
        Objects.requireNonNull(connectionsCutOff.get(why)).increment(count);
    }

    /** Of one body. */
    public void gateEventsRejected(int count) {
        gateEventsRejected.increment(count);
    }

    /** Of one body of gate events. */
    public void gatePassesUnknown(int count) {
        gatePassesUnknown.increment(count);
    }

    /** Of one body of gate events. */
    public void visitsOdd(int count) {
        visitsOdd.increment(count);
    }

    /** A gate was told whether it may open. */
    public void admission(AdmissionCode code) {
        Objects.requireNonNull(admissions.get(code)).increment();
    }

    /** Of one body. */
    public void equipmentFrames(int taken, int rejected) {
        equipmentFrames.increment(taken);
        equipmentFramesRejected.increment(rejected);
    }

    /** The answers of one route. Any thread. */
    public final class OfRoute {
        public final String label;
        private final AtomicReferenceArray<Timer> timers = new AtomicReferenceArray<>(STATUS_END);

        private OfRoute(String label) {
            this.label = label;
        }

        public void answered(int status, long durationNs) {
            Timer timer = timers.getAcquire(status);
            (timer == null ? register(status) : timer).record(durationNs, TimeUnit.NANOSECONDS);
        }

        /** Two threads may come here at once: the registry gives both the same timer. */
        public Timer register(int status) {
            Timer timer = Timer.builder("yizhan.http.requests")
                    .description("Requests, from the head to the end of the answer")
                    .tag("route", label)
                    .tag("status", Integer.toString(status))
                    .serviceLevelObjectives(
                            Duration.ofMillis(1),
                            Duration.ofMillis(5),
                            Duration.ofMillis(25),
                            Duration.ofMillis(100),
                            Duration.ofMillis(250),
                            Duration.ofSeconds(1))
                    .register(meters);
            timers.setRelease(status, timer);
            return timer;
        }
    }
}
