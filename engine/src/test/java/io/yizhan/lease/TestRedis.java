package io.yizhan.lease;

import io.yizhan.journal.stream.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.SafeEncoder;

/**
 * A real Redis for tests, in memory alone, which can be killed, started again and frozen; or, for tests that do none of that, the one of
 * {@code -Dyizhan.test.redis=redis://host:port}, which they empty.
 */
public final class TestRedis implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    private final URI uri;
    private @Nullable RedisProcess process;
    private @Nullable Path folder;

    private TestRedis(URI uri) {
        this.uri = uri;
    }

    /** The one that was given, else one of our own. */
    static TestRedis any() throws IOException {
        String given = System.getProperty("yizhan.test.redis", "");
        return given.isEmpty() ? own() : new TestRedis(URI.create(given));
    }

    public static TestRedis own() throws IOException {
        TestRedis redis = notStarted();
        redis.start();
        return redis;
    }

    static TestRedis notStarted() throws IOException {
        return new TestRedis(URI.create("redis://127.0.0.1:" + RedisProcess.freePort()));
    }

    public URI uri() {
        return uri;
    }

    /** Empty. */
    public void start() throws IOException {
        Path within = folder;
        if (within == null) folder = within = Files.createTempDirectory("yizhan-redis");
        process = RedisProcess.start(uri.getPort(), within);
    }

    public void kill() {
        process().kill();
    }

    public void freeze() throws IOException, InterruptedException {
        process().freeze();
    }

    public void thaw() throws IOException, InterruptedException {
        process().thaw();
    }

    private RedisProcess process() {
        return Objects.requireNonNull(process);
    }

    /** A number, a status or a text. */
    public String call(String command, String... arguments) {
        try (Jedis jedis = new Jedis(uri)) {
            Object answer = jedis.sendCommand(() -> SafeEncoder.encode(command), arguments);
            return answer instanceof byte[] text ? SafeEncoder.encode(text) : String.valueOf(answer);
        }
    }

    /** As if the region had had an owner before: else the first to ask for its lease has to wait. */
    void rememberOwner(String region) {
        call("SET", "redisson_lock_token:yizhan:{" + region + "}:lease", "1");
    }

    void flush() {
        call("FLUSHALL");
    }

    /** How often each command was run, as Redis counts. */
    List<String> commandStats() {
        return call("INFO", "commandstats")
                .lines()
                .filter(it -> it.startsWith("cmdstat_"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (process != null) process.close();
        Path within = folder;
        if (within == null) return;
        Files.deleteIfExists(within.resolve("redis.log"));
        Files.deleteIfExists(within);
    }
}
