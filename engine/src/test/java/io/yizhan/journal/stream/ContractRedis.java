package io.yizhan.journal.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.yizhan.lease.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** The Redis that contracts run on: one for all tests of a run, or the one at {@code -Dyizhan.test.redis}. Only keys of its own are touched. */
final class ContractRedis {
    private static final AtomicInteger REGIONS = new AtomicInteger();
    private static @Nullable URI uri;

    private ContractRedis() {}

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
            TestRedis redis = TestRedis.own();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(redis)));
            return redis.uri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(TestRedis redis) {
        try {
            redis.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With more time than a busy machine takes. */
    static RedisStreamOptions options(String region) {
        return RedisStreamOptions.of(uri(), region).timeoutMs(20_000);
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
