package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.occupancy;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines publish, in both versions of MQTT, and what is not open to them. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttEquipmentTest {
    private static final String TELEMETRY = "yizhan/v1/equipment/s-1-m1/telemetry";
    private static final String FTMS = "yizhan/v1/equipment/s-1-m1/ftms";
    private static final String IN_USE = "{\"at\":\"2026-11-21T10:00:00+08:00\",\"state\":\"IN_USE\"}";
    private static final String RUNNING =
            "{\"at\":\"2026-11-21T10:00:00+08:00\",\"characteristic\":\"2ACD\",\"value\":\"0201E204B0049B\"}";

    private MqttEngine engine;

    @BeforeEach
    void start() {
        engine = new MqttEngine();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Gate machine(int version) {
        return Gate.of(version, engine.port(), "s-1-m1", engine.token("s-1-m1", "equipment"));
    }

    private String state() {
        return engine.http
                .client
                .get("/v1/stations/s-1/equipment")
                .json()
                .getJsonArray("machines")
                .getJsonObject(0)
                .getString("state");
    }

    @ParameterizedTest
    @CsvSource({"4, telemetry", "5, telemetry", "4, ftms", "5, ftms"})
    void aMachineIsShownAsItSays(int version, String what) {
        try (Gate machine = machine(version)) {
            assertThat(machine.publish("yizhan/v1/equipment/s-1-m1/" + what, what.equals("ftms") ? RUNNING : IN_USE))
                    .isEqualTo(Gate.DONE);
            assertThat(state()).isEqualTo("IN_USE");
        }
    }

    @Test
    void lets5SayWhatIsWrong() {
        try (Gate machine = machine(5)) {
            assertThat(machine.publish(TELEMETRY.replace("s-1", "s-2"), IN_USE))
                    .isEqualTo("NOT_AUTHORIZED machine-foreign");
            assertThat(machine.publish(FTMS.replace("s-1", "s-9"), RUNNING))
                    .isEqualTo("TOPIC_NAME_INVALID machine-unknown");
            assertThat(machine.publish(FTMS, RUNNING.replace("9B\"", "\"")))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-invalid");
            assertThat(machine.publish(FTMS, RUNNING.replace("0201E204B0049B", "01")))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-invalid");
            assertThat(machine.publish(TELEMETRY, IN_USE.replace("2026", "2025")))
                    .isEqualTo("PAYLOAD_FORMAT_INVALID body-invalid");
            for (String other : new String[] {
                topic("s-1-g1"),
                "yizhan/v1/equipment/s-1-m1",
                "yizhan/v1/equipment/s-1-m1/state",
                "yizhan/v1/equipment/../telemetry",
                "yizhan/v1/stations/s-1/equipment"
            }) assertThat(machine.publish(other, entry("b", 1))).as(other).isEqualTo("NOT_AUTHORIZED topic-not-open");
        }
        assertThat(state()).isEqualTo("OFFLINE");
        assertThat(engine.inside("s-1")).isZero();
    }

    @Test
    void aGatesTokenReportsOfNoMachine() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            assertThat(gate.publish(TELEMETRY, IN_USE)).isEqualTo("NOT_AUTHORIZED topic-not-open");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void endsAConnectionOf3WhoseTopicIsNotOpenAndAcknowledgesWhatIsWrongInItself(int version) {
        try (Gate machine = machine(version)) {
            String wrong = machine.publish(TELEMETRY, "{}");
            assertThat(wrong).isEqualTo(version == 5 ? "PAYLOAD_FORMAT_INVALID body-invalid" : Gate.DONE);
            String foreign = machine.publish(topic("s-1-g1"), entry("b", 1));
            if (version == 5) assertThat(foreign).isEqualTo("NOT_AUTHORIZED topic-not-open");
            else assertThat(Gate.soon(machine.ended)).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, [FAILURE]",
        "5, [NOT_AUTHORIZED]",
    })
    void aMachineIsToldNothing(int version, String foreign) {
        try (Gate machine = Gate.of(
                version,
                engine.port(),
                "box",
                engine.http.client.token("{\"roles\":[\"equipment\"],\"subject\":\"box\",\"stations\":[\"s-1\"]}"))) {
            assertThat(machine.publish(TELEMETRY, IN_USE)).isEqualTo(Gate.DONE);
            assertThat(machine.subscribe(occupancy("s-1"))).isEqualTo(foreign);
            assertThat(machine.subscribe(TELEMETRY)).isEqualTo(foreign);
            // A client that respects what the server of MQTT 5 announces doesn't even ask.
            if (version == 4) {
                assertThat(machine.subscribe("yizhan/v1/equipment/+/telemetry")).isEqualTo(foreign);
                assertThat(machine.subscribe("#")).isEqualTo(foreign);
            }
        }
    }
}
