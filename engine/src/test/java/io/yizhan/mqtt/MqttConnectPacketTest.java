package io.yizhan.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** CONNECT, and whatever else comes first. */
final class MqttConnectPacketTest extends PacketTable {
    @TestFactory
    List<DynamicTest> letsInWhoConnectsAsItMust() {
        byte[] id = utf8("raw");
        for (int version : new int[] {4, 5}) {
            String mqtt = "MQTT " + version + ": ";
            byte[] none = properties(version);
            byte[] will = bytes().bytes(none).text("t").text("gone").done();
            connects(mqtt + "a plain one", true, connect(version, 0xC2, none, signIn(id)));
            connects(
                    mqtt + "an id of any letters",
                    true,
                    connect(version, 0xC2, none, signIn(utf8("\u95f8\ud83d\ude00\u00e9\u0001"))));
            connects(mqtt + "a will of QoS 2", true, connect(version, 0xF6, none, signIn(id, will)));
            for (byte[] no : NO_TEXTS) {
                connects(mqtt + "MQTT-1.5.3-1, -2 client id", false, connect(version, 0xC2, none, signIn(no)));
                byte[] badWill = bytes().bytes(none).text(no).text("gone").done();
                connects(mqtt + "MQTT-3.1.3-10 will topic", false, connect(version, 0xC6, none, signIn(id, badWill)));
                byte[] name = bytes().text(id).text(no).text(token).done();
                connects(mqtt + "MQTT-3.1.3-11 user name", false, connect(version, 0xC2, none, name));
            }
            connects(mqtt + "MQTT-3.1.2-3 reserved flag", false, connect(version, 0xC3, none, signIn(id)));
            connects(mqtt + "MQTT-3.1.2-14 will QoS 3", false, connect(version, 0xDE, none, signIn(id, will)));
            connects(mqtt + "MQTT-3.1.2-13 QoS without a will", false, connect(version, 0xCA, none, signIn(id)));
            connects(mqtt + "MQTT-3.1.2-15 retain without a will", false, connect(version, 0xE2, none, signIn(id)));
            byte[] emptyWill = bytes().bytes(none).text("").text("gone").done();
            connects(
                    mqtt + "MQTT-4.7.3-1 empty will topic", false, connect(version, 0xC6, none, signIn(id, emptyWill)));
            byte[] wildWill = bytes().bytes(none).text("a/#").text("gone").done();
            connects(
                    mqtt + "MQTT-3.3.2-2 will to a wildcard",
                    false,
                    connect(version, 0xC6, none, signIn(id, wildWill)));
            byte[] tooMuch = bytes().bytes(signIn(id)).raw(0).done();
            connects(mqtt + "more than announced by its flags", false, connect(version, 0xC2, none, tooMuch));
            connects(
                    mqtt + "less than announced",
                    false,
                    connect(version, 0xC2, none, bytes().text(id).text("u").done()));
        }
        byte[] password = bytes().text(id).text(token).done();
        connects("MQTT 4: MQTT-3.1.2-22 password alone", false, connect(4, 0x42, new byte[0], password));
        connects(
                "MQTT 5: all properties",
                true,
                connect(
                        5,
                        0xC2,
                        properties(
                                5, 17, 0, 0, 0, 9, 33, 0, 5, 39, 0, 1, 0, 0, 34, 0, 4, 25, 1, 23, 1, 38, 0, 1, 'k', 0,
                                0, 38, 0, 1, 'k', 0, 0),
                        signIn(id)));
        int[][] wrong = {
            {33, 0, 0},
            {39, 0, 0, 0, 0},
            {33, 0, 5, 33, 0, 5},
            {25, 2},
            {23, 7},
            {22, 0, 1, 'x'},
            {31, 0, 1, 'x'},
            {1, 0},
            {99, 0},
            {33, 0},
            {38, 0, 1, 0, 0, 0},
            {38, 0, 1, 'k'},
            {0x91, 0x00, 0, 0, 0, 9}
        };
        for (int[] each : wrong)
            connects(
                    "MQTT 5: MQTT-3.1.2 property " + each[0], false, connect(5, 0xC2, properties(5, each), signIn(id)));
        connects(
                "MQTT 5: MQTT-1.5.5-1 length of properties",
                false,
                connect(5, 0xC2, new byte[] {(byte) 0x80, 0}, signIn(id)));
        byte[] willOfLater = bytes().raw(2, 1, 2).text("t").text("gone").done();
        connects("MQTT 5: will of payload format 2", false, connect(5, 0xC6, properties(5), signIn(id, willOfLater)));
        byte[] willOfConnect = bytes().raw(3, 33, 0, 5).text("t").text("gone").done();
        connects(
                "MQTT 5: will with Receive Maximum", false, connect(5, 0xC6, properties(5), signIn(id, willOfConnect)));
        return tests;
    }

    @TestFactory
    List<DynamicTest> hangsUpBeforeAnybodyIsLetIn() {
        int[][] firsts = {
            {0x30, 3, 0, 1, 'a'},
            {0xC0, 0},
            {0xE0, 0},
            {0x20, 2, 0, 0},
            {0x00, 0},
            {0xF0, 0},
            {0x11, 2, 0, 0},
            {0x10, 0xFF, 0xFF, 0x7F}
        };
        for (int[] first : firsts)
            tests.add(DynamicTest.dynamicTest("MQTT-3.1.0-1 " + first[0], () -> {
                try (RawGate gate = new RawGate(4, engine.port())) {
                    gate.write(bytes().raw(first).done());
                    assertThat(gate.read()).isEqualTo(RawGate.CLOSED);
                } catch (IOException gone) {
                    throw new AssertionError(gone);
                }
            }));
        return tests;
    }
}
