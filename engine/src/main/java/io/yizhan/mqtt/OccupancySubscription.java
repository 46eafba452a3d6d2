package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttTopicSubscription;
import org.jspecify.annotations.Nullable;

/**
 * One gate that is told how full one station is. Nothing is queued: while a message is on its way to it, the latest takes the place of what
 * waits. On the MQTT event loop only.
 */
final class OccupancySubscription {
    /** What a packet has beside topic and payload, and more. */
    private static final int HEADER_BYTES_MAX = 16;

    private final GateConnection connection;
    private final Subscriptions all;
    private final String topic;
    final String stationId;
    final String region;
    private final boolean acknowledged;
    private final boolean wantsPresent;
    private final boolean retainAsPublished;
    private boolean presentTold;
    private @Nullable Buffer told;
    private @Nullable Buffer waiting;
    private boolean waitingIsPresent;
    private boolean onItsWay;

    /** @param again whether the same gate had subscribed to it before */
    OccupancySubscription(
            GateConnection connection,
            Subscriptions all,
            MqttTopicSubscription wanted,
            String stationId,
            String region,
            boolean again) {
        this.connection = connection;
        this.all = all;
        topic = wanted.topicName();
        this.stationId = stationId;
        this.region = region;
        var option = wanted.subscriptionOption();
        acknowledged = wanted.qualityOfService() != MqttQoS.AT_MOST_ONCE;
        retainAsPublished = option != null && option.isRetainAsPublished();
        RetainedHandlingPolicy handling =
                option == null ? RetainedHandlingPolicy.SEND_AT_SUBSCRIBE : option.retainHandling();
        wantsPresent = handling == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE
                || (handling == RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS && !again);
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** How full it is now, as far as that is news. */
    void present(Buffer json) {
        if (!presentTold && !wantsPresent) {
            presentTold = true;
            told = json;
        } else if (!json.equals(told)) {
            changed(json);
        }
    }

    void changed(Buffer json) {
        waitingIsPresent |= !presentTold && wantsPresent;
        presentTold = true;
        told = json;
        waiting = json;
        pump();
    }

    /** Sends what waits, if the gate can take it. */
    void pump() {
        Buffer next = waiting;
        if (next == null || onItsWay || !connection.isOpen()) return;
        if (HEADER_BYTES_MAX + topic.length() + next.length() > connection.wishes.packetBytesMax()) return;
        int messageId = acknowledged ? all.nextMessageId(this) : 0;
        if (acknowledged && messageId == 0) return;
        boolean retain = waitingIsPresent || retainAsPublished;
        waiting = null;
        waitingIsPresent = false;
        onItsWay = true;
        MqttQoS qos = acknowledged ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        var written = connection.endpoint.publish(topic, next, qos, false, retain, messageId);
        if (!acknowledged) written.onSuccess(connection.later(id -> taken()));
    }

    /** What was on its way is there. */
    void taken() {
        onItsWay = false;
        pump();
    }
}
