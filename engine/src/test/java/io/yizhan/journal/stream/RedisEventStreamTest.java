package io.yizhan.journal.stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract on a real Redis. */
@Tag("server")
class RedisEventStreamTest extends EventStreamContract {
    private final RedisRegion region = new RedisRegion();

    @Override
    EventStream connect() {
        return new RedisEventStream(region.options());
    }

    @Override
    Object copy() {
        return region.copy();
    }

    @Override
    void set(Object copy) {
        region.set((RedisRegion.Copy) copy);
    }

    @Override
    @AfterEach
    void empty() {
        region.empty();
    }
}
