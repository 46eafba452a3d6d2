package io.yizhan.loadtest.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One engine of a cluster: a process on a fixed port with a folder of its own, started as often as somebody ends it. {@link #health} any thread, else one. */
public final class Node implements AutoCloseable {
    private static final int READY_MAX_S = 120;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LEASE = Pattern.compile("owns \\[(.*)], stands by for \\[(.*)]");

    public final String id;
    public final int port = ChildProcess.freePort();
    public final String url = "http://127.0.0.1:" + port;
    /** Where gates connect. */
    public final int mqttPort = ChildProcess.freePort();
    /** To Redis and PostgreSQL; null where it is connected to them directly. */
    public final @Nullable Wire toRedis;

    public final @Nullable Wire toPostgres;
    private final Path script;
    private final Path work;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private @Nullable ChildProcess process;

    /**
     * How it says that it is.
     *
     * @param status UP, DEGRADED or DOWN
     * @param owns the regions that it says it owns
     * @param standsBy those whose books it has at hand
     */
    public record Health(String status, List<String> owns, List<String> standsBy, JsonNode parts) {
        public boolean has(String region) {
            return owns.contains(region);
        }
    }

    Node(String id, Path root, Path work, Cluster.Plan plan, OwnRedis redis, OwnPostgres postgres) throws IOException {
        this.id = id;
        this.work = work;
        script = root.resolve("engine/bin/yizhan");
        toRedis = plan.wired() ? new Wire(redis.port) : null;
        toPostgres = plan.wired() ? new Wire(postgres.port) : null;
        environment = new HashMap<>();
        environment.put("YIZHAN_DEV", "true");
        environment.put("YIZHAN_HTTP_PORT", "" + port);
        environment.put("YIZHAN_MQTT_PORT", "" + mqttPort);
        // All of the crowd comes from one address here.
        environment.put("YIZHAN_ADDRESS_RATE_PER_S", "0");
        environment.put("YIZHAN_REGION", String.join(",", plan.regions()));
        environment.put("YIZHAN_REDIS_URI", "redis://127.0.0.1:" + (toRedis == null ? redis.port : toRedis.port));
        environment.put(
                "YIZHAN_POSTGRES_URI",
                postgres.uri(toPostgres == null ? postgres.port : toPostgres.port)
                        .toString());
        environment.put("YIZHAN_NODE_ID", id);
        environment.put("YIZHAN_NODE_URL", url);
        environment.put(
                "YIZHAN_DATA_DIR", Files.createDirectories(work.resolve(id)).toString());
        environment.put("YIZHAN_JAVA_OPTS", plan.javaOptions());
        environment.putAll(plan.settings());
    }

    /** Stores a city's file. While this node does not run. */
    void importCity(String region, Path file) throws InterruptedException {
        Map<String, String> ofImport = new HashMap<>(environment);
        ofImport.put("YIZHAN_REGION", region);
        try (ChildProcess running = ChildProcess.start(
                "import-" + region, work, ofImport, List.of(script.toString(), "import", file.toString()))) {
            if (running.await() != 0)
                throw new Failure("the city " + region + " could not be imported:\n" + running.lastLines(10));
        }
    }

    /** Returns at once. */
    public void start() {
        process = ChildProcess.start(id, work, environment, Programs.apart(List.of(script.toString(), "serve")));
    }

    /** Returns when it is ready to take requests. */
    public void awaitReady() throws InterruptedException {
        ChildProcess started = process();
        long deadline = System.nanoTime() + READY_MAX_S * 1_000_000_000L;
        while (health() == null) {
            if (!started.alive()) throw new Failure(id + " ended before it was ready:\n" + started.lastLines(20));
            if (System.nanoTime() > deadline)
                throw new Failure(id + " was not ready within " + READY_MAX_S + " s:\n" + started.lastLines(20));
            Thread.sleep(50);
        }
    }

    /** Null where it does not answer. */
    public @Nullable Health health() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            JsonNode said = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            Matcher lease = LEASE.matcher(leaseDetail(said));
            boolean told = lease.matches();
            return new Health(
                    said.path("status").asText(),
                    told ? names(lease.group(1)) : List.of(),
                    told ? names(lease.group(2)) : List.of(),
                    said.path("parts"));
        } catch (JsonProcessingException malformed) {
            throw new Failure(id + " says what is no JSON of its health", malformed);
        } catch (IOException none) {
            return null;
        }
    }

    private static String leaseDetail(JsonNode said) {
        for (JsonNode part : said.path("parts"))
            if (part.path("name").asText().equals("lease"))
                return part.path("detail").asText();
        return "";
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String name : list.split(",", -1)) if (!name.isBlank()) names.add(name.strip());
        return names;
    }

    private ChildProcess process() {
        ChildProcess running = process;
        if (running == null) throw new Failure(id + " was not started");
        return running;
    }

    public long pid() {
        return process().pid();
    }

    public boolean alive() {
        ChildProcess running = process;
        return running != null && running.alive();
    }

    public void signal(String name) throws InterruptedException {
        Signals.send(name, process().pid());
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        signal("KILL");
        process().await();
    }

    /** SIGTERM; returns when it is gone. */
    public void stop() {
        process().close();
    }

    public String lastLines(int count) {
        ChildProcess running = process;
        return running == null ? "" : running.lastLines(count);
    }

    /** Of all its processes. */
    public Path log() {
        return work.resolve(id + ".log");
    }

    /** Whatever state it is in. */
    @Override
    public void close() {
        ChildProcess running = process;
        if (toRedis != null) toRedis.mend();
        if (toPostgres != null) toPostgres.mend();
        if (running != null && running.alive()) {
            try {
                // What is stopped can't hear a SIGTERM.
                signal("CONT");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            running.close();
        }
        if (toRedis != null) toRedis.close();
        if (toPostgres != null) toPostgres.close();
    }
}
