package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.occupancy;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.mqtt.Gate.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gates are told about their stations, in both versions of MQTT. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttOccupancyTest {
    private MqttEngine engine;

    @BeforeEach
    void start() {
        engine = new MqttEngine();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String asOverHttp(String station) {
        return engine.http.client.get("/v1/stations/" + station + "/occupancy").body();
    }

    private double gauge(String name) {
        return engine.http.meters.get(name).gauge().value();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void tellsThePresentAndThenEachChange(int version) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            assertThat(gate.subscribe(occupancy("s-1"))).isEqualTo(Gate.DONE);
            assertThat(gate.nextTold()).isEqualTo(new Told(occupancy("s-1"), asOverHttp("s-1"), true));

            for (int i = 1; i <= 3; i++) {
                assertThat(gate.publish(topic("s-1-g1"), entry("b", i))).isEqualTo(Gate.DONE);
                Told told = gate.nextTold();
                assertThat(told.retained()).isFalse();
                assertThat(told.json()).startsWith("{\"inside\":" + i + ",").isEqualTo(asOverHttp("s-1"));
            }
        }
        await().until(() -> gauge("yizhan.mqtt.occupancy.streams") == 0 && gauge("yizhan.mqtt.subscriptions") == 0);
    }

    /** The gate fell silent, and the count is no longer to be trusted. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void tellsThatACountIsStaleWithoutAnyEvent(int version) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            assertThat(gate.subscribe(occupancy("s-1"))).isEqualTo(Gate.DONE);
            gate.nextTold();
            assertThat(gate.publish(topic("s-1-g1"), entry("b", 1))).isEqualTo(Gate.DONE);
            assertThat(gate.nextTold().json()).contains("\"confidence\":\"live\"");

            engine.http.nowMs.addAndGet(10 * 60_000 + 1);
            assertThat(gate.nextTold().json())
                    .contains("\"inside\":1,")
                    .contains("\"confidence\":\"stale\"")
                    .isEqualTo(asOverHttp("s-1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, [FAILURE], [FAILURE]",
        "5, [NOT_AUTHORIZED], [WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED]",
    })
    void tellsAGateAboutItsOwnStationAlone(int version, String foreign, String wildcard) {
        try (Gate gate = engine.gate(version, "s-1-g1")) {
            for (String topic : new String[] {occupancy("s-2"), occupancy("s-9"), topic("s-1-g1"), "$SYS/broker"})
                assertThat(gate.subscribe(topic)).as(topic).isEqualTo(foreign);
            assertThat(gate.told).isEmpty();
        }
        // A client that respects what the server announced doesn't even ask.
        if (version == 4)
            try (Gate gate = engine.gate(version, "s-1-g1")) {
                assertThat(gate.subscribe("#")).isEqualTo(wildcard);
                assertThat(gate.subscribe(occupancy("+"))).isEqualTo(wildcard);
            }
    }

    @Test
    void readsTheStationOnceForAllGatesThatListen() {
        try (Gate one = engine.gate(4, "s-1-g1");
                Gate other = Gate.of(5, engine.port(), "other", engine.token("s-1-g1"))) {
            one.subscribe(occupancy("s-1"));
            other.subscribe(occupancy("s-1"));
            assertThat(one.nextTold().retained()).isTrue();
            assertThat(other.nextTold().retained()).isTrue();
            assertThat(gauge("yizhan.http.live.streams")).isEqualTo(1);
            assertThat(gauge("yizhan.mqtt.subscriptions")).isEqualTo(2);

            one.publish(topic("s-1-g1"), entry("b", 1));
            assertThat(one.nextTold().json()).startsWith("{\"inside\":1,");
            assertThat(other.nextTold().json()).startsWith("{\"inside\":1,");
            other.unsubscribe(occupancy("s-1"));
            one.publish(topic("s-1-g1"), entry("b", 2));
            assertThat(one.nextTold().json()).startsWith("{\"inside\":2,");
            assertThat(other.told).isEmpty();
            assertThat(gauge("yizhan.mqtt.subscriptions")).isEqualTo(1);
        }
        await().until(() -> gauge("yizhan.http.live.streams") == 0);
    }

    @Test
    void tellsWhatChangedWhileTheStreamWasAway() {
        try (Gate gate = engine.gate(5, "s-1-g1")) {
            gate.subscribe(occupancy("s-1"));
            assertThat(gate.nextTold().retained()).isTrue();
            engine.http.whereabouts.set(io.yizhan.http.region.Whereabouts.Nowhere.NOWHERE);
            await().until(() -> gauge("yizhan.http.live.streams") == 0);
            var sent = gate.sendLater(topic("s-1-g1"), entry("b", 1));
            engine.http.whereabouts.set(io.yizhan.http.region.Whereabouts.Here.HERE);

            assertThat(Gate.soon(sent)).isEqualTo(Gate.DONE);
            assertThat(gate.nextTold().json()).startsWith("{\"inside\":1,");
        }
    }
}
