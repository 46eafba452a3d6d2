package io.yizhan.redis;

import io.yizhan.postgres.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * A real Redis for tests: {@link #own} for those that kill, freeze and empty it; {@link #shared} for those that touch keys of their own
 * alone, one for all of a run. A server given by {@code -Dyizhan.test.redis=redis://host:port} is the shared one, and the one that
 * {@link #emptied} tests use.
 */
public final class TestRedis implements AutoCloseable {
    /** More than a busy machine takes. */
    public static final Duration LONG = Duration.ofSeconds(30);

    private static @Nullable TestRedis shared;

    private final URI uri;
    private final @Nullable Path folder;
    private final boolean temporary;
    private final String[] settings;
    private @Nullable RedisProcess process;

    private TestRedis(URI uri, @Nullable Path folder, boolean temporary, String... settings) {
        this.uri = uri;
        this.folder = folder;
        this.temporary = temporary;
        this.settings = settings;
    }

    /** Where the one is that all tests of a run share. */
    public static synchronized URI shared() {
        if (shared != null) return shared.uri;
        try {
            TestRedis one = emptied();
            Runtime.getRuntime().addShutdownHook(new Thread(one::end, "test-redis-stop"));
            shared = one;
            return one.uri;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For a test that empties it, and neither kills nor freezes it: the one that was given, else one of the test's own. */
    public static TestRedis emptied() throws IOException {
        String given = System.getProperty("yizhan.test.redis", "");
        return given.isEmpty() ? own() : new TestRedis(URI.create(given), null, false);
    }

    /** In memory alone: a start finds it empty. */
    public static TestRedis own() throws IOException {
        TestRedis redis = notStarted();
        redis.start();
        return redis;
    }

    public static TestRedis notStarted() throws IOException {
        return new TestRedis(freeUri(), Files.createTempDirectory("yizhan-redis"), true);
    }

    /**
     * A start finds what these settings made it keep in the folder.
     *
     * @param settings as on the command line
     */
    public static TestRedis in(Path folder, String... settings) throws IOException {
        TestRedis redis = new TestRedis(freeUri(), folder, false, settings);
        redis.start();
        return redis;
    }

    private static URI freeUri() throws IOException {
        return URI.create("redis://127.0.0.1:" + FreePort.find());
    }

    public URI uri() {
        return uri;
    }

    public int port() {
        return uri.getPort();
    }

    /** At the same port as before. Returns once it has loaded what is in its folder. */
    public void start() throws IOException {
        process = RedisProcess.start(port(), Objects.requireNonNull(folder, "not ours to start"), settings);
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
        return Objects.requireNonNull(process, "not ours, or not started");
    }

    /** A connection for whoever looks after the server. */
    public Jedis admin() {
        return new Jedis(uri);
    }

    /** A number, a status or a text. */
    public String call(String command, String... arguments) {
        try (Jedis jedis = admin()) {
            Object answer = jedis.sendCommand(() -> SafeEncoder.encode(command), arguments);
            return answer instanceof byte[] text ? SafeEncoder.encode(text) : String.valueOf(answer);
        }
    }

    public void flush() {
        call("FLUSHALL");
    }

    /** How often each command was run, as Redis counts. */
    public List<String> commandStats() {
        return call("INFO", "commandstats")
                .lines()
                .filter(it -> it.startsWith("cmdstat_"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        if (process != null) process.kill();
        Path within = folder;
        if (within == null || !temporary) return;
        Files.deleteIfExists(within.resolve(RedisProcess.LOG));
        Files.deleteIfExists(within);
    }

    private void end() {
        try {
            close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
