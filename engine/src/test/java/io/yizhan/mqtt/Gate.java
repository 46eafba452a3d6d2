package io.yizhan.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A gate with a client from another stack than the server's, of MQTT 3.1.1 or 5. What the server says comes as words. */
public abstract class Gate implements AutoCloseable {
    static final String DONE = "";
    private static final long ANSWER_MAX_S = 20;

    /** Why the connection ended: the reason of MQTT 5 and its text, or "closed". */
    final CompletableFuture<String> ended = new CompletableFuture<>();

    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /** What the gate was told about a station. */
    record Told(String topic, String json, boolean retained) {}

    /** Connects, or fails with the reason as an {@link AssertionError}'s message. */
    public static Gate of(int version, int port, String id, String token) {
        Gate gate = version == 5 ? new Five(port, id) : new Three(port, id);
        String refused = gate.connect(token);
        if (!refused.equals(DONE)) throw new AssertionError(refused);
        return gate;
    }

    /** The reason for which it is not let in. */
    static String refusal(int version, int port, String token) {
        return (version == 5 ? new Five(port, "refused") : new Three(port, "refused")).connect(token);
    }

    abstract String connect(String token);

    /** Completes with {@link #DONE} when it is acknowledged, or with why it is not. */
    abstract CompletableFuture<String> send(String topic, String payload, MqttQos qos);

    public CompletableFuture<String> sendLater(String topic, String payload) {
        return send(topic, payload, MqttQos.AT_LEAST_ONCE);
    }

    String publish(String topic, String payload) {
        return soon(sendLater(topic, payload));
    }

    /** {@link #DONE}, or why not. */
    abstract String subscribe(String topic);

    abstract void unsubscribe(String topic);

    @Override
    public abstract void close();

    Told nextTold() {
        try {
            Told next = told.poll(ANSWER_MAX_S, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("told nothing");
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static <T> T soon(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_MAX_S, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new AssertionError(late);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof ExecutionException || failure instanceof java.util.concurrent.CompletionException
                ? Objects.requireNonNull(failure.getCause())
                : failure;
    }

    private static final class Three extends Gate {
        private final Mqtt3AsyncClient client;

        Three(int port, String id) {
            client = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier(id)
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .addDisconnectedListener(context -> ended.complete("closed"))
                    .buildAsync();
        }

        @Override
        String connect(String token) {
            var connect = client.connectWith();
            if (!token.isEmpty())
                connect = connect.simpleAuth()
                        .username("gate")
                        .password(bytes(token))
                        .applySimpleAuth();
            return soon(connect.send().handle((done, failure) -> {
                if (failure == null) return DONE;
                return cause(failure) instanceof Mqtt3ConnAckException refused
                        ? refused.getMqttMessage().getReturnCode().name()
                        : failure.toString();
            }));
        }

        @Override
        CompletableFuture<String> send(String topic, String payload, MqttQos qos) {
            return client.publishWith()
                    .topic(topic)
                    .qos(qos)
                    .payload(bytes(payload))
                    .send()
                    .handle((done, failure) -> failure == null ? DONE : failure.toString());
        }

        @Override
        String subscribe(String topic) {
            return soon(client.subscribeWith()
                    .topicFilter(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(it -> told.add(new Told(
                            it.getTopic().toString(),
                            new String(it.getPayloadAsBytes(), StandardCharsets.UTF_8),
                            it.isRetain())))
                    .send()
                    .handle((done, failure) -> {
                        if (failure == null) return DONE;
                        return cause(failure) instanceof Mqtt3SubAckException refused
                                ? refused.getMqttMessage().getReturnCodes().toString()
                                : failure.toString();
                    }));
        }

        @Override
        void unsubscribe(String topic) {
            soon(client.unsubscribeWith().topicFilter(topic).send());
        }

        @Override
        public void close() {
            if (client.getState().isConnected()) soon(client.disconnect().handle((done, gone) -> DONE));
        }
    }

    private static final class Five extends Gate {
        private final Mqtt5AsyncClient client;

        Five(int port, String id) {
            client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier(id)
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .addDisconnectedListener(context -> ended.complete(
                            context.getCause() instanceof Mqtt5DisconnectException why
                                    ? why.getMqttMessage().getReasonCode() + " "
                                            + why.getMqttMessage()
                                                    .getReasonString()
                                                    .map(Object::toString)
                                                    .orElse("")
                                    : "closed"))
                    .buildAsync();
        }

        @Override
        String connect(String token) {
            var connect = client.connectWith();
            if (!token.isEmpty())
                connect = connect.simpleAuth()
                        .username("gate")
                        .password(bytes(token))
                        .applySimpleAuth();
            return soon(connect.send().handle((done, failure) -> {
                if (failure == null) return DONE;
                return cause(failure) instanceof Mqtt5ConnAckException refused
                        ? refused.getMqttMessage().getReasonCode().name()
                        : failure.toString();
            }));
        }

        @Override
        CompletableFuture<String> send(String topic, String payload, MqttQos qos) {
            return client.publishWith()
                    .topic(topic)
                    .qos(qos)
                    .payload(bytes(payload))
                    .send()
                    .handle((done, failure) -> reason(done, failure));
        }

        private static String reason(Mqtt5PublishResult done, Throwable failure) {
            Throwable why = failure != null ? cause(failure) : done.getError().orElse(null);
            if (why == null) return DONE;
            return why instanceof Mqtt5PubAckException refused
                    ? refused.getMqttMessage().getReasonCode() + " "
                            + refused.getMqttMessage()
                                    .getReasonString()
                                    .map(Object::toString)
                                    .orElse("")
                    : why.toString();
        }

        @Override
        String subscribe(String topic) {
            return soon(client.subscribeWith()
                    .topicFilter(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(it -> told.add(new Told(
                            it.getTopic().toString(),
                            new String(it.getPayloadAsBytes(), StandardCharsets.UTF_8),
                            it.isRetain())))
                    .send()
                    .handle((done, failure) -> {
                        if (failure == null) return DONE;
                        return cause(failure) instanceof Mqtt5SubAckException refused
                                ? refused.getMqttMessage().getReasonCodes().toString()
                                : failure.toString();
                    }));
        }

        @Override
        void unsubscribe(String topic) {
            soon(client.unsubscribeWith().topicFilter(topic).send());
        }

        @Override
        public void close() {
            if (client.getState().isConnected()) soon(client.disconnect().handle((done, gone) -> DONE));
        }
    }
}
