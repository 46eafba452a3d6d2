package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.mqtt.MqttEndpoint;

/**
 * What a client of MQTT 5 asks for when it connects; one of 3.1.1 can't, and has the defaults.
 *
 * @param isV5 whether it can be told reasons at all
 * @param reasons whether it wants to be told them as text, too
 * @param unacknowledgedMax how many messages it takes before it has acknowledged one
 * @param packetBytesMax larger packets must not be sent to it
 */
record Wishes(boolean isV5, boolean reasons, int unacknowledgedMax, long packetBytesMax) {
    static final int V5 = 5;

    private static final int UNACKNOWLEDGED_MAX = 65_535;

    static Wishes of(MqttEndpoint endpoint) {
        MqttProperties properties = endpoint.connectProperties();
        return new Wishes(
                endpoint.protocolVersion() >= V5,
                number(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION, 1) == 1,
                number(properties, MqttProperties.RECEIVE_MAXIMUM, UNACKNOWLEDGED_MAX),
                Integer.toUnsignedLong(number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, -1)));
    }

    private static int number(MqttProperties properties, int id, int missing) {
        var property = properties.getProperty(id);
        return property != null && property.value() instanceof Integer value ? value : missing;
    }
}
