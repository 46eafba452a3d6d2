package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void pinsEveryDefault() throws ConfigInvalid {
        Config config = Config.of(Map.of("YIZHAN_DEV", "true"));

        assertThat(config)
                .isEqualTo(new Config(
                        "127.0.0.1",
                        8080,
                        new Config.Mqtt("127.0.0.1", 1883, false),
                        0,
                        true,
                        Path.of("yizhan-data"),
                        List.of("sh"),
                        null,
                        null,
                        0,
                        null,
                        false,
                        null,
                        null,
                        null,
                        20,
                        60,
                        200,
                        1_000,
                        1_000,
                        64,
                        4_096,
                        false,
                        30,
                        30,
                        15,
                        30,
                        "INFO"));
    }

    @Test
    void namesAllProblemsTogether() {
        Map<String, String> wrong = Map.of(
                "YIZHAN_HTTP_PORT", "eighty",
                "YIZHAN_DEV", "yes",
                "YIZHAN_POSTGRES_URI", "mysql://somewhere/db",
                "YIZHAN_RATE_PER_S", "0",
                "YIZHAN_HTPP_HOST", "::",
                "YIZHAN_LOG_LEVEL", "loud");

        assertThatThrownBy(() -> Config.of(wrong))
                .asInstanceOf(type(ConfigInvalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .hasSize(7)
                        .anyMatch(it -> it.startsWith("YIZHAN_HTTP_PORT=eighty: not a whole number"))
                        .anyMatch(it -> it.startsWith("YIZHAN_DEV=yes: must be true or false"))
                        .anyMatch(it -> it.startsWith("YIZHAN_POSTGRES_URI="))
                        .anyMatch(it -> it.startsWith("YIZHAN_RATE_PER_S=0: must be 1 to"))
                        .anyMatch(it -> it.startsWith("YIZHAN_HTPP_HOST: there is no such setting"))
                        .anyMatch(it -> it.startsWith("YIZHAN_LOG_LEVEL=loud"))
                        .anyMatch(it -> it.startsWith("YIZHAN_JWKS_URI: required")));
    }

    @Test
    void refusesToGiveAwayTokensToTheNetwork() {
        assertThatThrownBy(() -> Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_HTTP_HOST", "0.0.0.0")))
                .hasMessageContaining("loopback");
    }

    @Test
    void takesGatesByMqttWhereItTakesHttpUnlessToldOtherwise() throws ConfigInvalid {
        Map<String, String> production =
                Map.of("YIZHAN_JWKS_URI", "https://id.example/keys", "YIZHAN_HTTP_HOST", "0.0.0.0");
        Map<String, String> elsewhere = new java.util.HashMap<>(production);
        elsewhere.putAll(Map.of("YIZHAN_MQTT_HOST", "127.0.0.1", "YIZHAN_MQTT_PORT", "0"));

        assertThat(Config.of(production).mqtt()).isEqualTo(new Config.Mqtt("0.0.0.0", 1883, true));
        assertThat(Config.of(elsewhere).mqtt()).isEqualTo(new Config.Mqtt("127.0.0.1", 0, true));
        assertThat(Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_MQTT_PORT", "1883"))
                        .mqtt())
                .isEqualTo(new Config.Mqtt("127.0.0.1", 1883, true));
        assertThat(Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_MQTT_PORT", "off"))
                        .mqtt())
                .isNull();
        assertThatThrownBy(() -> Config.of(
                        Map.of("YIZHAN_DEV", "true", "YIZHAN_MQTT_HOST", "0.0.0.0", "YIZHAN_MQTT_PORT", "none")))
                .hasMessageContaining("YIZHAN_MQTT_HOST=0.0.0.0: in development only a loopback address")
                .hasMessageContaining("YIZHAN_MQTT_PORT=none: not a whole number");
    }

    @Test
    void neverShowsThePasswordOfTheDatabase() {
        assertThatThrownBy(() -> Config.of(
                        Map.of("YIZHAN_DEV", "true", "YIZHAN_POSTGRES_URI", "http://me:secret@db:5432/yizhan")))
                .hasMessageContaining("@db:5432/yizhan")
                .hasMessageNotContaining("secret");
    }

    @Test
    void readsWhatAClusterNeedsAndNamesWhatIsMissing() throws ConfigInvalid {
        Config config = Config.of(Map.of(
                "YIZHAN_DEV", "true",
                "YIZHAN_REDIS_URI", "redis://me:secret@cache:6379/2",
                "YIZHAN_POSTGRES_URI", "postgresql://me:secret@db/yizhan",
                "YIZHAN_NODE_ID", "n-1",
                "YIZHAN_REGION", "sh, hz"));

        assertThat(config.cluster())
                .isEqualTo(new Config.Cluster(
                        java.net.URI.create("redis://me:secret@cache:6379/2"), "n-1", null, 2_000, 0));
        assertThat(config.regions()).containsExactly("sh", "hz");
        assertThatThrownBy(() -> Config.of(Map.of(
                        "YIZHAN_JWKS_URI", "https://id.example/keys",
                        "YIZHAN_HTTP_HOST", "0.0.0.0",
                        "YIZHAN_REDIS_URI", "redis://me:secret@cache:6379/2",
                        "YIZHAN_NODE_ID", "N 1",
                        "YIZHAN_REGION", "sh,,sh",
                        "YIZHAN_ANSWER_AFTER", "lunch")))
                .asInstanceOf(type(ConfigInvalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .anyMatch(it -> it.startsWith("YIZHAN_POSTGRES_URI: required with YIZHAN_REDIS_URI"))
                        .anyMatch(it -> it.startsWith("YIZHAN_NODE_URL: required where YIZHAN_HTTP_HOST=0.0.0.0"))
                        .anyMatch(it -> it.startsWith("YIZHAN_NODE_ID=N 1: must be"))
                        .anyMatch(it -> it.startsWith("YIZHAN_REGION=sh,,sh: must be"))
                        .anyMatch(it -> it.startsWith("YIZHAN_ANSWER_AFTER=lunch: must be journal or postgres"))
                        .hasSize(5));
    }
}
