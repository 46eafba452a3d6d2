package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.redis.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;

@Tag("server")
@LogsErrors
class RedisClusterTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** As where a class can't be loaded, or memory is short: it says why it has no connection, and gets one when it can. */
    @Test
    void goesOnConnectingWhateverWasThrown() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        try (TestRedis redis = TestRedis.emptied();
                RedisCluster cluster = RedisCluster.open(redis.uri(), LEASE, TestRedis.LONG, config -> {
                    tries.incrementAndGet();
                    if (broken.get()) throw new NoClassDefFoundError("io/netty/Missing");
                    return Redisson.create(config);
                })) {
            await().atMost(TestRedis.LONG).until(() -> tries.get() > 2);
            assertThat(cluster.connected()).isFalse();
            Membership membership = cluster.membership(new MemberSeal(new byte[32], InstantSource.system()));
            assertThatThrownBy(membership::members).hasMessageContaining("NoClassDefFoundError: io/netty/Missing");

            broken.set(false);
            await().atMost(TestRedis.LONG).until(cluster::connected);
            assertThat(membership.members()).isNotNull();
        }
    }
}
