package io.yizhan.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates that ask by MQTT whether they may open. What is answered, HTTP's own tests show. It is 10:00. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttAdmissionTest {
    private static final String ASK = "yizhan/v1/gates/s-1-g1/admissions";
    private static final String ANSWERS = ASK + "/answers";
    private static final String WALK_IN = "{\"direction\":\"IN\"}";

    @AutoClose
    private MqttEngine engine;

    @BeforeEach
    void start() {
        engine = new MqttEngine();
    }

    private String pass() {
        HttpClient.Answer placed = engine.http.client.reserve("m-1", HttpClient.slots("s-1-gym.20261121T1100"));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        String path = "/v1/reservations/" + placed.json().getString("id");
        String pass = engine.http.client.getAs("m-1", path).json().getString("pass");
        engine.http.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(50));
        return pass;
    }

    private static JsonObject told(Gate gate) {
        Gate.Told told = gate.nextTold();
        assertThat(told.topic()).isEqualTo(ANSWERS);
        assertThat(told.retained()).isFalse();
        return new JsonObject(told.json());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void aMemberIsLetInAndCheckedIn(int version) {
        String pass = pass();
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            assertThat(gate.subscribe(ANSWERS)).isEqualTo(Gate.DONE);
            String asked =
                    JsonObject.of("pass", pass, "direction", "IN", "id", "q\"1").encode();
            assertThat(gate.publish(ASK, asked)).isEqualTo(Gate.DONE);
            JsonObject first = told(gate);
            assertThat(first.getString("id")).isEqualTo("q\"1");
            assertThat(first.getBoolean("admit")).isTrue();
            assertThat(first.getString("code")).isEqualTo("ADMITTED");
            assertThat(gate.publish(ASK, WALK_IN)).isEqualTo(Gate.DONE);
            JsonObject second = told(gate);
            assertThat(second.containsKey("id")).isFalse();
            assertThat(second.getString("code")).isEqualTo("WALK_IN");
            assertThat(engine.messages("answered")).isEqualTo(2);
        }
    }

    @Test
    void correlationDataComesBack() throws Exception {
        BlockingQueue<Mqtt5Publish> told = new LinkedBlockingQueue<>();
        var client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("s-1-g1")
                .serverHost("127.0.0.1")
                .serverPort(engine.port())
                .buildBlocking();
        client.connectWith()
                .simpleAuth()
                .username("gate")
                .password(engine.token("s-1-g1").getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send();
        client.toAsync()
                .subscribeWith()
                .topicFilter(ANSWERS)
                .callback(told::add)
                .send()
                .get(20, TimeUnit.SECONDS);
        client.publishWith()
                .topic(ASK)
                .responseTopic(ANSWERS)
                .correlationData(new byte[] {7, 0, -1})
                .payload(WALK_IN.getBytes(StandardCharsets.UTF_8))
                .send();
        Mqtt5Publish answer = told.poll(20, TimeUnit.SECONDS);
        assertThat(answer.getCorrelationData().orElseThrow().get(2)).isEqualTo((byte) -1);
        client.publishWith()
                .topic(ASK)
                .responseTopic("yizhan/v1/gates/s-2-g1/admissions/answers")
                .payload(WALK_IN.getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(told.poll(300, TimeUnit.MILLISECONDS)).isNull();
        assertThat(engine.messages("answers-not-subscribed")).isEqualTo(1);
        client.disconnect();
    }

    /** It would open to nobody, and nobody would know why. */
    @Test
    void aGateThatDoesNotListenIsTold() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            assertThat(gate.publish(ASK, WALK_IN)).isEqualTo("NOT_AUTHORIZED answers-not-subscribed");
        }
        Gate older = engine.gate(4, "s-1-g1");
        var never = older.sendLater(ASK, WALK_IN);
        assertThat(Gate.soon(older.ended)).isEqualTo("closed");
        assertThat(Gate.soon(never)).isNotEqualTo(Gate.DONE);
    }

    @Test
    void hearsWhatIsWrongAndNothingOfOtherGates() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            assertThat(gate.subscribe("yizhan/v1/gates/s-2-g1/admissions/answers"))
                    .isEqualTo("[NOT_AUTHORIZED]");
            assertThat(gate.subscribe("yizhan/v1/gates/+/admissions/answers"))
                    .isEqualTo("[WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED]");
            assertThat(gate.subscribe(ANSWERS)).isEqualTo(Gate.DONE);
            for (String rubbish :
                    new String[] {"", "{", "[]", "{\"direction\":\"UP\"}", "{\"id\":7,\"direction\":\"IN\"}"}) {
                assertThat(gate.publish(ASK, rubbish)).startsWith("PAYLOAD_FORMAT_INVALID");
                assertThat(told(gate).getInteger("status")).isEqualTo(400);
            }
            assertThat(gate.publish("yizhan/v1/gates/s-2-g1/admissions", WALK_IN))
                    .isEqualTo("NOT_AUTHORIZED answers-not-subscribed");
            gate.unsubscribe(ANSWERS);
            assertThat(gate.publish(ASK, WALK_IN)).isEqualTo("NOT_AUTHORIZED answers-not-subscribed");
        }
    }

    /** Whoever waits there is not kept for as long as events are. */
    @Test
    void aWriterThatStandsStillIsSaidSoInTime() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            assertThat(gate.subscribe(ANSWERS)).isEqualTo(Gate.DONE);
            String pass = JsonObject.of("pass", pass(), "direction", "IN").encode();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch until = new CountDownLatch(1);
            engine.stallSyncs(begun, until);
            assertThat(gate.publish(ASK, pass)).isEqualTo(Gate.DONE);
            assertThat(told(gate).getString("code")).isEqualTo("no-answer");
            assertThat(engine.messages("no-answer")).isEqualTo(1);
            until.countDown();
        }
    }
}
