package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.config.Setting;
import io.yizhan.drill.DrillClient;
import io.yizhan.drill.EngineProcess;
import io.yizhan.drill.Rows;
import io.yizhan.postgres.Postmaster;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does and gets told, with the real command line. */
@Tag("server")
final class OperationIT {
    @TempDir
    Path folder;

    @Test
    void namesEveryConfigurationProblemAtOnceAndExitsWithTwo() {
        Map<String, String> wrong = Map.of(
                "YIZHAN_HTTP_PORT", "eighty",
                "YIZHAN_DEV", "yes",
                "YIZHAN_POSTGRES_URI", "mysql://somewhere/db",
                "YIZHAN_HTPP_HOST", "::",
                "YIZHAN_LOG_LEVEL", "loud");
        try (EngineProcess engine = EngineProcess.run(wrong, "serve")) {
            assertThat(engine.awaitExit()).isEqualTo(2);
            assertThat(engine.output())
                    .contains("The configuration is wrong", "YIZHAN_JWKS_URI: required")
                    .contains(wrong.keySet())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void letsNoPretendCrowdIntoACityOfRealMembers() {
        Map<String, String> real = Map.of(
                "YIZHAN_JWKS_URI", "https://id.example.org/keys",
                "YIZHAN_JWT_ISSUER", "https://id.example.org",
                "YIZHAN_JWT_AUDIENCE", "yizhan",
                "YIZHAN_DATA_DIR", folder.resolve("data").toString());
        wrong(real, "--traffic is a pretend crowd with development tokens", "--traffic");
        Map<String, String> pretended = new HashMap<>(real);
        pretended.put("YIZHAN_DEV", "true");
        wrong(pretended, "--traffic=0: from 1 to 200 times the usual crowd", "--traffic=0");
        wrong(pretended, "--traffic", "--seed=3");
        wrong(pretended, "--traffic", "--traffic=many");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static void wrong(Map<String, String> environment, String words, String... options) {
        try (EngineProcess engine = EngineProcess.serve(environment, options)) {
            assertThat(engine.awaitExit()).as(engine.output()).isEqualTo(2);
            assertThat(engine.output()).contains(words).doesNotContain("\tat ");
        }
    }

    @Test
    void listsEverySettingWithItsDefaultInTheHelpOfServe() {
        try (EngineProcess help = EngineProcess.run(Map.of(), "serve", "--help")) {
            assertThat(help.awaitExit()).isZero();
            String text = help.output().replaceAll("\\s+", " ");
            for (Setting setting : Setting.values()) {
                String fallback = setting.fallback().isEmpty() ? "" : " [" + setting.fallback() + "]";
                assertThat(text).contains(setting.variable() + " " + setting.meaning() + fallback);
            }
        }
    }

    @Test
    void startsWithoutMqttOnlyWhereNobodyAskedForIt() throws IOException {
        Map<String, String> environment =
                new HashMap<>(EngineProcess.environment(folder, TestPostgres.freshDatabase()));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            environment.put("YIZHAN_MQTT_PORT", "" + taken.getLocalPort());
            try (EngineProcess engine = EngineProcess.serve(environment)) {
                assertThat(engine.awaitExit()).isEqualTo(1);
                assertThat(engine.output())
                        .contains("gates can't come by MQTT to 127.0.0.1:" + taken.getLocalPort(), "YIZHAN_MQTT_PORT");
            }
        }
        environment.remove("YIZHAN_MQTT_PORT");
        environment.put("YIZHAN_HTTP_PORT", "0");
        try (ServerSocket usual = new ServerSocket()) {
            takeIfFree(usual, new InetSocketAddress(loopback, 1883));
            // It serves by HTTP a moment before it is told so.
            try (EngineProcess engine = EngineProcess.run(environment, "serve").awaitReady()) {
                engine.awaitOutput("gates can't come by MQTT to 127.0.0.1:1883");
            }
        }
    }

    /** Where somebody else has it, it is taken all the same. */
    private static void takeIfFree(ServerSocket socket, InetSocketAddress address) throws IOException {
        try {
            socket.bind(address);
        } catch (BindException taken) {
            assertThat(taken).hasMessageContaining("in use");
        }
    }

    @Test
    void importsAGoodCatalogueAndRefusesABadOneWhole() throws IOException {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        Rows rows = new Rows(database);
        Path good = DrillTown.file(folder, 5);
        try (EngineProcess engine = EngineProcess.run(environment, "import", good.toString())) {
            assertThat(engine.awaitExit()).as(engine.output()).isZero();
            assertThat(engine.output()).contains("Imported as version 1 of drill");
        }
        Path bad = Files.writeString(
                folder.resolve("bad.json"),
                Files.readString(good)
                        .replaceFirst("\"capacity\": ?1\\b", "\"capacity\": 0")
                        .replaceFirst("\"horizonDays\": ?3", "\"horizonDays\": 99")
                        .replaceFirst("\"lonDeg\": ?121", "\"lonDeg\": 1210"));
        long stations = rows.number("select count(*) from station");
        try (EngineProcess engine = EngineProcess.run(environment, "import", bad.toString())) {
            assertThat(engine.awaitExit()).isEqualTo(2);
            assertThat(engine.output())
                    .contains("bad.json is not a usable catalogue; nothing was changed")
                    .containsPattern("\\d+:\\d+ horizonDays: ")
                    .containsPattern("\\d+:\\d+ stations\\[0\\]\\.lonDeg: ")
                    .containsPattern("\\d+:\\d+ stations\\[0\\]\\.venues\\[0\\]\\.capacity: ");
        }
        assertThat(rows.number("select max(version) from catalogue")).isEqualTo(1);
        assertThat(rows.number("select count(*) from station")).isEqualTo(stations);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(engine.client().get("/v1/stations/d-5", "").text("id")).isEqualTo("d-5");
        }
    }

    @Test
    void tellsASecondProcessWhoHasTheDataFolder() {
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        try (EngineProcess first = EngineProcess.serve(environment).awaitReady()) {
            try (EngineProcess second = EngineProcess.serve(environment)) {
                assertThat(second.awaitExit()).isEqualTo(1);
                assertThat(second.output()).contains("in use by pid " + first.pid());
            }
            assertThat(first.client().healthy()).isTrue();
        }
    }

    @Test
    void refusesToStartWithoutTheJournalOfItsDatabaseAndSaysWhatToDo() throws IOException {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = EngineProcess.environment(folder, database);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
        }
        assertThat(new Rows(database).number("select seq from region")).isPositive();
        try (Stream<Path> files = Files.list(folder.resolve("data/journal/drill"))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        try (EngineProcess engine = EngineProcess.serve(environment)) {
            assertThat(engine.awaitExit()).isEqualTo(1);
            assertThat(engine.output()).contains("is empty", "YIZHAN_DATA_DIR", "YIZHAN_JOURNAL_LOSS_ACCEPTED=true");
        }
        Map<String, String> accepting = new HashMap<>(environment);
        accepting.put("YIZHAN_JOURNAL_LOSS_ACCEPTED", "true");
        try (EngineProcess engine = EngineProcess.serve(accepting).awaitReady()) {
            assertThat(engine.client().healthy()).isTrue();
        }
    }

    @Test
    void keepsABookingOverAKillWithTheEmbeddedPostgres() throws IOException {
        Map<String, String> environment = EngineProcess.environment(folder, "");
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
        List<String> slots = List.of("d-1-b1." + tomorrow.toString().replace("-", "") + "T1000");
        String token;
        DrillClient.Answer booked;
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            token = engine.client().members("m-", 1).getFirst();
            booked = engine.client().place(token, "once", slots, 1, false);
            engine.kill();
        }
        assertThat(booked.status()).isEqualTo(201);
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            DrillClient.Answer again = engine.client().place(token, "once", slots, 1, false);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("id")).isEqualTo(booked.text("id"));
            // Its server ends with it: nothing is left running behind the test.
            engine.terminate();
            assertThat(engine.awaitExit()).isIn(0, 143);
        }
        assertThat(Postmaster.of(folder.resolve("data/postgres").toRealPath().resolve("data")))
                .isNull();
    }

    @Test
    void keepsTheKeyOfPassesOverAKillAndRefusesABrokenOne() throws IOException {
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        // No display is asked, not even where there is said to be one.
        environment.put("DISPLAY", ":77");
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
        String slot = "d-1-b1." + tomorrow.toString().replace("-", "") + "T1000";
        String keys = "/v1/.well-known/jwks.json";
        String token;
        String path;
        DrillClient.Answer published;
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            token = engine.client().members("m-", 1).getFirst();
            path = "/v1/reservations/"
                    + engine.client()
                            .place(token, "once", List.of(slot), 1, false)
                            .text("id");
            published = engine.client().get(keys, "");
            assertThat(engine.client().get(path, token).text("pass")).isNotEmpty();
            assertThat(status(engine, path + "/pass.png", token)).isEqualTo(200);
            engine.kill();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).as("left in the temporary folder").isEmpty();
        }
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            assertThat(engine.client().get(keys, "").json()).isEqualTo(published.json());
            assertThat(engine.client().get(path, token).text("pass")).isNotEmpty();
            engine.kill();
        }
        Path key = folder.resolve("data/pass-key.pem");
        Files.writeString(key, Files.readString(key).substring(0, 40));
        try (EngineProcess engine = EngineProcess.serve(environment)) {
            assertThat(engine.awaitExit()).isEqualTo(1);
            assertThat(engine.output())
                    .contains(key.toString(), "can't be used", "Put it back from a backup")
                    .doesNotContain("\tat ");
        }
    }

    /** Of an answer that is no JSON. */
    private static int status(EngineProcess engine, String path, String token) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + engine.port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Test
    void startsWithTheVariablesOfTheComposeFile() throws IOException {
        String database = TestPostgres.freshDatabase();
        Map<String, String> environment = new HashMap<>();
        for (String line : Files.readString(Path.of("../docker-compose.yml"))
                .split("environment:", 2)[1]
                .split("ports:", 2)[0]
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("YIZHAN_"))
                .toList()) {
            String[] parts = line.split(": ", 2);
            environment.put(
                    parts[0],
                    parts[1].replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1").replace("\"", ""));
        }
        assertThat(environment).containsKeys("YIZHAN_POSTGRES_URI", "YIZHAN_JWKS_URI");
        environment.put("YIZHAN_POSTGRES_URI", database);
        // Nobody is there: it starts all the same, and refuses tokens until somebody is.
        environment.put("YIZHAN_JWKS_URI", "http://127.0.0.1:9/jwks.json");
        environment.put("YIZHAN_JWT_ISSUER", "https://id.example");
        environment.put("YIZHAN_JWT_AUDIENCE", "yizhan");
        // The image's.
        environment.put("YIZHAN_HTTP_HOST", "0.0.0.0");
        environment.put("YIZHAN_DATA_DIR", folder.resolve("data").toString());
        try (TestRedis redis = TestRedis.own()) {
            environment.put("YIZHAN_REDIS_URI", redis.uri().toString());
            try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
                // A city that Redis has never heard of is taken up after a lease.
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> engine.client()
                                        .send("GET", "/v1/stations?limit=1", "", null, null)
                                        .status()
                                == 200);
            }
        }
    }
}
