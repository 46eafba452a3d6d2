package io.yizhan.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Packets byte by byte: what MQTT forbids ends the connection, and what it allows does not. Each is named with its clause; where the two
 * versions number it differently, that of 3.1.1 comes first.
 */
@Timeout(120)
@HearsErrors
// One engine at a time, whichever of the tables it is for.
@ResourceLock("io.yizhan.mqtt.PacketTable")
abstract class PacketTable {
    static final int MALFORMED = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int TOPIC_ALIAS = 0x94;
    static final byte[] NUL = {'a', 0, 'b'};
    static final byte[] OVERLONG = {(byte) 0xC0, (byte) 0xAF};
    static final byte[] SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    static final byte[] CUT_OFF = {'a', (byte) 0xE9, (byte) 0xA9};
    static final byte[] LATIN_1 = {'d', (byte) 0xE9, 'j'};
    static final byte[] BEYOND = {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
    static final List<byte[]> NO_TEXTS = List.of(NUL, OVERLONG, SURROGATE, CUT_OFF, LATIN_1, BEYOND);

    static MqttEngine engine;
    static byte[] token;

    final List<DynamicTest> tests = new ArrayList<>();

    @BeforeAll
    static void start() {
        engine = new MqttEngine();
        token = utf8(engine.token("s-1-g1"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    /** Bytes that are put together. */
    static final class Bytes {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        Bytes raw(int... each) {
            for (int one : each) all.write(one);
            return this;
        }

        Bytes bytes(byte[] more) {
            all.writeBytes(more);
            return this;
        }

        Bytes text(byte[] text) {
            return raw(text.length >> 8, text.length & 0xFF).bytes(text);
        }

        Bytes text(String text) {
            return text(utf8(text));
        }

        byte[] done() {
            return all.toByteArray();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Bytes bytes() {
        return new Bytes();
    }

    /** Properties of MQTT 5, with their length; nothing for 3.1.1. */
    static byte[] properties(int version, int... properties) {
        return version == 5 ? bytes().raw(properties.length).raw(properties).done() : new byte[0];
    }

    static byte[] connect(int version, int flags, byte[] properties, byte[] payload) {
        return bytes().text("MQTT")
                .raw(version, flags, 0, 0)
                .bytes(properties)
                .bytes(payload)
                .done();
    }

    static byte[] signIn(byte[] clientId) {
        return bytes().text(clientId).text("gate").text(token).done();
    }

    static byte[] signIn(byte[] clientId, byte[] will) {
        return bytes().text(clientId).bytes(will).text("gate").text(token).done();
    }

    final void connects(String what, boolean good, byte[] connect) {
        tests.add(DynamicTest.dynamicTest(what, () -> {
            try (RawGate gate = new RawGate(connect[6], engine.port())) {
                gate.send(0x10, connect);
                int type = gate.read();
                if (good) {
                    assertThat(type).isEqualTo(RawGate.CONNACK);
                    assertThat(gate.body[1]).isZero();
                    gate.ping();
                    assertThat(gate.read()).isEqualTo(RawGate.PINGRESP);
                } else {
                    assertThat(type).isEqualTo(RawGate.CLOSED);
                }
            }
        }));
    }

    /** @param reason of MQTT 5; 0 where the packet is good, and the connection goes on */
    final void after(String what, int version, int reason, int header, byte[] rest) {
        tests.add(DynamicTest.dynamicTest("MQTT " + version + ": " + what, () -> {
            try (RawGate gate = RawGate.of(version, engine.port(), new String(token, StandardCharsets.US_ASCII))) {
                gate.send(header, rest);
                if (reason != 0) {
                    assertThat(gate.isEndedFor(reason)).isTrue();
                    return;
                }
                gate.ping();
                int type = gate.read();
                while (type != RawGate.PINGRESP && type != RawGate.CLOSED) type = gate.read();
                assertThat(type).isEqualTo(RawGate.PINGRESP);
            }
        }));
    }
}
