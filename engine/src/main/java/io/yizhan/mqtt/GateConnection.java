package io.yizhan.mqtt;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.yizhan.http.auth.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gate that is connected, from its CONNECT to its end. What is wrong with a message is said in its PUBACK, where MQTT 5 can; what can't
 * be said, or makes the rest of the connection doubtful, ends it. On the MQTT event loop only.
 */
final class GateConnection {
    private static final Logger LOG = LoggerFactory.getLogger(GateConnection.class);

    /** Packets that are answered at once, without having cost the HTTP edge anything: a client that doesn't read would pile up answers. */
    private static final int CHEAP_PACKETS_PER_S_MAX = 200;

    final MqttLoop loop;
    final MqttEndpoint endpoint;
    final Wishes wishes;
    final Principal principal;
    final String token;
    private final String clientId;
    /** Its address, without a port. */
    final String from;

    final AdmissionAnswers answers;
    private final Publishes publishes;
    private final Subscriptions subscriptions;
    private int cheapPackets;

    GateConnection(
            MqttLoop loop, MqttEndpoint endpoint, Wishes wishes, Principal principal, String token, String clientId) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.wishes = wishes;
        this.principal = principal;
        this.token = token;
        this.clientId = clientId;
        from = endpoint.remoteAddress().hostAddress();
        answers = new AdmissionAnswers(this);
        publishes = new Publishes(this);
        subscriptions = new Subscriptions(this);
    }

    String subject() {
        return principal.subject();
    }

    String clientId() {
        return clientId;
    }

    /** @param announced what a client of MQTT 5 is told about this server */
    void open(MqttProperties announced) {
        endpoint.publishHandler(guarded(publishes::take))
                .subscribeHandler(guarded(subscriptions::subscribe))
                .unsubscribeHandler(guarded(subscriptions::unsubscribe))
                .publishAcknowledgeHandler(guarded(subscriptions::acknowledged))
                .pingHandler(guarded(ping -> isCheapPacketWelcome()))
                .exceptionHandler(this::broken)
                .closeHandler(guarded(closed -> closed()));
        GateConnection former = loop.connections.add(this);
        endpoint.accept(false, announced);
        if (former != null) former.end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "taken-over");
    }

    /** Runs what may fail by a defect of ours: then the connection ends, and there is one line in the log. */
    private <T> Handler<T> guarded(Handler<T> step) {
        return input -> {
            try {
                step.handle(input);
            } catch (RuntimeException | AssertionError defect) {
                LOG.error("the connection of {} failed", subject(), defect);
                end(MqttDisconnectReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "internal-error");
            }
        };
    }

    /** For what is called back later: nothing where the connection has ended meanwhile. */
    <T> Handler<T> later(Handler<T> step) {
        return guarded(input -> {
            if (isOpen()) step.handle(input);
        });
    }

    boolean isOpen() {
        return endpoint.isConnected();
    }

    /** False where there were too many of them, and the connection is ended. */
    boolean isCheapPacketWelcome() {
        if (++cheapPackets <= CHEAP_PACKETS_PER_S_MAX) return true;
        end(MqttDisconnectReasonCode.MESSAGE_RATE_TOO_HIGH, "packets-too-many");
        return false;
    }

    /** Once a second. */
    void tick(long nowMs) {
        cheapPackets = 0;
        if (principal.expiresAtMs() <= nowMs) end(MqttDisconnectReasonCode.NOT_AUTHORIZED, "token-expired");
    }

    /** What came can't be read, or the line is broken. */
    private void broken(Throwable failure) {
        if (failure instanceof TooLongFrameException) {
            loop.refusals.refused(subject(), subject(), "packet-too-large");
            end(MqttDisconnectReasonCode.PACKET_TOO_LARGE, "packet-too-large");
        } else if (failure instanceof PacketFault fault) {
            LOG.debug("the connection of {} ends for a packet that MQTT forbids: {}", subject(), fault.getMessage());
            end(fault.code, fault.word);
        } else {
            LOG.debug("the connection of {} broke: {}", subject(), failure.toString());
            end(MqttDisconnectReasonCode.MALFORMED_PACKET, "broken");
        }
    }

    void acknowledge(int messageId) {
        endpoint.publishAcknowledge(messageId);
    }

    /** Says what is wrong with a message, or with a part of it. MQTT 5 only. */
    void refuse(int messageId, MqttPubAckReasonCode reason, String code) {
        endpoint.publishAcknowledge(messageId, reason, wishes.reasons() ? reason(code) : MqttProperties.NO_PROPERTIES);
    }

    private static MqttProperties reason(String code) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, code));
        return properties;
    }

    /**
     * Ends the connection; a client of MQTT 5 is told why. Nothing where it has ended.
     *
     * @param why a word for people and for the metrics
     */
    void end(MqttDisconnectReasonCode code, String why) {
        if (!isOpen()) return;
        loop.metrics.disconnect(why);
        endpoint.disconnect(code, reason(why));
        closed();
    }

    /** Takes nothing more. Completes when everything that can be answered now was, or at the end. */
    Future<Void> finish() {
        return publishes.finish();
    }

    private void closed() {
        loop.connections.remove(this);
        publishes.close();
        subscriptions.close();
    }
}
