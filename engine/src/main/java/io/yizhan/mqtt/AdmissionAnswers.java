package io.yizhan.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The gates whose admissions one connection is told the answers to. An answer is of use for as long as somebody stands at the gate: it goes
 * out once, at QoS 0, and is not kept for a connection that has ended. On the MQTT event loop only.
 */
final class AdmissionAnswers {
    private static final int ID_LENGTH_MAX = 64;
    private static final int CORRELATION_BYTES_MAX = 64;
    /** What a packet has beside topic and payload, and more. */
    private static final int PACKET_BYTES_MAX = 32 + CORRELATION_BYTES_MAX;

    private final GateConnection connection;
    private final Set<String> gates = new HashSet<>();

    AdmissionAnswers(GateConnection connection) {
        this.connection = connection;
    }

    /**
     * Which answer is to which question: MQTT 5 has correlation data for that, and everybody a field {@code id}.
     *
     * @param body without that field, as the HTTP edge takes it
     * @param id "" for none
     * @param correlation null for none, or one that is longer than it may be
     */
    record Question(Buffer body, String id, byte @Nullable [] correlation) {
        static Question of(MqttPublishMessage published) {
            var data = published.properties().getProperty(MqttProperties.CORRELATION_DATA);
            byte[] correlation =
                    data != null && data.value() instanceof byte[] bytes && bytes.length <= CORRELATION_BYTES_MAX
                            ? bytes
                            : null;
            Buffer body = published.payload();
            try {
                JsonObject json = new JsonObject(body);
                String id = json.getValue("id") instanceof String text && text.length() <= ID_LENGTH_MAX ? text : "";
                if (id.isEmpty() && !published.isDup()) return new Question(body, "", correlation);
                if (!id.isEmpty()) json.remove("id");
                // It was not acknowledged, so nobody knows whether it was answered.
                if (published.isDup()) json.put("retry", true);
                return new Question(json.toBuffer(), id, correlation);
            } catch (DecodeException | ClassCastException rubbish) {
                // The edge says what is wrong with it.
            }
            return new Question(body, "", correlation);
        }
    }

    /** Whether its answers may go where it wants them. A client of MQTT 5 may name a topic; there is one. */
    static boolean mayGoWhereWanted(MqttPublishMessage published, String gate) {
        var wanted = published.properties().getProperty(MqttProperties.RESPONSE_TOPIC);
        return wanted == null || wanted.value().equals(Topics.answersOf(gate));
    }

    /** How many subscriptions these are. */
    int size() {
        return gates.size();
    }

    boolean isSubscribed(String gate) {
        return gates.contains(gate);
    }

    /** False where it was already. */
    boolean subscribe(String gate) {
        return gates.add(gate);
    }

    /** False where it was not. */
    boolean unsubscribe(String gate) {
        return gates.remove(gate);
    }

    /** @param json an object, as the HTTP edge has answered */
    void tell(String gate, Question question, Buffer json) {
        if (!isSubscribed(gate) || !connection.isOpen()) return;
        Buffer told = question.id.isEmpty() ? json : withId(question.id, json);
        String topic = Topics.answersOf(gate);
        if (PACKET_BYTES_MAX + topic.length() + told.length() > connection.wishes.packetBytesMax()) return;
        MqttProperties properties = new MqttProperties();
        if (question.correlation != null)
            properties.add(new MqttProperties.BinaryProperty(MqttProperties.CORRELATION_DATA, question.correlation));
        connection.endpoint.publish(topic, told, MqttQoS.AT_MOST_ONCE, false, false, 0, properties);
    }

    private static Buffer withId(String id, Buffer json) {
        String first = JsonObject.of("id", id).encode();
        return Buffer.buffer(first.substring(0, first.length() - 1) + ',').appendBuffer(json, 1, json.length() - 1);
    }
}
