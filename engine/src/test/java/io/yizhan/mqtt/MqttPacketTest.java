package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** PUBLISH, the small packets, and how lengths are written. */
final class MqttPacketTest extends PacketTable {
    @AfterAll
    static void nothingElseWasCounted() {
        assertThat(engine.inside("s-1")).isOne();
    }

    @TestFactory
    List<DynamicTest> takesWhatAGateMaySendAndNothingElse() {
        for (int version : new int[] {4, 5}) {
            byte[] none = properties(version);
            published(version, none);
            after("MQTT-2.2.2-2 flags of PINGREQ", version, MALFORMED, 0xC1, new byte[0]);
            after("PINGREQ with a body", version, MALFORMED, 0xC0, new byte[1]);
            after("MQTT-3.14.1-1 flags of DISCONNECT", version, MALFORMED, 0xE2, new byte[0]);
            after("PUBACK", version, 0, 0x40, bytes().raw(0, 9).done());
            after(
                    "MQTT-2.3.1-1 PUBACK of 0",
                    version,
                    MALFORMED,
                    0x40,
                    bytes().raw(0, 0).done());
            after("PUBACK cut off", version, MALFORMED, 0x40, bytes().raw(1).done());
            after(
                    "PUBREL without its flags",
                    version,
                    MALFORMED,
                    0x60,
                    bytes().raw(0, 1).done());
            after(
                    "MQTT-3.1.0-2 a second CONNECT",
                    version,
                    PROTOCOL_ERROR,
                    0x10,
                    connect(version, 0xC2, none, signIn(utf8("raw"))));
            for (int server : new int[] {0x20, 0x90, 0xB0, 0xD0, 0x00})
                after(
                        "packet " + server + " of a server",
                        version,
                        PROTOCOL_ERROR,
                        server,
                        bytes().raw(0, 0).done());
        }
        after("DISCONNECT with a body", 4, MALFORMED, 0xE0, new byte[1]);
        after("PUBACK with a reason", 4, MALFORMED, 0x40, bytes().raw(0, 9, 0).done());
        after("packet 15", 4, MALFORMED, 0xF0, new byte[0]);
        after("MQTT-4.12.0-6 AUTH", 5, PROTOCOL_ERROR, 0xF0, new byte[0]);
        after(
                "PUBACK with reason and properties",
                5,
                0,
                0x40,
                bytes().raw(0, 9, 0x10, 4, 31, 0, 1, 'x').done());
        after(
                "PUBACK with a reason of others",
                5,
                MALFORMED,
                0x40,
                bytes().raw(0, 9, 0x92).done());
        after(
                "DISCONNECT with a reason of servers",
                5,
                MALFORMED,
                0xE0,
                bytes().raw(0x8B).done());
        after(
                "DISCONNECT with a reference",
                5,
                MALFORMED,
                0xE0,
                bytes().raw(0, 4, 28, 0, 1, 'x').done());
        return tests;
    }

    private void published(int version, byte[] none) {
        byte[] good = bytes().text(topic("s-1-g1"))
                .raw(0, 1)
                .bytes(none)
                .bytes(utf8(entry("b", 1)))
                .done();
        after("PUBLISH", version, 0, 0x32, good);
        after("PUBLISH again", version, 0, 0x3A, good);
        after("MQTT-3.3.1-4 QoS 3", version, MALFORMED, 0x36, good);
        byte[] unasked = bytes().text(topic("s-1-g1"))
                .bytes(none)
                .bytes(utf8(entry("b", 1)))
                .done();
        after("PUBLISH with QoS 0", version, 0, 0x30, unasked);
        after("MQTT-3.3.1-2 DUP with QoS 0", version, MALFORMED, 0x38, unasked);
        after(
                "MQTT-2.3.1-1 packet id 0",
                version,
                MALFORMED,
                0x32,
                bytes().text("t").raw(0, 0).bytes(none).done());
        after(
                "MQTT-3.3.2-2 topic with +",
                version,
                MALFORMED,
                0x32,
                bytes().text("a/+").raw(0, 1).bytes(none).done());
        after(
                "MQTT-3.3.2-2 topic with #",
                version,
                MALFORMED,
                0x32,
                bytes().text("#").raw(0, 1).bytes(none).done());
        after(
                "MQTT-4.7.3-1 empty topic",
                version,
                PROTOCOL_ERROR,
                0x32,
                bytes().text("").raw(0, 1).bytes(none).done());
        for (byte[] no : NO_TEXTS)
            after(
                    "MQTT-3.3.2-1 topic",
                    version,
                    MALFORMED,
                    0x32,
                    bytes().text(no).raw(0, 1).bytes(none).done());
        after("topic cut off", version, MALFORMED, 0x32, bytes().raw(0, 9, 'a').done());
        if (version == 4) return;
        int[][] wrong = {{35, 0, 0}, {35, 0, 1}, {35, 0xFF, 0xFF}};
        for (int[] each : wrong) {
            byte[] alias = bytes().text(topic("s-1-g1"))
                    .raw(0, 1)
                    .bytes(properties(5, each))
                    .done();
            after("MQTT-3.3.2-8, -9 topic alias " + each[2], 5, TOPIC_ALIAS, 0x32, alias);
            byte[] aliasAlone =
                    bytes().text("").raw(0, 1).bytes(properties(5, each)).done();
            after("MQTT-3.3.2-8, -9 topic alias alone " + each[2], 5, TOPIC_ALIAS, 0x32, aliasAlone);
        }
        after(
                "MQTT-3.3.4-6 subscription id",
                5,
                MALFORMED,
                0x32,
                bytes().text("t").raw(0, 1).raw(2, 11, 1).done());
        after(
                "MQTT-3.3.2-14 response to a wildcard",
                5,
                MALFORMED,
                0x32,
                bytes().text("t").raw(0, 1).raw(4, 8, 0, 1, '#').done());
        after(
                "payload format 2",
                5,
                PROTOCOL_ERROR,
                0x32,
                bytes().text("t").raw(0, 1).raw(2, 1, 2).done());
    }

    private void raw(String what, int version, int reason, int... bytes) {
        tests.add(DynamicTest.dynamicTest("MQTT " + version + ": " + what, () -> {
            try (RawGate gate = RawGate.of(version, engine.port(), new String(token, StandardCharsets.US_ASCII))) {
                gate.write(bytes().raw(bytes).done());
                if (reason == 0) assertThat(gate.read()).isEqualTo(RawGate.PINGRESP);
                else assertThat(gate.isEndedFor(reason)).isTrue();
            }
        }));
    }

    @TestFactory
    List<DynamicTest> readsLengthsAsTheyMustBeWritten() {
        raw("a length of two bytes for one", 4, 0, 0xC0, 0x80, 0x00);
        raw("MQTT-1.5.5-1 a length of two bytes for one", 5, MALFORMED, 0xC0, 0x80, 0x00);
        for (int version : new int[] {4, 5})
            raw("a length of five bytes", version, MALFORMED, 0x30, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        return tests;
    }
}
