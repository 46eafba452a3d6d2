package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import io.yizhan.http.auth.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one gate wants to be told: how full its own stations are, and nothing else. A machine is told nothing. On the MQTT event loop only. */
final class Subscriptions {
    private static final String SHARED = "$share/";

    private final GateConnection connection;
    private final MqttLoop loop;
    private final Map<String, OccupancySubscription> byTopic = new HashMap<>();
    /** By the ids of messages that the gate has not acknowledged; null stands for one that was given up meanwhile. */
    private final Map<Integer, @Nullable OccupancySubscription> unacknowledged = new HashMap<>();

    private int lastMessageId;

    Subscriptions(GateConnection connection) {
        this.connection = connection;
        loop = connection.loop;
    }

    void subscribe(MqttSubscribeMessage message) {
        if (!connection.isCheapPacketWelcome()) return;
        if (message.properties().getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER) != null) {
            connection.end(MqttDisconnectReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED, "subscription-identifier");
            return;
        }
        List<MqttSubAckReasonCode> codes = new ArrayList<>();
        List<OccupancySubscription> granted = new ArrayList<>();
        for (MqttTopicSubscription wanted : message.topicSubscriptions()) codes.add(grant(wanted, granted));
        connection.endpoint.subscribeAcknowledge(message.messageId(), codes, MqttProperties.NO_PROPERTIES);
        for (OccupancySubscription each : granted) loop.occupancy.add(each);
    }

    private MqttSubAckReasonCode grant(MqttTopicSubscription wanted, List<OccupancySubscription> granted) {
        String filter = wanted.topicName();
        if (filter.startsWith(SHARED)) return refused(MqttSubAckReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED);
        if (Topics.hasWildcard(filter)) return refused(MqttSubAckReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED);
        String gate = Topics.gateOfAnswers(filter);
        if (gate != null) return grantAnswers(gate);
        String stationId = Topics.stationOfOccupancy(filter);
        boolean open = stationId != null && connection.principal.has(Role.GATE);
        String region =
                !open || stationId == null ? null : loop.places.regionOfOwnStation(connection.principal, stationId);
        if (stationId == null || region == null) return refused(MqttSubAckReasonCode.NOT_AUTHORIZED);
        OccupancySubscription former = byTopic.get(filter);
        if (former == null && isFull()) return refused(MqttSubAckReasonCode.QUOTA_EXCEEDED);
        if (former != null) giveUp(former);
        OccupancySubscription made =
                new OccupancySubscription(connection, this, wanted, stationId, region, former != null);
        byTopic.put(filter, made);
        loop.metrics.subscriptions(1);
        granted.add(made);
        return made.isAcknowledged() ? MqttSubAckReasonCode.GRANTED_QOS1 : MqttSubAckReasonCode.GRANTED_QOS0;
    }

    private MqttSubAckReasonCode grantAnswers(String gate) {
        if (!connection.principal.has(Role.GATE) || !loop.places.isOwnGate(connection.principal, gate))
            return refused(MqttSubAckReasonCode.NOT_AUTHORIZED);
        if (!connection.answers.isSubscribed(gate) && isFull()) return refused(MqttSubAckReasonCode.QUOTA_EXCEEDED);
        if (connection.answers.subscribe(gate)) loop.metrics.subscriptions(1);
        return MqttSubAckReasonCode.GRANTED_QOS0;
    }

    private boolean isFull() {
        return byTopic.size() + connection.answers.size()
                >= loop.options.limits().subscriptionsMax();
    }

    /** MQTT 3.1.1 knows one way to refuse. */
    private MqttSubAckReasonCode refused(MqttSubAckReasonCode code) {
        return connection.wishes.isV5() ? code : MqttSubAckReasonCode.UNSPECIFIED_ERROR;
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        if (!connection.isCheapPacketWelcome()) return;
        List<MqttUnsubAckReasonCode> codes = new ArrayList<>();
        for (String topic : message.topics()) {
            codes.add(end(topic) ? MqttUnsubAckReasonCode.SUCCESS : MqttUnsubAckReasonCode.NO_SUBSCRIPTION_EXISTED);
        }
        if (connection.wishes.isV5()) {
            connection.endpoint.unsubscribeAcknowledge(message.messageId(), codes, MqttProperties.NO_PROPERTIES);
        } else {
            connection.endpoint.unsubscribeAcknowledge(message.messageId());
        }
    }

    /** False where there was none. */
    private boolean end(String topic) {
        String gate = Topics.gateOfAnswers(topic);
        if (gate != null) {
            boolean was = connection.answers.unsubscribe(gate);
            if (was) loop.metrics.subscriptions(-1);
            return was;
        }
        OccupancySubscription ended = byTopic.remove(topic);
        if (ended != null) giveUp(ended);
        return ended != null;
    }

    private void giveUp(OccupancySubscription subscription) {
        loop.metrics.subscriptions(-1);
        loop.occupancy.remove(subscription);
        unacknowledged.replaceAll((id, of) -> subscription.equals(of) ? null : of);
    }

    /** The id for a message that will be acknowledged; 0 where the gate takes no more before it has acknowledged one. */
    int nextMessageId(OccupancySubscription of) {
        if (unacknowledged.size() >= connection.wishes.unacknowledgedMax()) return 0;
        do {
            lastMessageId = lastMessageId % 0xFFFF + 1;
        } while (unacknowledged.containsKey(lastMessageId));
        unacknowledged.put(lastMessageId, of);
        return lastMessageId;
    }

    void acknowledged(int messageId) {
        OccupancySubscription acknowledged = unacknowledged.remove(messageId);
        if (acknowledged != null) acknowledged.taken();
        for (OccupancySubscription each : byTopic.values()) each.pump();
    }

    void close() {
        for (OccupancySubscription each : byTopic.values()) giveUp(each);
        loop.metrics.subscriptions(-connection.answers.size());
        byTopic.clear();
        unacknowledged.clear();
    }
}
