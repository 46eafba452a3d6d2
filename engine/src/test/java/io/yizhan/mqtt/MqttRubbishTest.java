package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that make no sense on the port of MQTT: the connection ends, nothing hangs, and nothing is logged as an error of ours. */
@Timeout(60)
@HearsErrors
final class MqttRubbishTest {
    private static final int CONNECTIONS = 300;

    private static MqttEngine engine;

    @BeforeAll
    static void start() {
        engine = new MqttEngine();
    }

    @AfterAll
    static void gatesAreServedAsBefore() {
        try (Gate gate = Gate.of(5, engine.port(), "g", engine.token("s-1-g1"))) {
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
        }
        await().until(() ->
                engine.http.meters.get("yizhan.mqtt.connections").gauge().value() == 0);
        engine.close();
    }

    private static void write(RawGate gate, byte[] bytes) throws IOException {
        try {
            gate.write(bytes);
        } catch (SocketException closedMeanwhile) {
            // As it should be.
        }
    }

    @Test
    void hangsUpOnBytesThatAreNoMqtt() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            try (RawGate gate = new RawGate(4, engine.port())) {
                write(gate, bytes);
                assertThat(gate.finish()).as("connection %d", i).hasSizeLessThan(8);
            }
        }
    }

    @Test
    void hangsUpOnBytesThatAreNoMqttAfterAGoodBeginning() throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        String token = engine.token("s-1-g1");
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            // A packet of any type, of a length that is there, with anything in it.
            if (random.nextBoolean() && bytes.length > 2) bytes[1] = (byte) Math.min(bytes.length - 2, 127);
            try (RawGate gate = RawGate.of(i % 2 == 0 ? 4 : 5, engine.port(), token)) {
                write(gate, bytes);
                gate.finish();
            }
        }
    }

    @Test
    void hangsUpOnWhoSpeaksBeforeHavingConnected() throws IOException {
        for (int version : new int[] {4, 5}) {
            try (RawGate gate = new RawGate(version, engine.port())) {
                gate.publish(1, topic("s-1-g1"), 1, entry("early", 1));
                assertThat(gate.read()).isEqualTo(RawGate.CLOSED);
            }
        }
        try (RawGate gate = new RawGate(4, engine.port())) {
            write(
                    gate,
                    ("GET / HTTP/1.1\r\nHost: " + "x".repeat(200) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(gate.read()).isEqualTo(RawGate.CLOSED);
        }
    }

    @Test
    void hangsUpOnWhoConnectsTwice() {
        try (RawGate gate = RawGate.of(4, engine.port(), engine.token("s-1-g1"))) {
            gate.connect("raw", engine.token("s-1-g1"));
            assertThat(gate.read()).isEqualTo(RawGate.CLOSED);
        }
    }

    @Test
    void endsWhoAsksFasterThanAnyGateWould() {
        try (RawGate gate = RawGate.of(5, engine.port(), engine.token("s-1-g1"))) {
            for (int i = 0; i < 1_000; i++) gate.ping();
            int type = gate.read();
            while (type == RawGate.PINGRESP) type = gate.read();
            assertThat(type).isIn(RawGate.DISCONNECT, RawGate.CLOSED);
        }
    }
}
