package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.config.Config;
import io.yizhan.config.ConfigInvalid;
import io.yizhan.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Dockerfile and docker-compose.yml hold what the engine really has: its variables, its jar, its port. No Docker needed. */
class ContainerFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VARIABLE = Pattern.compile("YIZHAN_[A-Z0-9_]+");
    private static final Pattern INTERPOLATION = Pattern.compile("\\$\\{(\\w+)(?::?([-?])([^}]*))?}");
    private static final Map<String, String> OPERATORS_OWN = Map.of(
            "POSTGRES_PASSWORD",
            "secret-1",
            "VALKEY_PASSWORD",
            "secret-2",
            "YIZHAN_JWT_ISSUER",
            "https://keys.example",
            "YIZHAN_JWT_AUDIENCE",
            "yizhan",
            "YIZHAN_JWKS_URI",
            "https://keys.example/jwks.json");

    private final String dockerfile = read("engine/Dockerfile");
    private final String compose = read("docker-compose.yml");
    private final Map<?, ?> services = child(yaml(compose), "services");
    private final List<String> engines = List.of("engine-1", "engine-2");

    @Test
    void namesOnlySettingsThatThereAre() {
        List<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).toList();
        TreeSet<String> named = new TreeSet<>();
        Matcher variable = VARIABLE.matcher(dockerfile + compose);
        while (variable.find()) named.add(variable.group());

        assertThat(named).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void isNeverADevelopmentServer() {
        assertThat(dockerfile + compose).doesNotContain(Setting.DEV.variable());
    }

    @Test
    void startsTheEngineWithAConfigurationThatItTakes() throws ConfigInvalid {
        for (String engine : engines) {
            Config config = config(engine);

            assertThat(config.dev()).isFalse();
            assertThat(config.httpHost()).isEqualTo("0.0.0.0");
            assertThat(config.postgres()).isNotNull();
            assertThat(config.tokens())
                    .isNotNull()
                    .satisfies(it -> assertThat(it.jwks()).hasToString("https://keys.example/jwks.json"));
        }
    }

    @Test
    void makesTheEnginesOneCluster() throws ConfigInvalid {
        for (String engine : engines) {
            Config.Cluster cluster = Objects.requireNonNull(config(engine).cluster());

            assertThat(cluster.nodeId()).isEqualTo(engine);
            assertThat(cluster.url()).hasToString("http://" + engine + ":8080");
            assertThat(cluster.redis()).hasHost("valkey").hasPort(6379);
        }
        assertThat(config("engine-1").postgres()).isEqualTo(config("engine-2").postgres());
        assertThat(child(services, "valkey").get("command"))
                .hasToString("[valkey-server, --appendonly, yes, --appendfsync, always, --maxmemory-policy, noeviction,"
                        + " --requirepass, ${VALKEY_PASSWORD}]");
        assertThat(Objects.requireNonNull(config("engine-1").cluster()).redis()).hasUserInfo(":secret-2");
    }

    @Test
    void boundsEachServiceAndLetsNobodyButEnginesReachTheData() {
        for (Map.Entry<?, ?> each : services.entrySet()) {
            Map<?, ?> service = child(services, String.valueOf(each.getKey()));
            assertThat(service.get("mem_limit")).as("%s", each.getKey()).isNotNull();
            assertThat(service.get("pids_limit")).as("%s", each.getKey()).isNotNull();
            assertThat(child(child(service, "logging"), "options").get("max-size"))
                    .isNotNull();
            boolean engine = engines.contains(String.valueOf(each.getKey()));
            boolean server = List.of("postgres", "valkey").contains(String.valueOf(each.getKey()));
            assertThat(list(service, "networks").contains("data"))
                    .as("%s", each.getKey())
                    .isEqualTo(engine || server);
            if (server) assertThat(service.get("networks")).hasToString("[data]");
        }
        assertThat(child(child(yaml(compose), "networks"), "data").get("internal"))
                .isEqualTo(true);
    }

    @Test
    void putsNginxBeforeEachEngine() {
        String nginx = read("engine/deploy/nginx.conf");

        for (String engine : engines) {
            assertThat(nginx).containsPattern("\\n    server " + engine + ":8080 ");
            assertThat(nginx).containsPattern("\\n    server " + engine + ":1883 ");
            assertThat(child(child(services, "nginx"), "depends_on").containsKey(engine))
                    .isTrue();
            assertThat(child(services, engine).containsKey("ports")).isFalse();
        }
        assertThat(child(services, "nginx").get("ports")).hasToString("[8080:8080, 1883:1883]");
        assertThat(nginx).contains("listen 8080;").contains("listen 1883;");
        assertThat(child(services, "nginx").get("volumes"))
                .hasToString("[./engine/deploy/nginx.conf:/etc/nginx/nginx.conf:ro]");
    }

    /** Where one says it and the other doesn't know, no gate gets through. */
    @Test
    void announcesGatesWhereEnginesExpectIt() throws ConfigInvalid {
        boolean announced = Pattern.compile("(?m)^ +proxy_protocol on;$")
                .matcher(read("engine/deploy/nginx.conf"))
                .find();

        for (String engine : engines) {
            assertThat(config(engine).clients().announcedMqtt()).isEqualTo(announced);
            assertThat(config(engine).clients().announcedHttp()).isFalse();
        }
    }

    @Test
    void letsPrometheusAskEachEngineAndGrafanaAskPrometheus() throws ConfigInvalid {
        String prometheus = read("engine/deploy/prometheus.yml");
        Map<?, ?> source = first(yaml(read("engine/deploy/grafana/datasources.yml")), "datasources");

        for (String engine : engines) {
            Config.Management management = Objects.requireNonNull(config(engine).management());
            assertThat(management.host()).isEqualTo("0.0.0.0");
            assertThat(prometheus).contains(engine + ":" + management.port());
        }
        assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
        assertThat(read("engine/deploy/grafana/yizhan.json")).contains("\"uid\": \"" + source.get("uid") + "\"");
        for (String service : List.of("nginx", "prometheus", "grafana"))
            for (Object volume : list(child(services, service), "volumes")) {
                String file = String.valueOf(volume).split(":", -1)[0];
                if (file.startsWith("./")) assertThat(ROOT.resolve(file)).isRegularFile();
            }
        assertThat(child(services, "prometheus").get("profiles")).hasToString("[prometheus, grafana]");
        assertThat(child(services, "grafana").get("profiles")).hasToString("[grafana]");
    }

    /** Its port of their own is not nginx's, and an engine without one has them where nginx asks. */
    @Test
    void hidesFiguresFromWhoeverComesThroughNginx() throws ConfigInvalid {
        String nginx = read("engine/deploy/nginx.conf");

        assertThat(nginx).containsPattern("\\n    location \\^~ /metrics \\{\\n      return 404;\\n    }\\n");
        for (String engine : engines)
            assertThat(nginx)
                    .doesNotContain(":"
                            + Objects.requireNonNull(config(engine).management())
                                    .port());
    }

    @Test
    void reachesThePostgresBesideIt() throws ConfigInvalid {
        Config config = config("engine-1");
        Map<?, ?> postgres = child(services, "postgres");
        Map<?, ?> environment = child(postgres, "environment");

        assertThat(config.postgres())
                .hasHost("postgres")
                .hasPort(5432)
                .hasPath("/" + environment.get("POSTGRES_DB"))
                .hasUserInfo(environment.get("POSTGRES_USER") + ":secret-1");
        assertThat(postgres.get("image")).isEqualTo("postgres:18");
    }

    @Test
    void copiesTheJarThatTheBuildMakesToWhereTheScriptLooks() {
        assertThat(read("engine/pom.xml")).contains("tofile=\"${project.build.directory}/yizhan.jar\"");
        assertThat(dockerfile)
                .contains("COPY --from=build /src/engine/target/yizhan.jar /opt/yizhan/target/yizhan.jar")
                .contains("engine/bin/yizhan /opt/yizhan/bin/yizhan")
                .contains("ENTRYPOINT [\"/opt/yizhan/bin/yizhan\", \"--zgc\"]")
                .contains("CMD [\"serve\"]");
        assertThat(read("engine/bin/yizhan"))
                .contains("engine=$(dirname \"$here\")")
                .contains("$engine/target/yizhan.jar")
                .contains("--zgc")
                .contains("-XX:+UseZGC");
    }

    @Test
    void keepsEachEnginesFolderOnAVolumeOfItsOwnAndRunsAsNobodySpecial() {
        String dataDir = dockerfileEnvironment().get(Setting.DATA_DIR.variable());

        assertThat(dockerfile).contains("\nUSER yizhan\n").contains("\nVOLUME " + dataDir + "\n");
        for (String engine : engines) {
            assertThat(child(services, engine).get("volumes")).hasToString("[" + engine + ":" + dataDir + "]");
            assertThat(child(yaml(compose), "volumes").containsKey(engine)).isTrue();
        }
    }

    /** Maven reads the poms of all modules, also where it builds one. */
    @Test
    void bringsThePomOfEveryModuleAlong() {
        List<String> modules = Pattern.compile("<module>([^<]+)</module>")
                .matcher(read("pom.xml"))
                .results()
                .map(it -> it.group(1))
                .toList();

        assertThat(modules)
                .contains("engine")
                .allSatisfy(it -> assertThat(dockerfile).contains("\nCOPY " + it + "/pom.xml " + it + "/\n"));
    }

    @Test
    void asksForItsHealthAndIsGivenTimeToStop() throws ConfigInvalid {
        Config config = config("engine-1");

        assertThat(dockerfile)
                .containsPattern("HEALTHCHECK [^\\n]*\\\\\\n[^\\n]*GET /health/live ")
                .contains("\nEXPOSE "
                        + Objects.requireNonNull(config.management()).port() + "\n")
                .contains("\nEXPOSE " + config.httpPort() + "\n")
                .contains("\nEXPOSE " + Objects.requireNonNull(config.mqtt()).port() + "\n");
        for (String engine : engines)
            assertThat(Integer.parseInt(String.valueOf(child(services, engine).get("stop_grace_period"))
                            .replace("s", "")))
                    .isGreaterThan(config.shutdownMaxS());
    }

    /** Of what the engine's process sees: the image's variables under those of the compose file. */
    private Config config(String engine) throws ConfigInvalid {
        Map<String, String> environment = new TreeMap<>(dockerfileEnvironment());
        child(child(services, engine), "environment")
                .forEach((name, value) -> environment.put(String.valueOf(name), interpolated(String.valueOf(value))));
        return Config.of(environment);
    }

    private Map<String, String> dockerfileEnvironment() {
        return Pattern.compile("(YIZHAN_[A-Z0-9_]+)=(\\S+)")
                .matcher(dockerfile)
                .results()
                .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
    }

    /** As Docker Compose does it, where the operator has set what must be set. */
    private static String interpolated(String value) {
        return INTERPOLATION
                .matcher(value)
                .replaceAll(it -> OPERATORS_OWN.getOrDefault(it.group(1), "-".equals(it.group(2)) ? it.group(3) : ""));
    }

    private static Map<?, ?> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Map<?, ?> first(Map<?, ?> parent, String name) {
        if (list(parent, name).getFirst() instanceof Map<?, ?> first) return first;
        throw new AssertionError("no map in " + name);
    }

    private static List<?> list(Map<?, ?> parent, String name) {
        if (parent.get(name) instanceof List<?> list) return list;
        throw new AssertionError("no " + name + " in " + parent.keySet());
    }

    private static Map<?, ?> child(Map<?, ?> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> child) return child;
        throw new AssertionError("no " + name + " in " + parent.keySet());
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }
}
