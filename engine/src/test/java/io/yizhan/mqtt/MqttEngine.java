package io.yizhan.mqtt;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.HttpEngine;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** The real MQTT edge before the real HTTP edge and core, of {@code io.yizhan.http.HttpTown}: its stations s-1, s-2 and s-3 have a gate each. */
final class MqttEngine implements AutoCloseable {
    final HttpEngine http = new HttpEngine();
    private final MqttEdge edge;

    MqttEngine() {
        this(options -> options);
    }

    MqttEngine(UnaryOperator<MqttOptions> adjust) {
        edge = HttpEngine.await(MqttEdge.start(
                http.vertx,
                adjust.apply(MqttOptions.of("127.0.0.1", 0, "127.0.0.1", http.port())),
                new MqttSources(
                        http.authenticator(),
                        http.regions(),
                        http.meters,
                        () -> java.time.Instant.ofEpochMilli(http.nowMs.get()))));
    }

    int port() {
        return edge.port();
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

    /** Syncs last until the latch is released; {@code begun} is released at the first. */
    void stallSyncs(CountDownLatch begun, CountDownLatch until) {
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
        HttpEngine.await(edge.stop().otherwiseEmpty());
        http.close();
    }
}
