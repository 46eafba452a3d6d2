package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    private static final Map<String, String> OPERATORS_OWN =
            Map.of("POSTGRES_PASSWORD", "secret-1", "YIZHAN_JWKS_URI", "https://keys.example/jwks.json");

    private final String dockerfile = read("engine/Dockerfile");
    private final String compose = read("docker-compose.yml");
    private final Map<?, ?> services = child(yaml(compose), "services");
    private final Map<?, ?> engine = child(services, "engine");

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
        Map<String, String> environment = engineEnvironment();

        Config config = Config.of(environment);

        assertThat(config.dev()).isFalse();
        assertThat(config.httpHost()).isEqualTo("0.0.0.0");
        assertThat(config.postgres()).isNotNull();
        assertThat(config.jwks()).hasToString("https://keys.example/jwks.json");
        assertThat(config.issuer()).isNull();
    }

    @Test
    void reachesThePostgresBesideIt() throws ConfigInvalid {
        Config config = Config.of(engineEnvironment());
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
        assertThat(read("engine/pom.xml")).contains("<outputFile>${project.build.directory}/yizhan.jar</outputFile>");
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
    void keepsTheJournalOnAVolumeAndRunsAsNobodySpecial() {
        String dataDir = dockerfileEnvironment().get(Setting.DATA_DIR.variable());

        assertThat(dockerfile).contains("\nUSER yizhan\n").contains("\nVOLUME " + dataDir + "\n");
        assertThat(engine.get("volumes"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly("journal:" + dataDir);
        assertThat(child(yaml(compose), "volumes"))
                .satisfies(it -> assertThat(it.containsKey("journal")).isTrue());
    }

    @Test
    void asksForItsHealthAndIsGivenTimeToStop() throws ConfigInvalid {
        Config config = Config.of(engineEnvironment());

        assertThat(dockerfile)
                .containsPattern("HEALTHCHECK [^\\n]*\\\\\\n[^\\n]*GET /health/live ")
                .contains("\nEXPOSE " + config.httpPort() + "\n");
        assertThat(engine.get("ports")).hasToString("[8080:" + config.httpPort() + "]");
        assertThat(Integer.parseInt(
                        String.valueOf(engine.get("stop_grace_period")).replace("s", "")))
                .isGreaterThan(config.shutdownMaxS());
    }

    /** What the engine's process sees: the image's variables under those of the compose file. */
    private Map<String, String> engineEnvironment() {
        Map<String, String> environment = new TreeMap<>(dockerfileEnvironment());
        child(engine, "environment")
                .forEach((name, value) -> environment.put(String.valueOf(name), interpolated(String.valueOf(value))));
        return environment;
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
