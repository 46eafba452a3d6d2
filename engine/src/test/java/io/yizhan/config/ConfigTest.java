package io.yizhan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.yizhan.http.auth.TokenAlgorithm;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
                        null,
                        null,
                        0,
                        true,
                        Path.of("yizhan-data"),
                        List.of("sh"),
                        null,
                        null,
                        0,
                        null,
                        null,
                        false,
                        null,
                        null,
                        240,
                        20,
                        60,
                        200,
                        1_000,
                        new Config.Clients(List.of(), false, false, 0, 0, 1_000, 1_000, 10_000),
                        List.of(),
                        "",
                        "",
                        null,
                        "",
                        "",
                        new Config.Telling(List.of(), 60, null),
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
    void takesTheAddressOfTilesAndNothingThatAPageWouldTakeForSomethingElse() throws ConfigInvalid {
        String tiles = "https://tiles.example:8443/v2/{z}/{x}/{y}.png?key=a-1";
        assertThat(Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_MAP_TILES", tiles))
                        .mapTiles())
                .isEqualTo(tiles);
        for (String wrong : List.of(
                "tiles.example/{z}/{x}/{y}.png",
                "https://tiles.example/{z}/{x}.png",
                "https://tiles.example/{z}/{x}/{y}.png; script-src *",
                "https://a b/{z}/{x}/{y}",
                "https://tiles.example/{z}/{x}/{y}.png\"><script>",
                "javascript:{z}{x}{y}"))
            assertThat(problem("YIZHAN_MAP_TILES", wrong)).as(wrong).startsWith("YIZHAN_MAP_TILES=");
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
                        .hasSize(9)
                        .anyMatch(it -> it.startsWith("YIZHAN_HTTP_PORT=eighty: not a whole number"))
                        .anyMatch(it -> it.startsWith("YIZHAN_DEV=yes: must be true or false"))
                        .anyMatch(it -> it.startsWith("YIZHAN_POSTGRES_URI="))
                        .anyMatch(it -> it.startsWith("YIZHAN_RATE_PER_S=0: must be 1 to"))
                        .anyMatch(it -> it.startsWith("YIZHAN_HTPP_HOST: there is no such setting"))
                        .anyMatch(it -> it.startsWith("YIZHAN_LOG_LEVEL=loud"))
                        .anyMatch(it -> it.startsWith("YIZHAN_JWKS_URI: required"))
                        .anyMatch(it -> it.startsWith("YIZHAN_JWT_ISSUER: required"))
                        .anyMatch(it -> it.startsWith("YIZHAN_JWT_AUDIENCE: required")));
    }

    private static Map<String, String> production(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "YIZHAN_JWKS_URI", "https://id.example/keys",
                "YIZHAN_JWT_ISSUER", "https://id.example",
                "YIZHAN_JWT_AUDIENCE", "yizhan"));
        for (int i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
        return environment;
    }

    @Test
    void trustsNobodysTokensButThoseOfWhomItNames() throws ConfigInvalid {
        assertThat(Config.of(production()).tokens())
                .isEqualTo(new Config.Tokens(
                        URI.create("https://id.example/keys"),
                        "https://id.example",
                        "yizhan",
                        List.of("RS256", "PS256", "ES256", "EdDSA"),
                        2_678_400,
                        null));
        assertThat(Config.of(production("YIZHAN_JWT_ALGORITHMS", "ES512, RS384", "YIZHAN_JWT_LIFETIME_MAX_S", "3600"))
                        .tokens())
                .isNotNull()
                .satisfies(it -> assertThat(it.algorithms()).containsExactly("ES512", "RS384"))
                .satisfies(it -> assertThat(it.lifetimeMaxS()).isEqualTo(3_600));
        for (String algorithm : List.of("HS256", "none", "", "RS256,", "rs256"))
            assertThat(problem("YIZHAN_JWT_ALGORITHMS", algorithm)).contains("must be of RS256, RS384, RS512");
        assertThat(problem("YIZHAN_JWT_LIFETIME_MAX_S", "59")).contains("must be 60 to");
    }

    private static Map<String, String> signIn(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "YIZHAN_OIDC_ISSUER", "https://id.example/realms/city/",
                "YIZHAN_OIDC_CLIENT_ID", "yizhan-pages",
                "YIZHAN_PUBLIC_URL", "https://Yizhan.example:443",
                "YIZHAN_JWT_AUDIENCE", "yizhan"));
        for (int i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
        return environment;
    }

    @Test
    void takesWhatAProviderSaysOfItselfWhereNothingElseIsSet() throws ConfigInvalid {
        Config.OpenId provider = new Config.OpenId(
                URI.create("https://id.example/realms/city/"),
                "yizhan-pages",
                null,
                "openid",
                URI.create("https://yizhan.example"));
        List<String> algorithms = List.of("RS256", "PS256", "ES256", "EdDSA");
        assertThat(Config.of(signIn()).tokens())
                .isEqualTo(new Config.Tokens(
                        null, "https://id.example/realms/city/", "yizhan", algorithms, 2_678_400, provider));
        assertThat(Config.of(signIn(
                                "YIZHAN_JWKS_URI", "https://id.example/keys",
                                "YIZHAN_JWT_ISSUER", "https://other.example"))
                        .tokens())
                .isEqualTo(new Config.Tokens(
                        URI.create("https://id.example/keys"),
                        "https://other.example",
                        "yizhan",
                        algorithms,
                        2_678_400,
                        provider));
        assertThat(Config.of(signIn("YIZHAN_DEV", "true")).tokens()).isNull();
        for (String here : List.of("http://localhost:8081/city", "http://127.0.0.1:1", "http://[::1]:1/"))
            assertThat(Config.of(signIn("YIZHAN_OIDC_ISSUER", here)).tokens())
                    .as(here)
                    .isNotNull();
    }

    @Test
    void namesAllThatIsWrongWithSigningIn() {
        assertThatThrownBy(() -> Config.of(Map.of("YIZHAN_OIDC_ISSUER", "https://id.example")))
                .asInstanceOf(type(ConfigInvalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .hasSize(3)
                        .anyMatch(it -> it.startsWith("YIZHAN_OIDC_CLIENT_ID: required"))
                        .anyMatch(it -> it.startsWith("YIZHAN_PUBLIC_URL: required"))
                        .anyMatch(it -> it.startsWith("YIZHAN_JWT_AUDIENCE: required")));
        assertThatThrownBy(() -> Config.of(signIn(
                        "YIZHAN_OIDC_ISSUER", "http://id.example",
                        "YIZHAN_OIDC_CLIENT_ID", "a b",
                        "YIZHAN_OIDC_SCOPE", "profile",
                        "YIZHAN_PUBLIC_URL", "http://yizhan.example")))
                .asInstanceOf(type(ConfigInvalid.class))
                .satisfies(invalid -> assertThat(invalid.problems())
                        .hasSize(4)
                        .anyMatch(it -> it.startsWith("YIZHAN_OIDC_ISSUER=http://id.example: by http only"))
                        .anyMatch(it -> it.startsWith("YIZHAN_OIDC_CLIENT_ID=a b: must be 1 to 200"))
                        .anyMatch(it -> it.startsWith("YIZHAN_OIDC_SCOPE=profile: must be words"))
                        .anyMatch(it -> it.startsWith("YIZHAN_PUBLIC_URL=http://yizhan.example: by http only")));
        for (String wrong :
                List.of("id.example", "https://id.example?a=b", "https://id.example#a", "ldap://id.example"))
            assertThat(signInProblem("YIZHAN_OIDC_ISSUER", wrong))
                    .as(wrong)
                    .startsWith("YIZHAN_OIDC_ISSUER=")
                    .contains("it must look like");
        assertThat(signInProblem("YIZHAN_OIDC_ISSUER", "https://me:s3cret@id.example"))
                .doesNotContain("s3cret");
        assertThat(signInProblem("YIZHAN_PUBLIC_URL", "https://yizhan.example/app"))
                .contains("without even a slash");
    }

    private static String signInProblem(String variable, String value) {
        try {
            Config.of(signIn(variable, value));
        } catch (ConfigInvalid invalid) {
            assertThat(invalid.problems()).hasSize(1);
            return invalid.problems().getFirst();
        }
        throw new AssertionError(variable + "=" + value + " was taken");
    }

    /** What can be configured is what there is. */
    @Test
    void knowsEveryAlgorithmOfTokens() throws ConfigInvalid {
        for (TokenAlgorithm algorithm : TokenAlgorithm.values())
            assertThat(Config.of(production("YIZHAN_JWT_ALGORITHMS", algorithm.name()))
                            .tokens())
                    .isNotNull();
    }

    @Test
    void refusesToGiveAwayTokensToTheNetwork() {
        assertThatThrownBy(() -> Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_HTTP_HOST", "0.0.0.0")))
                .hasMessageContaining("loopback");
    }

    @Test
    void takesControllersByUdpWhereToldTo() throws ConfigInvalid {
        assertThat(Config.of(production("YIZHAN_HTTP_HOST", "0.0.0.0")).uhppote())
                .isNull();
        assertThat(Config.of(production("YIZHAN_HTTP_HOST", "0.0.0.0", "YIZHAN_UHPPOTE_PORT", "60001"))
                        .uhppote())
                .isEqualTo(new Config.Uhppote("0.0.0.0", 60_001));
        assertThat(Config.of(production("YIZHAN_UHPPOTE_HOST", "127.0.0.1", "YIZHAN_UHPPOTE_PORT", "0"))
                        .uhppote())
                .isEqualTo(new Config.Uhppote("127.0.0.1", 0));
        assertThatThrownBy(() -> Config.of(
                        Map.of("YIZHAN_DEV", "true", "YIZHAN_UHPPOTE_HOST", "0.0.0.0", "YIZHAN_UHPPOTE_PORT", "no")))
                .hasMessageContaining("YIZHAN_UHPPOTE_HOST=0.0.0.0: in development only a loopback address")
                .hasMessageContaining("YIZHAN_UHPPOTE_PORT=no: not a whole number");
    }

    @Test
    void takesGatesByMqttWhereItTakesHttpUnlessToldOtherwise() throws ConfigInvalid {
        Map<String, String> production = production("YIZHAN_HTTP_HOST", "0.0.0.0");
        Map<String, String> elsewhere = new HashMap<>(production);
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
    void tellsHealthAndFiguresByAPortOfTheirOwnWhereOneIsSet() throws ConfigInvalid {
        assertThat(Config.of(production("YIZHAN_MANAGEMENT_HOST", "0.0.0.0")).management())
                .isNull();
        assertThat(Config.of(production("YIZHAN_HTTP_HOST", "0.0.0.0", "YIZHAN_MANAGEMENT_PORT", "8081"))
                        .management())
                .isEqualTo(new Config.Management("127.0.0.1", 8081));
        assertThat(Config.of(production("YIZHAN_MANAGEMENT_HOST", "0.0.0.0", "YIZHAN_MANAGEMENT_PORT", "0"))
                        .management())
                .isEqualTo(new Config.Management("0.0.0.0", 0));
        assertThat(problem("YIZHAN_MANAGEMENT_PORT", "")).isEqualTo("YIZHAN_MANAGEMENT_PORT=: not a whole number");
        assertThat(problem("YIZHAN_MANAGEMENT_PORT", "65536")).contains("must be 0 to 65535");
        assertThat(problem("YIZHAN_MANAGEMENT_HOST", "0.0.0.0")).contains("in development only a loopback address");
    }

    @Test
    void namesAPortThatIsSetTwice() throws ConfigInvalid {
        String http = "is HTTP's port already";
        String mqtt = "is the port of gates by MQTT already";
        assertThat(problem("YIZHAN_MANAGEMENT_PORT", "8080")).isEqualTo("YIZHAN_MANAGEMENT_PORT=8080: " + http);
        assertThatThrownBy(() -> Config.of(production("YIZHAN_MANAGEMENT_PORT", "1883")))
                .hasMessage("YIZHAN_MANAGEMENT_PORT=1883: " + mqtt);
        assertThatThrownBy(
                        () -> Config.of(production("YIZHAN_MANAGEMENT_HOST", "::", "YIZHAN_MANAGEMENT_PORT", "8080")))
                .hasMessageContaining(http);
        assertThatThrownBy(() -> Config.of(production("YIZHAN_MQTT_HOST", "0.0.0.0", "YIZHAN_MQTT_PORT", "8080")))
                .hasMessageContaining("YIZHAN_MQTT_PORT=8080: " + http);
        assertThat(Config.of(production(
                                "YIZHAN_MANAGEMENT_HOST", "127.0.0.2",
                                "YIZHAN_MANAGEMENT_PORT", "8080"))
                        .management())
                .isNotNull();
        assertThat(Config.of(production(
                                "YIZHAN_HTTP_PORT", "0",
                                "YIZHAN_MQTT_PORT", "0",
                                "YIZHAN_MANAGEMENT_PORT", "0"))
                        .management())
                .isNotNull();
    }

    @Test
    void neverShowsThePasswordOfTheDatabase() {
        assertThatThrownBy(() -> Config.of(
                        Map.of("YIZHAN_DEV", "true", "YIZHAN_POSTGRES_URI", "http://me:secret@db:5432/yizhan")))
                .hasMessageContaining("@db:5432/yizhan")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysOfEachUriWhatIsWrongWithItAndShowsNoPassword() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("foo", "it must look like postgresql://user:password@host:5432/database");
        expected.put("s3cret", "(not shown): it must look like");
        expected.put("mysql://me:s3cret@db/yizhan", "mysql://me:…@db/yizhan: it begins with mysql://");
        expected.put("postgresql://me:s3cret@db:0/yizhan", "its port must be 1 to 65535");
        expected.put("postgresql://me:s3cret@db:70000/yizhan", "its port must be 1 to 65535");
        expected.put("postgresql://me:s3cret@db:x/yizhan", "it must look like");
        expected.put("postgresql://me:s3@cret@db/yizhan", "In a password write @ as %40");
        expected.put("postgresql://me:s3#cret@db/yizhan", "In a password write @ as %40");
        expected.put("postgresql://me:s3/cret@db/yizhan", "In a password write @ as %40");
        expected.put("postgresql://me:s3%cret@db/yizhan", "% as %25");
        expected.put("postgresql://me:s3cret@ db/yizhan", "there is white space in it");
        expected.put("postgresql://me:s3cret@my_db/yizhan", "\"my_db\" is no host's name: there may be no _ in it");
        expected.put("postgresql:///yizhan", "there is no host in it");
        expected.put("postgresql://db/yizhan", "it names no user");
        expected.put("postgresql://me:s3cret@db", "it names no database");
        expected.put("postgresql://me@db/yizhan?password=s3cret", "the password must stand before the @");
        expected.forEach((uri, words) -> assertThat(problem("YIZHAN_POSTGRES_URI", uri))
                .as(uri)
                .startsWith("YIZHAN_POSTGRES_URI=")
                .contains(words)
                .doesNotContain("cret", "null"));
        assertThat(problem("YIZHAN_REDIS_URI", "redis://me:s3cret@cache/abc"))
                .isEqualTo("YIZHAN_REDIS_URI=redis://me:…@cache/abc: what follows the host must be the number of a"
                        + " database, for instance /0");
        assertThat(problem("YIZHAN_REDIS_URI", "cache:6379")).contains("redis://user:password@host:6379/0");
        assertThat(problem("YIZHAN_JWKS_URI", "https://me:s3cret@id:0/keys"))
                .isEqualTo("YIZHAN_JWKS_URI=https://me:…@id:0/keys: its port must be 1 to 65535");
        assertThat(problem("YIZHAN_NODE_URL", "engine-1:8080")).contains("http://host:8080");
    }

    @Test
    void takesOriginsAsBrowsersSpellThemAndNothingElse() throws ConfigInvalid {
        assertThat(Config.of(
                                production(
                                        "YIZHAN_CORS_ORIGINS",
                                        " https://app.example, HTTPS://Admin.Example:443,http://localhost:5173,http://[::1]:80 ,"))
                        .corsOrigins())
                .containsExactly(
                        "https://app.example", "https://admin.example", "http://localhost:5173", "http://[::1]");
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("*", "no wildcards");
        expected.put("https://*.example", "no wildcards");
        expected.put("app.example", "it must look like https://app.example");
        expected.put("null", "it must look like https://app.example");
        expected.put("ftp://app.example", "it begins with ftp://");
        expected.put("https://app.example/", "without even a slash");
        expected.put("https://app.example/app", "without even a slash");
        expected.put("https://app.example?a", "without even a slash");
        expected.put("https://app.example#a", "without even a slash");
        expected.put("https://app.example:0", "its port must be 1 to 65535");
        expected.put("https://", "it must look like");
        expected.put("https://应用.example", "it must look like");
        expected.put("https://a.example https://b.example", "there is white space in it");
        expected.forEach((origin, words) -> assertThat(problem("YIZHAN_CORS_ORIGINS", "http://a.example," + origin))
                .startsWith("YIZHAN_CORS_ORIGINS: " + origin + ": ")
                .contains(words));
        assertThat(problem("YIZHAN_CORS_ORIGINS", "https://me:s3cret@app.example"))
                .contains("an origin names no user")
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> Config.of(production("YIZHAN_CORS_ORIGINS", "*,app.example")))
                .asInstanceOf(type(ConfigInvalid.class))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(2));
    }

    @Test
    void takesHeadersOfTheProxyProtocolFromProxiesThatItNames() throws ConfigInvalid {
        String proxies = "YIZHAN_TRUSTED_PROXIES";
        String ports = "YIZHAN_PROXY_PROTOCOL";
        Config.Clients both =
                Config.of(production(proxies, "10.0.0.1", ports, "http, mqtt")).clients();
        assertThat(both.announcedHttp() && both.announcedMqtt()).isTrue();
        Config.Clients one =
                Config.of(production(proxies, "10.0.0.1", ports, "mqtt")).clients();
        assertThat(one.announcedHttp()).isFalse();
        assertThat(one.announcedMqtt()).isTrue();
        Config.Clients off =
                Config.of(production(proxies, "10.0.0.1", ports, "off")).clients();
        assertThat(off.announcedHttp() || off.announcedMqtt()).isFalse();

        for (String wrong : List.of("on", "true", "HTTP", "http,off", "off,mqtt", "http mqtt", "", "management"))
            assertThat(problem(ports, wrong)).isEqualTo(ports + "=" + wrong + ": must be off, http, mqtt or http,mqtt");
        assertThat(problem(ports, "mqtt"))
                .isEqualTo(ports + "=mqtt: name the proxies that send these headers in " + proxies
                        + ": from nobody else they are taken");
    }

    private static String problem(String variable, String value) {
        try {
            Config.of(Map.of("YIZHAN_DEV", "true", variable, value));
        } catch (ConfigInvalid invalid) {
            assertThat(invalid.problems()).hasSize(1);
            return invalid.problems().getFirst();
        }
        throw new AssertionError(variable + "=" + value + " was taken");
    }

    @Test
    void takesWhatIsWrittenAsItMustBe() throws ConfigInvalid {
        Config config = Config.of(Map.of(
                "YIZHAN_DEV", "true",
                "YIZHAN_LOG", "plain",
                "YIZHAN_REDIS_URI", "rediss://cache:6379/",
                "YIZHAN_POSTGRES_URI", "postgres://me:s3%40%2F%23cret@[::1]:5433/yizhan?sslmode=require"));

        assertThat(config.postgres()).hasToString("postgres://me:s3%40%2F%23cret@[::1]:5433/yizhan?sslmode=require");
        assertThat(problem("YIZHAN_POSTGRES_URI", "postgres://me:x@db/yizhan?sslmode=verify_full"))
                .contains("sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full");
        assertThat(problem("YIZHAN_POSTGRES_URI", "postgres://me:x@db/yizhan?a=b&sslrootcert=/ca.pem"))
                .contains("by YIZHAN_CA_FILE instead of sslrootcert");
        assertThat(problem("YIZHAN_LOG", "fancy")).isEqualTo("YIZHAN_LOG=fancy: must be auto or plain or json");
        assertThat(problem("YIZHAN_DATA_DIR", "")).contains("must name a folder");
        assertThat(problem("YIZHAN_DATA_DIR", "nul\0in it")).contains("has letters that can't be written");
        assertThatThrownBy(() -> Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_MQTT_PORT", "8080")))
                .hasMessage("YIZHAN_MQTT_PORT=8080: is HTTP's port already");
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
                .isEqualTo(new Config.Cluster(URI.create("redis://me:secret@cache:6379/2"), "n-1", null, 2_000, 0));
        assertThat(config.regions()).containsExactly("sh", "hz");
        assertThatThrownBy(() -> Config.of(production(
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
