package io.yizhan.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** The Redis that contracts run on: one for all tests of a run, or the one at {@code -Dyizhan.test.redis}. Only keys of its own are touched. */
final class TestRedis {
    private static final AtomicInteger REGIONS = new AtomicInteger();
    private static @Nullable URI uri;

    private TestRedis() {}

    static synchronized URI uri() {
        URI known = uri;
        if (known != null) return known;
        String given = System.getProperty("yizhan.test.redis");
        URI found = given == null ? started() : URI.create(given);
        uri = found;
        return found;
    }

    private static URI started() {
        try {
            Path folder = Files.createTempDirectory("yizhan-redis");
            RedisProcess redis = RedisProcess.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(redis, folder)));
            return redis.uri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(RedisProcess redis, Path folder) {
        try {
            redis.close();
            Files.deleteIfExists(folder.resolve("redis.log"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A region that no other test has. */
    static String region() {
        return "test-" + ProcessHandle.current().pid() + "-" + REGIONS.incrementAndGet();
    }

    /** What a server has of a region, as it dumps it. */
    record Copy(byte @Nullable [] state, byte @Nullable [] stream) {
        static final Copy NOTHING = new Copy(null, null);
    }

    private static byte[] key(String region, String what) {
        return ("yizhan:{" + region + "}:" + what).getBytes(US_ASCII);
    }

    static Copy copy(String region) {
        try (Jedis jedis = new Jedis(uri())) {
            return new Copy(jedis.dump(key(region, "journal")), jedis.dump(key(region, "stream")));
        }
    }

    static void set(String region, Copy copy) {
        try (Jedis jedis = new Jedis(uri())) {
            set(jedis, key(region, "journal"), copy.state());
            set(jedis, key(region, "stream"), copy.stream());
        }
    }

    private static void set(Jedis jedis, byte[] key, byte @Nullable [] value) {
        jedis.del(key);
        if (value != null) jedis.restore(key, 0, value);
    }
}
