package io.yizhan.mqtt;

/** Which properties a client's packet of MQTT 5 may have [MQTT 5, 2.2.2], each once unless it is a user property, and of which values. */
final class PropertyRules {
    private static final int PAYLOAD_FORMAT = 1;
    private static final int MESSAGE_EXPIRY = 2;
    private static final int CONTENT_TYPE = 3;
    private static final int RESPONSE_TOPIC = 8;
    private static final int CORRELATION_DATA = 9;
    private static final int SUBSCRIPTION_ID = 11;
    private static final int SESSION_EXPIRY = 17;
    private static final int AUTHENTICATION_METHOD = 21;
    private static final int AUTHENTICATION_DATA = 22;
    private static final int REQUEST_PROBLEM_INFORMATION = 23;
    private static final int WILL_DELAY = 24;
    private static final int REQUEST_RESPONSE_INFORMATION = 25;
    private static final int REASON_STRING = 31;
    private static final int RECEIVE_MAXIMUM = 33;
    private static final int TOPIC_ALIAS_MAXIMUM = 34;
    private static final int TOPIC_ALIAS = 35;
    private static final int USER_PROPERTY = 38;
    private static final int PACKET_SIZE_MAXIMUM = 39;
    private static final int ID_END = 64;

    static final PropertyRules CONNECT = new PropertyRules(
            SESSION_EXPIRY,
            RECEIVE_MAXIMUM,
            PACKET_SIZE_MAXIMUM,
            TOPIC_ALIAS_MAXIMUM,
            REQUEST_RESPONSE_INFORMATION,
            REQUEST_PROBLEM_INFORMATION,
            AUTHENTICATION_METHOD,
            AUTHENTICATION_DATA);
    static final PropertyRules WILL = new PropertyRules(
            WILL_DELAY, PAYLOAD_FORMAT, MESSAGE_EXPIRY, CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION_DATA);
    static final PropertyRules PUBLISH = new PropertyRules(
            PAYLOAD_FORMAT, MESSAGE_EXPIRY, TOPIC_ALIAS, RESPONSE_TOPIC, CORRELATION_DATA, CONTENT_TYPE);
    static final PropertyRules ACKNOWLEDGEMENT = new PropertyRules(REASON_STRING);
    static final PropertyRules SUBSCRIBE = new PropertyRules(SUBSCRIPTION_ID);
    static final PropertyRules UNSUBSCRIBE = new PropertyRules();
    static final PropertyRules DISCONNECT = new PropertyRules(SESSION_EXPIRY, REASON_STRING);

    private final long allowed;

    private PropertyRules(int... ids) {
        long bits = 1L << USER_PROPERTY;
        for (int id : ids) bits |= 1L << id;
        allowed = bits;
    }

    /** Reads the properties that come next. */
    void check(PacketBytes packet) {
        PacketBytes properties = packet.part(packet.variable());
        long seen = 0;
        while (!properties.isDone()) {
            int id = properties.variable();
            long bit = id < ID_END ? 1L << id : 0;
            if ((allowed & bit) == 0) throw PacketFault.malformed("property " + id + " does not belong here");
            if ((seen & bit) != 0 && id != USER_PROPERTY) throw PacketFault.outOfTurn("property " + id + " twice");
            seen |= bit;
            value(id, properties);
        }
        boolean data = (seen & 1L << AUTHENTICATION_DATA) != 0;
        if (data && (seen & 1L << AUTHENTICATION_METHOD) == 0)
            throw PacketFault.outOfTurn("authentication data without a method");
    }

    private static void value(int id, PacketBytes properties) {
        switch (id) {
            case PAYLOAD_FORMAT, REQUEST_PROBLEM_INFORMATION, REQUEST_RESPONSE_INFORMATION -> {
                if (properties.oneByte() > 1) throw PacketFault.outOfTurn("property " + id + " is neither 0 nor 1");
            }
            case TOPIC_ALIAS -> {
                // We announce no maximum, which means 0; and 0 is none [MQTT-3.3.2-8, -9].
                properties.twoBytes();
                throw PacketFault.topicAlias();
            }
            case RECEIVE_MAXIMUM -> expectMore(id, properties.twoBytes());
            case TOPIC_ALIAS_MAXIMUM -> properties.twoBytes();
            case PACKET_SIZE_MAXIMUM -> expectMore(id, properties.fourBytes());
            case MESSAGE_EXPIRY, SESSION_EXPIRY, WILL_DELAY -> properties.fourBytes();
            case SUBSCRIPTION_ID -> expectMore(id, properties.variable());
            case CORRELATION_DATA, AUTHENTICATION_DATA -> properties.binary();
            case RESPONSE_TOPIC -> properties.topic();
            case USER_PROPERTY -> {
                properties.text();
                properties.text();
            }
            default -> properties.text();
        }
    }

    private static void expectMore(int id, long value) {
        if (value == 0) throw PacketFault.outOfTurn("property " + id + " is 0");
    }
}
