package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.lease.Lease.Attempt;
import io.yizhan.redis.TestRedis;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("server")
@Timeout(120)
class RedisLeaseTest extends LeaseContract {
    private static TestRedis redis;
    private static RedisCluster one;
    private static RedisCluster two;
    private int opened;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.emptied();
        one = RedisCluster.open(redis.uri(), LEASE, TestRedis.LONG);
        two = RedisCluster.open(redis.uri(), LEASE, TestRedis.LONG);
        await().atMost(TestRedis.LONG).until(() -> one.connected() && two.connected());
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        redis.close();
    }

    @BeforeEach
    void empty() throws Exception {
        redis.flush();
    }

    /** In turn of one process and of another. */
    @Override
    Lease lease(String region) {
        return (opened++ % 2 == 0 ? one : two).lease(region);
    }

    @Override
    long nowNs() {
        return System.nanoTime();
    }

    @Override
    void passSome() {
        Thread.onSpinWait();
    }

    @Override
    void remember(String region) throws Exception {
        rememberOwner(redis, region);
    }

    /** As if the region had had an owner before: else the first to ask for its lease has to wait. */
    static void rememberOwner(TestRedis redis, String region) {
        redis.call("SET", "redisson_lock_token:yizhan:{" + region + "}:lease", "1");
    }

    @Override
    void flush() throws Exception {
        redis.flush();
    }

    @Test
    void givesTheLockTheLeasesTimeAtFirstAndEachTimeItIsExtended() throws Exception {
        Lease ours = lease(known());
        for (int time = 0; time < 3; time++) {
            assertThat(ours.acquire()).isEqualTo(Attempt.HELD);
            assertThat(Long.parseLong(redis.call("PTTL", "yizhan:{r0}:lease"))).isLessThanOrEqualTo(LEASE.toMillis());
        }
    }

    @Test
    void doesNotHangOnARedisThatIsFrozenAndIsBackWithIt() throws Exception {
        try (TestRedis own = TestRedis.own();
                RedisCluster cluster = RedisCluster.open(own.uri(), LEASE)) {
            Lease lease = cluster.lease("sh");
            awaitHeld(lease);
            own.freeze();
            // Would wait for ever: the test's own time limit says so.
            for (int time = 0; time < 5; time++) assertThat(lease.acquire()).isEqualTo(Attempt.UNKNOWN);
            lease.release();
            own.thaw();
            awaitHeld(lease);
        }
    }

    @Test
    void isBackWithARedisThatWasKilledAndBeganEmpty() throws Exception {
        try (TestRedis own = TestRedis.own();
                RedisCluster cluster = RedisCluster.open(own.uri(), LEASE)) {
            Lease lease = cluster.lease("sh");
            awaitHeld(lease);
            own.kill();
            await().atMost(TestRedis.LONG).until(() -> lease.acquire() == Attempt.UNKNOWN);
            own.start();
            awaitHeld(lease);
        }
    }

    @Test
    void takesNothingUntilARedisThatIsAwayAtTheStartIsThere() throws Exception {
        try (TestRedis own = TestRedis.notStarted();
                RedisCluster cluster = RedisCluster.open(own.uri(), LEASE)) {
            Lease lease = cluster.lease("sh");
            assertThat(cluster.connected()).isFalse();
            assertThat(lease.acquire()).isEqualTo(Attempt.UNKNOWN);
            own.start();
            awaitHeld(lease);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (TestRedis away = TestRedis.notStarted()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            RedisCluster never = RedisCluster.open(away.uri(), LEASE);
            RedisCluster opened = RedisCluster.open(redis.uri(), LEASE);
            await().atMost(TestRedis.LONG).until(opened::connected);
            never.close();
            opened.close();
            await().atMost(TestRedis.LONG)
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                    .filter(it -> !before.contains(it))
                                    .map(Thread::getName)
                                    .filter(it -> it.matches("(?i).*(redis|netty).*"))
                                    .collect(Collectors.toSet()))
                            .isEmpty());
        }
    }

    @Test
    void refusesAUriThatIsNoneAndDoesNotRepeatItsPassword() {
        for (String uri : new String[] {"http://h", "redis://u:geheim@h/x", "redis:h"})
            assertThatThrownBy(() -> RedisCluster.open(URI.create(uri), LEASE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("redis://user")
                    .hasMessageNotContaining("geheim");
    }

    private static void awaitHeld(Lease lease) {
        await().atMost(TestRedis.LONG).pollInterval(Duration.ofMillis(20)).until(() -> lease.acquire() == Attempt.HELD);
    }
}
