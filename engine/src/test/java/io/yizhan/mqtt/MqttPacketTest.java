package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.occupancy;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.ErrorLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Packets byte by byte: what MQTT forbids ends the connection, and what it allows does not. Each is named with its clause; where the two
 * versions number it differently, that of 3.1.1 comes first.
 */
@Timeout(120)
final class MqttPacketTest {
    @RegisterExtension
    static final ErrorLog ERRORS = new ErrorLog();

    private static final int MALFORMED = 0x81;
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int TOPIC_ALIAS = 0x94;
    private static final byte[] NUL = {'a', 0, 'b'};
    private static final byte[] OVERLONG = {(byte) 0xC0, (byte) 0xAF};
    private static final byte[] SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    private static final byte[] CUT_OFF = {'a', (byte) 0xE9, (byte) 0xA9};
    private static final byte[] LATIN_1 = {'d', (byte) 0xE9, 'j'};
    private static final byte[] BEYOND = {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
    private static final List<byte[]> NO_TEXTS = List.of(NUL, OVERLONG, SURROGATE, CUT_OFF, LATIN_1, BEYOND);

    private static MqttEngine engine;
    private static byte[] token;

    @BeforeAll
    static void start() {
        engine = new MqttEngine();
        token = utf8(engine.token("s-1-g1"));
    }

    @AfterAll
    static void nothingElseWasCounted() {
        assertThat(engine.inside("s-1")).isOne();
        engine.close();
    }

    /** Bytes that are put together. */
    private static final class Bytes {
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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes bytes() {
        return new Bytes();
    }

    /** Properties of MQTT 5, with their length; nothing for 3.1.1. */
    private static byte[] properties(int version, int... properties) {
        return version == 5 ? bytes().raw(properties.length).raw(properties).done() : new byte[0];
    }

    private static byte[] connect(int version, int flags, byte[] properties, byte[] payload) {
        return bytes().text("MQTT")
                .raw(version, flags, 0, 0)
                .bytes(properties)
                .bytes(payload)
                .done();
    }

    private static byte[] signIn(byte[] clientId) {
        return bytes().text(clientId).text("gate").text(token).done();
    }

    private static byte[] signIn(byte[] clientId, byte[] will) {
        return bytes().text(clientId).bytes(will).text("gate").text(token).done();
    }

    private final List<DynamicTest> tests = new ArrayList<>();

    private void connects(String what, boolean good, byte[] connect) {
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

    /** @param reason of MQTT 5; 0 where the packet is good, and the connection goes on */
    private void after(String what, int version, int reason, int header, byte[] rest) {
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

    @TestFactory
    List<DynamicTest> takesWhatAGateMaySendAndNothingElse() {
        for (int version : new int[] {4, 5}) {
            byte[] none = properties(version);
            published(version, none);
            subscribed(version, none);
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

    private void subscribed(int version, byte[] none) {
        byte[] head = bytes().raw(0, 1).bytes(none).done();
        after(
                "SUBSCRIBE",
                version,
                0,
                0x82,
                bytes().bytes(head)
                        .text(occupancy("s-1"))
                        .raw(1)
                        .text("a/b")
                        .raw(2)
                        .done());
        for (String filter : new String[] {"#", "+", "/", "a/+/c", "+/+", "/#", "a/#", "$share", "a b"})
            after(
                    "SUBSCRIBE to " + filter,
                    version,
                    0,
                    0x82,
                    bytes().bytes(head).text(filter).raw(0).done());
        for (String filter : new String[] {"", "a#", "a/#/b", "#/a", "a+", "+a", "a/b+/c", "##", "++"}) {
            after(
                    "MQTT-4.7.1-2, -3 SUBSCRIBE to " + filter,
                    version,
                    MALFORMED,
                    0x82,
                    bytes().bytes(head).text(filter).raw(0).done());
            after(
                    "MQTT-4.7.1-2, -3 UNSUBSCRIBE from " + filter,
                    version,
                    MALFORMED,
                    0xA2,
                    bytes().bytes(head).text(filter).done());
        }
        for (byte[] no : NO_TEXTS) {
            after(
                    "MQTT-3.8.3-1 SUBSCRIBE",
                    version,
                    MALFORMED,
                    0x82,
                    bytes().bytes(head).text(no).raw(0).done());
            after(
                    "MQTT-3.10.3-1 UNSUBSCRIBE",
                    version,
                    MALFORMED,
                    0xA2,
                    bytes().bytes(head).text(no).done());
        }
        after("MQTT-3.8.3-3; -2 SUBSCRIBE to nothing", version, PROTOCOL_ERROR, 0x82, head);
        after("MQTT-3.10.3-2 UNSUBSCRIBE from nothing", version, PROTOCOL_ERROR, 0xA2, head);
        byte[] zero = bytes().raw(0, 0).bytes(none).text("a").done();
        after(
                "MQTT-2.3.1-1 SUBSCRIBE with id 0",
                version,
                MALFORMED,
                0x82,
                bytes().bytes(zero).raw(0).done());
        after("MQTT-2.3.1-1 UNSUBSCRIBE with id 0", version, MALFORMED, 0xA2, zero);
        for (int flags : new int[] {0x80, 0x83, 0x8A, 0x86})
            after(
                    "MQTT-3.8.1-1 flags of SUBSCRIBE",
                    version,
                    MALFORMED,
                    flags,
                    bytes().bytes(head).text("a").raw(0).done());
        after(
                "MQTT-3.10.1-1 flags of UNSUBSCRIBE",
                version,
                MALFORMED,
                0xA0,
                bytes().bytes(head).text("a").done());
        for (int options : new int[] {3, 0x40, 0x80, 0xFF})
            after(
                    "MQTT-3-8.3-4; 3.8.3-5 options " + options,
                    version,
                    MALFORMED,
                    0x82,
                    bytes().bytes(head).text("a").raw(options).done());
        after(
                "SUBSCRIBE without options",
                version,
                MALFORMED,
                0x82,
                bytes().bytes(head).text("a").done());
        after(
                "UNSUBSCRIBE",
                version,
                0,
                0xA2,
                bytes().bytes(head).text("a/+").text("#").done());
        if (version == 4) {
            after(
                    "options of MQTT 5",
                    4,
                    MALFORMED,
                    0x82,
                    bytes().bytes(head).text("a").raw(4).done());
            after(
                    "SUBSCRIBE to $share//",
                    4,
                    0,
                    0x82,
                    bytes().bytes(head).text("$share//").raw(0).done());
            return;
        }
        after("all options", 5, 0, 0x82, bytes().bytes(head).text("a").raw(0x2D).done());
        after(
                "SUBSCRIBE to $share/g/a",
                5,
                0,
                0x82,
                bytes().bytes(head).text("$share/g/a").raw(0).done());
        after(
                "retain handling 3",
                5,
                PROTOCOL_ERROR,
                0x82,
                bytes().bytes(head).text("a").raw(0x30).done());
        after(
                "MQTT-3.8.3-4 shared and not local",
                5,
                PROTOCOL_ERROR,
                0x82,
                bytes().bytes(head).text("$share/g/a").raw(4).done());
        for (String filter : new String[] {"$share//a", "$share/g", "$share/g/", "$share/g+/a", "$share/#/a"})
            after(
                    "MQTT-4.8.2-1, -2 " + filter,
                    5,
                    MALFORMED,
                    0x82,
                    bytes().bytes(head).text(filter).raw(0).done());
        after(
                "subscription id 0",
                5,
                PROTOCOL_ERROR,
                0x82,
                bytes().raw(0, 1, 2, 11, 0).text("a").raw(0).done());
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
