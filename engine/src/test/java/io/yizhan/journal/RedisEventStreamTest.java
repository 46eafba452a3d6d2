package io.yizhan.journal;

import org.junit.jupiter.api.AfterEach;

/** The contract on a real Redis. */
class RedisEventStreamTest extends EventStreamContract {
    private final String region = TestRedis.region();

    @Override
    EventStream connect() {
        return new RedisEventStream(RedisStreamOptions.of(TestRedis.uri(), region));
    }

    @Override
    Object copy() {
        return TestRedis.copy(region);
    }

    @Override
    void set(Object copy) {
        TestRedis.set(region, (TestRedis.Copy) copy);
    }

    @Override
    @AfterEach
    void empty() {
        TestRedis.set(region, TestRedis.Copy.NOTHING);
    }
}
