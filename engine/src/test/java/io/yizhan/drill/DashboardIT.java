package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Grafana's dashboard asks for is what an engine at work really tells, every name and every label's value; and it says what each figure is.
 * It does so where Prometheus of the compose file asks: at its management port alone.
 */
@Tag("server")
final class DashboardIT {
    private static final Path DASHBOARD = Path.of("deploy/grafana/yizhan.json");
    private static final Pattern NAME = Pattern.compile("\\b(?:yizhan|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern LABEL = Pattern.compile("[a-z]+=\"[^\"$]+\"");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\)");

    /** What Prometheus adds: the engine that was asked. */
    private static final String INSTANCE = "instance";

    @TempDir
    Path folder;

    @Test
    void everyPanelAsksForWhatAnEngineTells() throws IOException, InterruptedException {
        List<String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(10);
        Map<String, String> environment = EngineProcess.environment(folder, TestPostgres.freshDatabase());
        environment.put("YIZHAN_MANAGEMENT_PORT", "0");
        try (EngineProcess engine = EngineProcess.serve(environment).awaitReady()) {
            String token = engine.client().members("dashboard-", 1).getFirst();
            String slot = DrillTown.slot("d-1-gym", DrillTown.tomorrow(), DrillTown.FIRST_HOUR);
            assertThat(engine.client()
                            .place(token, "k", List.of(slot), 1, false)
                            .status())
                    .isEqualTo(201);
            // Some figures are there as soon as there has been something to count: a garbage collection, for instance.
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                String told = told(engine.managementPort(), "/metrics", 200);
                for (String query : queries) assertAnswerable(query, told);
            });
            assertExplained(told(engine.managementPort(), "/metrics", 200));
            assertThat(told(engine.managementPort(), "/health/ready", 200)).startsWith("{\"status\":\"UP\"");
            assertThat(told(engine.port(), "/metrics", 404)).contains("\"not-found\"");

            // By another way than its own, which would close its output.
            ProcessHandle.of(engine.pid()).orElseThrow().destroy();
            assertThat(engine.awaitExit()).isEqualTo(143);
            assertThat(engine.output()).contains("stopped, ").doesNotContain("left undone");
        }
    }

    private static void assertExplained(String told) {
        TreeSet<String> unexplained = new TreeSet<>(all(Pattern.compile("(?m)(?<=^# TYPE )\\S+"), told));
        assertThat(unexplained).hasSizeGreaterThan(30);
        unexplained.removeAll(all(Pattern.compile("(?m)(?<=^# HELP )\\S+(?= \\S)"), told));
        assertThat(unexplained).isEmpty();
    }

    private static void assertAnswerable(String query, String told) {
        TreeSet<String> missing = new TreeSet<>();
        for (String name : all(NAME, query))
            if (!Pattern.compile("(?m)^" + name + "[ {]").matcher(told).find()) missing.add(name);
        for (String label : all(LABEL, query)) if (!told.contains(label)) missing.add(label);
        Matcher grouped = GROUPED.matcher(query);
        while (grouped.find())
            for (String label : grouped.group(1).split(", ", -1))
                if (!label.equals(INSTANCE) && !told.contains(label + "=\"")) missing.add(label);
        assertThat(missing).as(query).isEmpty();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group()).toList();
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Object panel : new JsonObject(Files.readString(DASHBOARD)).getJsonArray("panels"))
            for (Object target : ((JsonObject) panel).getJsonArray("targets"))
                queries.add(((JsonObject) target).getString("expr"));
        return queries;
    }

    private static String told(int port, String path, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return answer.body();
    }
}
