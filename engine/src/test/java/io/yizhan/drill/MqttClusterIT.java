package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.mqtt.Gate;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate by MQTT before two engines that share a city: real processes, a real Redis, a real PostgreSQL. */
@Tag("server")
final class MqttClusterIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String GATE = "d-1-g1";
    private static final String TOPIC = "yizhan/v1/gates/" + GATE + "/events";
    private static final int MESSAGES = 1_500;
    private static final int UNACKNOWLEDGED = 32;

    @TempDir
    Path folder;

    private final String postgres = TestPostgres.freshDatabase();
    private final TestRedis redis = redis();
    private final List<EngineProcess> engines = new ArrayList<>();

    private static TestRedis redis() {
        try {
            return TestRedis.own();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void endAll() throws IOException {
        engines.forEach(EngineProcess::close);
        redis.close();
    }

    private EngineProcess node(String id) throws IOException {
        Map<String, String> settings =
                new HashMap<>(EngineProcess.environment(Files.createDirectories(folder.resolve(id)), postgres));
        settings.put("YIZHAN_NODE_ID", id);
        settings.put("YIZHAN_REDIS_URI", redis.uri().toString());
        settings.put("YIZHAN_LEASE_MS", "1000");
        EngineProcess engine = EngineProcess.serve(settings);
        engines.add(engine);
        return engine.awaitReady();
    }

    private static void awaitLease(EngineProcess engine, String detail) {
        await(detail)
                .atMost(LONG)
                .until(() -> engine.client()
                        .send("GET", "/health/ready", "", null, null)
                        .json()
                        .encode()
                        .contains(detail));
    }

    private static String entry(int seq) {
        return "{\"boot\":\"b\",\"events\":[{\"seq\":%d,\"at\":\"%s\",\"direction\":\"IN\"}]}"
                .formatted(seq, Instant.now());
    }

    private static int inside(EngineProcess engine) {
        return engine.client().inside().getFirst();
    }

    /** Sends them as fast as they are acknowledged; at half of them, something else happens. */
    private static void send(Gate gate, Runnable atHalf) throws Exception {
        Deque<CompletableFuture<String>> sent = new ArrayDeque<>();
        for (int seq = 1; seq <= MESSAGES; seq++) {
            if (sent.size() == UNACKNOWLEDGED)
                assertThat(sent.remove().get(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isEmpty();
            sent.add(gate.sendLater(TOPIC, entry(seq)));
            if (seq == MESSAGES / 2) atHalf.run();
        }
        for (CompletableFuture<String> each : sent)
            assertThat(each.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void everyEventIsCountedOnceAlthoughTheOwnerIsKilledMeanwhile() throws Exception {
        EngineProcess owner = node("n1");
        awaitLease(owner, "owns [drill]");
        EngineProcess other = node("n2");
        awaitLease(other, "stands by for [drill]");
        String token = other.client().gateToken(GATE);
        try (Gate gate = Gate.of(4, other.mqttPort(), GATE, token)) {
            // The gate stays with the node that it is connected to; that one waits for an owner, and becomes it.
            send(gate, owner::kill);
        }
        awaitLease(other, "owns [drill]");
        assertThat(inside(other)).isEqualTo(MESSAGES);

        // A gate that is not sure sends everything again.
        try (Gate gate = Gate.of(5, other.mqttPort(), GATE, token)) {
            send(gate, () -> {});
        }
        assertThat(inside(other)).isEqualTo(MESSAGES);
        assertThat(other.errors()).isEmpty();
    }
}
