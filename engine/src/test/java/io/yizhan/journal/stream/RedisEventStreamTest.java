package io.yizhan.journal.stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract on a real Redis. */
@Tag("server")
class RedisEventStreamTest extends EventStreamContract {
    private final String region = ContractRedis.region();

    @Override
    EventStream connect() {
        return new RedisEventStream(ContractRedis.options(region));
    }

    @Override
    Object copy() {
        return ContractRedis.copy(region);
    }

    @Override
    void set(Object copy) {
        ContractRedis.set(region, (ContractRedis.Copy) copy);
    }

    @Override
    @AfterEach
    void empty() {
        ContractRedis.set(region, ContractRedis.Copy.NOTHING);
    }
}
