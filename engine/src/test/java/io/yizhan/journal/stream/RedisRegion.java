package io.yizhan.journal.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.yizhan.redis.TestRedis;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** A region that no other test has, in the Redis that all of them share. */
final class RedisRegion {
    private static final AtomicInteger REGIONS = new AtomicInteger();

    final String name = "test-" + ProcessHandle.current().pid() + "-" + REGIONS.incrementAndGet();

    /** With more time than a busy machine takes. */
    RedisStreamOptions options() {
        return RedisStreamOptions.of(TestRedis.shared(), name).timeoutMs(20_000);
    }

    /** What the server has of the region, as it dumps it. */
    record Copy(byte @Nullable [] state, byte @Nullable [] stream) {
        private static final Copy NOTHING = new Copy(null, null);
    }

    private byte[] key(String what) {
        return ("yizhan:{" + name + "}:" + what).getBytes(US_ASCII);
    }

    Copy copy() {
        try (Jedis jedis = new Jedis(TestRedis.shared())) {
            return new Copy(jedis.dump(key("journal")), jedis.dump(key("stream")));
        }
    }

    void set(Copy copy) {
        try (Jedis jedis = new Jedis(TestRedis.shared())) {
            set(jedis, key("journal"), copy.state());
            set(jedis, key("stream"), copy.stream());
        }
    }

    void empty() {
        set(Copy.NOTHING);
    }

    private static void set(Jedis jedis, byte[] key, byte @Nullable [] value) {
        jedis.del(key);
        if (value != null) jedis.restore(key, 0, value);
    }
}
