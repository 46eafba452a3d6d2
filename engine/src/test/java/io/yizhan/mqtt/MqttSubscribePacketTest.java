package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.occupancy;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** SUBSCRIBE and UNSUBSCRIBE. */
final class MqttSubscribePacketTest extends PacketTable {
    @TestFactory
    List<DynamicTest> takesTheFiltersThatThereAre() {
        for (int version : new int[] {4, 5}) subscribed(version, properties(version));
        return tests;
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
}
