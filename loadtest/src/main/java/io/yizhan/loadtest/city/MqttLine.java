package io.yizhan.loadtest.city;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.yizhan.loadtest.Failure;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** MQTT 5 at QoS 1, by a client from another stack than the engine's server. A new connection whenever one has failed. */
final class MqttLine implements Line {
    private static final int ANSWER_MAX_S = 60;

    private final Engines.Way way;
    private final String device;
    private final String what;
    private final byte[] token;
    private final Patience patience;
    private @Nullable Mqtt5AsyncClient client;

    /** @param what as with {@link HttpLine} */
    MqttLine(Engines.Way way, String device, String what, String token, Patience patience) {
        this.way = way;
        this.device = device;
        this.what = what;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.patience = patience;
    }

    @Override
    public void tell(String body) throws InterruptedException {
        Patience.Tries tries = patience.tries();
        while (true) {
            try {
                Mqtt5PublishResult result = connected()
                        .publishWith()
                        .topic("yizhan/v1/" + what)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(body.getBytes(StandardCharsets.UTF_8))
                        .send()
                        .get(ANSWER_MAX_S, TimeUnit.SECONDS);
                if (result.getError().isEmpty()) return;
                refused(result.getError().get());
                close();
                tries.pause(result.getError().get().toString());
            } catch (ExecutionException | TimeoutException failed) {
                if (failed.getCause() != null) refused(failed.getCause());
                close();
                way.next();
                tries.pause(failed.toString());
            }
        }
    }

    /** Where the engine says that it will never take it. */
    private void refused(Throwable why) {
        if (why instanceof Mqtt5PubAckException refusal)
            throw new Failure(what + " is refused: " + refusal.getMqttMessage());
    }

    private Mqtt5AsyncClient connected() throws InterruptedException, ExecutionException, TimeoutException {
        Mqtt5AsyncClient open = client;
        if (open != null) return open;
        Mqtt5AsyncClient fresh = MqttClient.builder()
                .useMqttVersion5()
                .identifier(device)
                .serverHost(way.here().mqttHost())
                .serverPort(way.here().mqttPort())
                .buildAsync();
        fresh.connectWith()
                .simpleAuth()
                .username("device")
                .password(token)
                .applySimpleAuth()
                .send()
                .get(ANSWER_MAX_S, TimeUnit.SECONDS);
        client = fresh;
        return fresh;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A connection that has failed can't be ended well.
    public void close() {
        Mqtt5AsyncClient open = client;
        client = null;
        if (open != null) open.disconnect();
    }
}
