package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gates publish, in both versions of MQTT. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttEventsTest {
    private MqttEngine engine;

    @BeforeEach
    void start() {
        engine = new MqttEngine();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void acknowledgesOnlyWhatIsDurable(int version) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        try (RawGate gate = RawGate.of(version, engine.port(), engine.token("s-1-g1"))) {
            engine.stallSyncs(begun, until);
            gate.publish(1, topic("s-1-g1"), 7, entry("b", 1));
            begun.await();
            gate.ping();

            assertThat(gate.read()).isEqualTo(RawGate.PINGRESP);
            until.countDown();
            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
            assertThat(gate.body[1]).isEqualTo((byte) 7);
        }
        assertThat(engine.inside("s-1")).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void countsOnceWhatIsSentAgainOnAnotherConnection(int version) {
        for (int i = 0; i < 2; i++) {
            try (Gate gate = engine.gate(version, "s-1-g1")) {
                assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
                assertThat(gate.publish(topic("s-1-g1"), entry("b", 2))).isEqualTo(Gate.DONE);
            }
        }

        assertThat(engine.inside("s-1")).isEqualTo(2);
        assertThat(engine.messages("durable")).isEqualTo(4);
    }

    @Test
    void acknowledgesInTheOrderInWhichItCame() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        try (RawGate gate = RawGate.of(5, engine.port(), engine.token("s-1-g1"))) {
            engine.stallSyncs(begun, until);
            gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));
            begun.await();
            gate.publish(1, "somewhere/else", 2, "");
            gate.ping();
            // The second is refused at once, and yet waits for the first.
            assertThat(gate.read()).isEqualTo(RawGate.PINGRESP);
            until.countDown();
            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
            assertThat(gate.body[1]).isEqualTo((byte) 1);
            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
            assertThat(gate.body[1]).isEqualTo((byte) 2);
            assertThat(gate.body[2] & 0xFF).isEqualTo(0x87);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void countsWhatIsPublishedWithoutWantingToKnow(int version) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            Gate.soon(gate.send(topic("s-1-g1"), entry("b", 1), MqttQos.AT_MOST_ONCE));
            Gate.soon(gate.send(topic("s-1-g1"), "{", MqttQos.AT_MOST_ONCE));

            await().until(() -> engine.inside("s-1") == 1);
            await().until(() -> engine.messages("json-malformed") == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void triesAgainWhatIsRefusedForNow(int version) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            engine.http.refusing.set(new Refusal.Overloaded(1));
            CompletableFuture<String> sent = gate.sendLater(topic("s-1-g1"), entry("b", 1));
            await().until(() -> engine.count("yizhan.mqtt.retries") > 0);
            assertThat(sent).isNotDone();
            engine.http.refusing.set(null);

            assertThat(Gate.soon(sent)).isEqualTo(Gate.DONE);
        }
        assertThat(engine.inside("s-1")).isOne();
    }

    /** As after a stall: what came first is tried again, and everything else has overtaken it meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void losesNothingOfABacklogOfWhichTheFirstMessageComesLast(int version) {
        int messages = 40;
        try (MqttEngine slow = new MqttEngine(it ->
                        it.withLimits(new MqttOptions.Limits(10, 10, 64, 128L * 1024 * 1024, 1, 5_000, 10_000, 1)));
                Gate gate = slow.gate(version, "s-1-g1")) {
            slow.http.refusing.set(new Refusal.Overloaded(1));
            List<CompletableFuture<String>> sent = new ArrayList<>();
            sent.add(gate.sendLater(topic("s-1-g1"), MqttEngine.entries("b", 1, 5_000)));
            await().until(() -> slow.count("yizhan.mqtt.retries") == 1);
            slow.http.refusing.set(null);
            for (int i = 1; i < messages; i++)
                sent.add(gate.sendLater(topic("s-1-g1"), MqttEngine.entries("b", 5_000 * i + 1, 5_000)));

            for (CompletableFuture<String> each : sent)
                assertThat(Gate.soon(each)).isEqualTo(Gate.DONE);
            assertThat(slow.inside("s-1")).isEqualTo(5_000 * messages);
        }
    }

    @Test
    void answersWhatIsUnderWayWhenItStops() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        try (RawGate gate = RawGate.of(5, engine.port(), engine.token("s-1-g1"))) {
            engine.stallSyncs(begun, until);
            gate.publish(1, topic("s-1-g1"), 7, entry("b", 1));
            begun.await();
            var stopped = engine.stop();
            until.countDown();

            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
            assertThat(gate.isEndedFor(0x8B)).isTrue();
            HttpEngine.await(stopped);
        }
    }

    @Test
    void stopsAtOnceWhereNothingCanBeAnswered() {
        engine.http.refusing.set(new Refusal.Overloaded(1));
        try (RawGate gate = RawGate.of(5, engine.port(), engine.token("s-1-g1"))) {
            gate.publish(1, topic("s-1-g1"), 7, entry("b", 1));
            await().until(() -> engine.count("yizhan.mqtt.retries") > 0);
            var stopped = engine.stop();

            assertThat(gate.isEndedFor(0x8B)).isTrue();
            HttpEngine.await(stopped);
        }
    }

    @Test
    void letsARelayOfAStationSpeakForItsGates() {
        String token = engine.http.client.token("{\"roles\":[\"gate\"],\"subject\":\"relay\",\"stations\":[\"s-1\"]}");
        try (Gate relay = Gate.of(5, engine.port(), "relay", token)) {
            assertThat(relay.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
            assertThat(relay.publish(topic("s-2-g1"), entry("b", 1))).startsWith("NOT_AUTHORIZED");
        }
    }

    /** The HTTP edge does not serve the region that is said to have s-2, and so shows that it was asked for that one. */
    @Test
    void asksForTheRegionThatTheGateIsIn() {
        try (MqttEngine several = MqttEngine.behindAVillage();
                Gate gate = Gate.of(5, several.port(), "g", several.token("s-1-g1"))) {
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
            assertThat(gate.publish(topic("s-2-g1"), entry("b", 1))).isEqualTo("TOPIC_NAME_INVALID region-unknown");
        }
    }

    @Test
    void takesManyGatesAtOnce() {
        List<CompletableFuture<String>> sent = new ArrayList<>();
        try (Gate one = engine.gate(4, "s-1-g1");
                Gate other = engine.gate(5, "s-2-g1")) {
            for (int i = 1; i <= 300; i++) {
                sent.add(one.sendLater(topic("s-1-g1"), entry("b", i)));
                sent.add(other.sendLater(topic("s-2-g1"), entry("b", i)));
                // No more than may be unacknowledged: 3.1.1 can't say how many these are.
                if (i % 60 == 0)
                    for (CompletableFuture<String> each : sent)
                        assertThat(Gate.soon(each)).isEmpty();
            }
        }
        assertThat(engine.inside("s-1")).isEqualTo(300);
        assertThat(engine.inside("s-2")).isEqualTo(300);
    }
}
