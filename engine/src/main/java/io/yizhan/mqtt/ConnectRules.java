package io.yizhan.mqtt;

/** What a CONNECT may look like. */
final class ConnectRules {
    private static final int USER_NAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL_RETAIN = 0x20;
    private static final int WILL_QOS = 0x18;
    private static final int WILL = 0x04;
    private static final int RESERVED = 0x01;

    private ConnectRules() {}

    /** Its protocol version. One of a protocol that is not ours is left to the library, which refuses it in words. */
    static int check(PacketBytes packet) {
        packet.text();
        int version = packet.oneByte();
        if (version != Wishes.V5 && version != SignIn.V3_1_1) return version;
        boolean isV5 = version == Wishes.V5;
        int flags = packet.oneByte();
        if ((flags & RESERVED) != 0) throw PacketFault.malformed("the reserved flag"); // [MQTT-3.1.2-3]
        expectGoodWill(flags);
        // [MQTT-3.1.2-22]; MQTT 5 allows it, and SignIn does not.
        if (!isV5 && (flags & (USER_NAME | PASSWORD)) == PASSWORD)
            throw PacketFault.malformed("a password without a user name");
        packet.twoBytes();
        if (isV5) PropertyRules.CONNECT.check(packet);
        packet.text();
        if ((flags & WILL) != 0) {
            if (isV5) PropertyRules.WILL.check(packet);
            packet.topic();
            packet.binary();
        }
        if ((flags & USER_NAME) != 0) packet.text();
        if ((flags & PASSWORD) != 0) packet.binary();
        packet.expectDone();
        return version;
    }

    /** Its QoS is 0 to 2 [MQTT-3.1.2-14; 5: MQTT-3.1.2-12], and without a will there is none [MQTT-3.1.2-13, -15; 5: MQTT-3.1.2-11, -13]. */
    private static void expectGoodWill(int flags) {
        if ((flags & WILL_QOS) == WILL_QOS) throw PacketFault.malformed("a will of QoS 3");
        if ((flags & WILL) == 0 && (flags & (WILL_QOS | WILL_RETAIN)) != 0)
            throw PacketFault.malformed("flags of a will that there is not");
    }
}
