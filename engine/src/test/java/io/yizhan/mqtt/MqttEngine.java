package io.yizhan.mqtt;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.FixedCatalogue;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.http.auth.TokenVerifier;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.time.Pulse;
import io.yizhan.town.HttpTown;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The real MQTT edge before the real HTTP edge and core, of {@link HttpTown}: its stations s-1, s-2 and s-3 have a gate each. */
final class MqttEngine implements AutoCloseable {
    final HttpEngine http;
    private final MqttEdge edge;
    private CountDownLatch stalled = new CountDownLatch(0);

    MqttEngine() {
        this(options -> options);
    }

    MqttEngine(UnaryOperator<MqttOptions> adjust) {
        this(new HttpEngine(), adjust, regions -> regions, HttpEngine::authenticator);
    }

    /** Before an edge that is set up in another way, too. */
    MqttEngine(HttpEngine http, UnaryOperator<MqttOptions> adjust) {
        this(http, adjust, regions -> regions, HttpEngine::authenticator);
    }

    /** One that knows no token, and has each verified in this way. */
    static MqttEngine verifying(TokenVerifier tokens, UnaryOperator<MqttOptions> adjust) {
        RateLimit limit = new RateLimit(1_000, 1_000);
        return new MqttEngine(new HttpEngine(), adjust, regions -> regions, http -> {
            InstantSource clock = () -> Instant.ofEpochMilli(http.nowMs.get());
            return new Authenticator(tokens, TestSessions.of(clock), limit, limit, clock);
        });
    }

    /** One that believes that the HTTP edge serves a village, too, which has s-2. */
    static MqttEngine behindAVillage() {
        return new MqttEngine(new HttpEngine(), options -> options, MqttEngine::village, HttpEngine::authenticator);
    }

    private MqttEngine(
            HttpEngine http,
            UnaryOperator<MqttOptions> adjust,
            Function<List<RegionSources>, List<RegionSources>> served,
            Function<HttpEngine, Authenticator> trusted) {
        this.http = http;
        edge = HttpEngine.await(MqttEdge.start(
                http.loops,
                adjust.apply(MqttOptions.of("127.0.0.1", 0, "127.0.0.1", http.port())),
                new MqttSources(
                        trusted.apply(http),
                        new NodeSeal(HttpEngine.SECRET),
                        served.apply(http.regions()),
                        new Pulse(),
                        http.meters,
                        () -> Instant.ofEpochMilli(http.nowMs.get()))));
    }

    private static List<RegionSources> village(List<RegionSources> town) {
        Directory directory = HttpTown.village();
        return List.of(
                FixedCatalogue.sources(
                        "village",
                        () -> directory,
                        new Feed(),
                        submission -> new Refusal.Overloaded(1_000),
                        () -> Whereabouts.Here.HERE),
                town.getFirst());
    }

    int port() {
        return edge.port();
    }

    /** Connected, by this version of MQTT. */
    Gate gate(int version, String subject) {
        return Gate.of(version, port(), subject, token(subject));
    }

    io.vertx.core.Future<Void> stop() {
        return edge.stop();
    }

    /** Of a gate, good for an hour. */
    String token(String gate) {
        return token(gate, "gate");
    }

    String token(String subject, String role) {
        return http.client.token("{\"roles\":[\"%s\"],\"subject\":\"%s\"}".formatted(role, subject));
    }

    static String topic(String gate) {
        return "yizhan/v1/gates/" + gate + "/events";
    }

    static String occupancy(String station) {
        return "yizhan/v1/stations/" + station + "/occupancy";
    }

    /** One entry. */
    static String entry(String boot, int seq) {
        return """
                {"boot":"%s","events":[{"seq":%d,"at":"2026-11-21T09:59:00+08:00","direction":"IN"}]}""".formatted(boot, seq);
    }

    /** So many entries, with numbers one after the other. */
    static String entries(String boot, int first, int count) {
        StringBuilder json = new StringBuilder(70 * count)
                .append("{\"boot\":\"")
                .append(boot)
                .append("\",\"events\":[");
        for (int seq = first; seq < first + count; seq++) {
            if (seq > first) json.append(',');
            json.append("{\"seq\":").append(seq).append(",\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}");
        }
        return json.append("]}").toString();
    }

    int inside(String station) {
        JsonObject occupancy =
                http.client.get("/v1/stations/" + station + "/occupancy").json();
        return occupancy.getInteger("inside");
    }

    double count(String name, String... tags) {
        Counter counter = http.meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    double messages(String result) {
        return count("yizhan.mqtt.messages", "result", result);
    }

    /** Syncs last until the latch is released, or the engine is closed; {@code begun} is released at the first. */
    void stallSyncs(CountDownLatch begun, CountDownLatch until) {
        stalled = until;
        http.journal.whileSyncing = () -> {
            begun.countDown();
            try {
                until.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        };
    }

    @Override
    public void close() {
        stalled.countDown();
        HttpEngine.await(edge.stop().otherwiseEmpty());
        http.close();
    }
}
