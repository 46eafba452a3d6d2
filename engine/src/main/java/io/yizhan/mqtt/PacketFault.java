package io.yizhan.mqtt;

import io.netty.handler.codec.DecoderException;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;

/** A packet that the protocol forbids: the connection ends. Expected, so without a stack trace. */
final class PacketFault extends DecoderException {
    private static final long serialVersionUID = 1;

    final MqttDisconnectReasonCode code;
    /** For the metrics: a fixed number of them. */
    final String word;

    private PacketFault(MqttDisconnectReasonCode code, String word, String what) {
        super(what);
        this.code = code;
        this.word = word;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** It can't be read as the packet that it says it is. */
    static PacketFault malformed(String what) {
        return new PacketFault(MqttDisconnectReasonCode.MALFORMED_PACKET, "malformed-packet", what);
    }

    /** It can be read, and must not be sent, or not now. */
    static PacketFault outOfTurn(String what) {
        return new PacketFault(MqttDisconnectReasonCode.PROTOCOL_ERROR, "protocol-error", what);
    }

    static PacketFault topicAlias() {
        return new PacketFault(
                MqttDisconnectReasonCode.TOPIC_ALIAS_INVALID, "topic-alias", "a topic alias, though none is allowed");
    }
}
