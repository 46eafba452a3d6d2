package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpEdge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in, and what is not taken, in both versions of MQTT. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttRefusalTest {
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
    @CsvSource({"4, NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD", "5, NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD"})
    void letsInWhoHasAGoodTokenOfAGateAlone(int version, String role, String bad) {
        String good = engine.token("s-1-g1");

        assertThat(Gate.refusal(version, engine.port(), good)).isEqualTo(Gate.DONE);
        assertThat(Gate.refusal(version, engine.port(), "")).isEqualTo(bad);
        assertThat(Gate.refusal(version, engine.port(), good + "x")).isEqualTo(bad);
        assertThat(Gate.refusal(version, engine.port(), engine.token("m-1", "member")))
                .isEqualTo(role);
        engine.http.nowMs.addAndGet(TimeUnit.DAYS.toMillis(400));
        assertThat(Gate.refusal(version, engine.port(), good)).isEqualTo(bad);
        assertThat(engine.count("yizhan.mqtt.connects", "result", "token")).isEqualTo(3);
        assertThat(engine.count("yizhan.mqtt.connects", "result", "role")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"4, closed", "5, NOT_AUTHORIZED token-expired"})
    void endsAConnectionWhoseTokenExpires(int version, String reason) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            engine.http.nowMs.addAndGet(TimeUnit.DAYS.toMillis(400));

            assertThat(Gate.soon(gate.ended)).isEqualTo(reason);
        }
    }

    @Test
    void lets5SayWhatIsWrong() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            assertThat(gate.publish(topic("s-2-g1"), entry("b", 1))).isEqualTo("NOT_AUTHORIZED gate-foreign");
            assertThat(gate.publish(topic("s-9-g1"), entry("b", 1))).isEqualTo("TOPIC_NAME_INVALID gate-unknown");
            for (String other : new String[] {
                "yizhan/v1/gates/s-1-g1",
                "yizhan/v1/gates/s-1-g1/admissions/answers",
                "yizhan/v1/gates/s%2d1-g1/events",
                "yizhan/v1/gates/../events",
                "yizhan/v1/gates/\u00e9\ud83d\ude00/events",
                "yizhan/v1/gates//events",
                "yizhan/v1/stations/s-1/occupancy"
            }) assertThat(gate.publish(other, entry("b", 1))).as(other).isEqualTo("NOT_AUTHORIZED topic-not-open");
            assertThat(gate.publish(topic("s-1-g1"), "{")).isEqualTo("PAYLOAD_FORMAT_INVALID json-malformed");
            assertThat(gate.publish(topic("s-1-g1"), "")).startsWith("PAYLOAD_FORMAT_INVALID ");
            assertThat(gate.publish(topic("s-1-g1"), "{\"boot\":\"b\"}"))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-invalid");
            assertThat(gate.publish(topic("s-1-g1"), " ".repeat(HttpEdge.GATE_BODY_BYTES_MAX + 1)))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-too-large");
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 2).replace("IN", "UP")))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-invalid");
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 200_000))).isEqualTo(Gate.DONE);
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
        }
        assertThat(engine.inside("s-1")).isEqualTo(2);
        assertThat(engine.inside("s-2")).isZero();
    }

    /** It would be acknowledged and lost: a gate of 3.1.1 drops what is acknowledged, and one of 5 what it is told to be wrong. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void acknowledgesNothingThatItsGateHasToMend(int version) {
        try (MqttEngine quick = new MqttEngine(
                        it -> it.withLimits(new MqttOptions.Limits(10, 10, 64, 1_000_000, 1, 50, 10_000, 1)));
                RawGate gate = RawGate.of(version, quick.port(), quick.token("s-1-g1"))) {
            quick.http.refusing.set(new Refusal.GateGapsExceeded(1_000, 0, List.of()));
            gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));

            assertThat(gate.isEndedFor(0x97)).isTrue();
            assertThat(quick.count("yizhan.mqtt.retries")).isEqualTo(5);
            assertThat(quick.messages("gate-gaps-exceeded")).isOne();
            quick.http.refusing.set(new Refusal.GateBootsExceeded(1_000, 1));
            try (RawGate other = RawGate.of(version, quick.port(), quick.token("s-1-g1"))) {
                other.publish(1, topic("s-1-g1"), 1, entry("b", 1));
                await().until(() -> quick.messages("gate-boots-exceeded") == 1);
                quick.http.refusing.set(null);
                assertThat(other.read()).as("it has passed meanwhile").isEqualTo(RawGate.PUBACK);
            }
            assertThat(quick.inside("s-1")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void countsWhatIsGoodOfAMessageInPart(int version) throws IOException {
        String part = entry("b", 1).replace("[{", "[{\"seq\":2,\"at\":\"noon\",\"direction\":\"IN\"},{");
        try (RawGate gate = RawGate.of(version, engine.port(), engine.token("s-1-g1"))) {
            gate.publish(1, topic("s-1-g1"), 1, part);
            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
            String told = new String(gate.body, StandardCharsets.US_ASCII);
            if (version == 5) assertThat(told).endsWith("events-rejected");
            gate.publish(1, topic("s-1-g1"), 2, entry("b", 3));
            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
        }
        assertThat(engine.inside("s-1")).isEqualTo(2);
        assertThat(engine.messages("durable")).isEqualTo(2);
    }

    @Test
    void acknowledgesTo3WhatWillNeverBeGoodAndCountsIt() {
        try (Gate gate = engine.gate(4, "s-1-g1")) {
            assertThat(gate.publish(topic("s-1-g1"), "{")).isEqualTo(Gate.DONE);
            assertThat(gate.publish(topic("s-1-g1"), "{\"boot\":\"b\"}")).isEqualTo(Gate.DONE);
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
        }
        assertThat(engine.messages("json-malformed")).isOne();
        assertThat(engine.messages("body-invalid")).isOne();
        assertThat(engine.inside("s-1")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yizhan/v1/gates/s-2-g1/events", "yizhan/v1/gates/s-9-g1/events", "yizhan/v1/gates/../events"})
    void closesOn3WhatTheBearerMayNotDo(String topic) {
        try (Gate gate = engine.gate(4, "s-1-g1")) {
            var sent = gate.sendLater(topic, entry("b", 1));

            assertThat(Gate.soon(gate.ended)).isEqualTo("closed");
            assertThat(sent.getNow("nothing")).isNotEqualTo(Gate.DONE);
        }
        assertThat(engine.inside("s-2")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void endsWhoPublishesExactlyOnce(int version) {
        try (RawGate gate = RawGate.of(version, engine.port(), engine.token("s-1-g1"))) {
            gate.publish(2, topic("s-1-g1"), 1, entry("b", 1));

            assertThat(gate.isEndedFor(0x9B)).isTrue();
        }
        assertThat(engine.inside("s-1")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void endsWhoSendsMoreThanMayBeUnacknowledged(int version) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        try (RawGate gate = RawGate.of(version, engine.port(), engine.token("s-1-g1"))) {
            engine.stallSyncs(begun, until);
            gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));
            begun.await();
            for (int i = 2; i <= 65; i++) gate.publish(1, topic("s-1-g1"), i, entry("b", i));

            assertThat(gate.isEndedFor(0x93)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void endsWhoSendsMoreThanAPacketMayBe(int version) {
        try (RawGate gate = RawGate.of(version, engine.port(), engine.token("s-1-g1"))) {
            gate.publish(1, topic("s-1-g1"), 1, " ".repeat(SignIn.PACKET_BYTES_MAX));

            int type = gate.read();
            // What it still had to send may make the system forget our last words.
            assertThat(type).isIn(RawGate.DISCONNECT, RawGate.CLOSED);
            if (type == RawGate.DISCONNECT) assertThat(gate.body[0] & 0xFF).isEqualTo(0x95);
        }
        await().until(() -> engine.count("yizhan.mqtt.disconnects", "reason", "packet-too-large") == 1);
    }

    @Test
    void endsWhoseMessagesTakeMoreRoomThanThereIs() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch until = new CountDownLatch(1);
        try (MqttEngine small =
                        new MqttEngine(it -> it.withLimits(new MqttOptions.Limits(2, 1, 64, 200, 1, 50, 100, 1)));
                RawGate gate = RawGate.of(5, small.port(), small.token("s-1-g1"))) {
            small.stallSyncs(begun, until);
            gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));
            begun.await();
            gate.publish(1, topic("s-1-g1"), 2, entry("b", 2) + " ".repeat(200));
            assertThat(gate.isEndedFor(0x97)).isTrue();
            until.countDown();

            // The room is there again once the first has been answered.
            try (Gate next = Gate.of(5, small.port(), "next", small.token("s-1-g1"))) {
                await().until(() -> next.publish(topic("s-1-g1"), entry("b", 2)).equals(Gate.DONE));
                assertThat(Gate.refusal(5, small.port(), small.token("s-1-g1"))).isEqualTo("QUOTA_EXCEEDED");
                try (Gate other = Gate.of(4, small.port(), "other", small.token("s-2-g1"))) {
                    assertThat(Gate.refusal(5, small.port(), small.token("s-3-g1")))
                            .isEqualTo("SERVER_BUSY");
                    assertThat(Gate.refusal(4, small.port(), small.token("s-3-g1")))
                            .isEqualTo("SERVER_UNAVAILABLE");
                    assertThat(other.publish(topic("s-2-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
                }
            }
        }
    }

    @Test
    void letsASecondConnectionOfAClientTakeThePlaceOfTheFirst() {
        try (Gate first = Gate.of(5, engine.port(), "same", engine.token("s-1-g1"));
                Gate stranger = Gate.of(4, engine.port(), "same", engine.token("s-2-g1"));
                Gate second = Gate.of(4, engine.port(), "same", engine.token("s-1-g1"))) {
            assertThat(Gate.soon(first.ended)).isEqualTo("SESSION_TAKEN_OVER taken-over");
            assertThat(second.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
            assertThat(stranger.publish(topic("s-2-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
        }
    }
}
