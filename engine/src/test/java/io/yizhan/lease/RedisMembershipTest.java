package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Tag("server")
@Timeout(120)
class RedisMembershipTest extends MembershipContract {
    private static final byte[] KEY = "the key of all nodes".getBytes(StandardCharsets.US_ASCII);
    private static final AtomicLong NOW_MS = new AtomicLong(1_800_000_000_000L);
    private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(NOW_MS.get());
    private static final MemberSeal SEAL = new MemberSeal(KEY, CLOCK);

    private static TestRedis redis;
    private static RedisCluster cluster;
    private static final ListAppender<ILoggingEvent> WARNINGS = new ListAppender<>();
    private final List<Membership> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        WARNINGS.start();
        log().addAppender(WARNINGS);
        redis = TestRedis.emptied();
        cluster = RedisCluster.open(redis.uri(), LEASE, TestRedis.LONG);
        await().atMost(TestRedis.LONG).until(cluster::connected);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger(RedisMembership.class);
    }

    @AfterAll
    static void stop() throws Exception {
        log().detachAppender(WARNINGS);
        cluster.close();
        redis.close();
    }

    @BeforeEach
    void empty() throws Exception {
        redis.flush();
    }

    @AfterEach
    void close() {
        opened.forEach(Membership::close);
    }

    @Override
    Membership membership() {
        Membership one = cluster.membership(SEAL);
        opened.add(one);
        return one;
    }

    @Override
    void passSome() {
        Thread.onSpinWait();
    }

    @Override
    void flush() throws Exception {
        redis.flush();
    }

    @Test
    void passesOverWhatALaterVersionSaysAndWhatCantBeReadWithOneWarning() throws Exception {
        WARNINGS.list.clear();
        Membership reader = membership();
        say("n1", "{\"id\":\"n1\",\"incarnation\":\"x\",\"url\":\"http://h\",\"later\":{\"a\":[1]}}", 1);
        say("n2", "{\"id\":\"n2\",\"incarnation\":7}", 2);
        say("n3", "rubbish", 3);
        say("n4", "{\"id\":\"n1\",\"incarnation\":\"x\",\"url\":\"http://h\"}", 4);
        for (int time = 0; time < 3; time++) {
            assertThat(ids(reader)).containsExactly("n1");
            say("n3", "rubbish", 10 + time);
        }
        assertThat(WARNINGS.list).hasSize(3);
        say("n3", "{\"id\":\"n3\",\"incarnation\":\"x\",\"url\":\"http://h\",\"owns\":{\"sh\":3}}", 20);
        assertThat(ids(reader)).containsExactly("n1", "n3");
    }

    private static void say(String id, String json, int version) throws IOException {
        put(id, SEAL.seal(json), version);
    }

    private static void put(String id, String sealed, int version) throws IOException {
        redis.call("SET", "yizhan:{members}:node:" + id, "x\n" + sealed);
        redis.call("ZADD", "yizhan:{members}", Integer.toString(version), id);
        redis.call("SET", "yizhan:{members}:version", Integer.toString(version));
    }

    /** Whoever can write to Redis would be sent members' tokens otherwise. */
    @Test
    void believesNobodyWithoutTheKey() throws Exception {
        Membership reader = membership();
        say("n1", json("n1", "http://n1"), 1);
        String good = SEAL.seal(json("n2", "http://n2"));
        put("n2", json("n2", "http://n2"), 2);
        put(
                "n3",
                new MemberSeal("another key".getBytes(StandardCharsets.US_ASCII), CLOCK).seal(json("n3", "http://n3")),
                3);
        put("n4", good, 4);
        put("n5", good.replace("http://n2", "http://me").replace("n2", "n5"), 5);
        long nextMinute = TimeUnit.MILLISECONDS.toMinutes(NOW_MS.get()) + 1;
        put("n6", SEAL.seal(json("n6", "http://n6")).replaceFirst("^\\d+", Long.toString(nextMinute)), 6);
        int version = 7;
        for (String rubbish : List.of("", " ", "\n", "1 \n{}", "x y\nz")) {
            put("n7", rubbish, version++);
            assertThat(ids(reader)).containsExactly("n1");
        }
        put("n2", good, version);
        assertThat(ids(reader)).containsExactly("n1", "n2");
    }

    /** Its address may be another's by then. */
    @Test
    void believesNobodyForEver() throws Exception {
        Membership reader = membership();
        say("n1", json("n1", "http://n1"), 1);
        String former = SEAL.seal(json("n2", "http://n2"));
        assertThat(ids(reader)).containsExactly("n1");
        NOW_MS.addAndGet(TimeUnit.MINUTES.toMillis(MemberSeal.MINUTES_APART + 1));
        assertThat(reader.members()).isEmpty();
        WARNINGS.list.clear();
        put("n2", former, 2);
        assertThat(reader.members()).isEmpty();
        assertThat(WARNINGS.list)
                .singleElement()
                .asString()
                .contains("node n2 is not believed", "6 minutes ago", "is one of the two clocks wrong?");
        say("n2", json("n2", "http://n2"), 3);
        assertThat(ids(reader)).containsExactly("n2");
    }

    private static String json(String id, String url) {
        return "{\"id\":\"" + id + "\",\"incarnation\":\"x\",\"url\":\"" + url + "\"}";
    }

    @Test
    void failsInTimeWhileRedisIsFrozenOrAwayAndIsHeardAgainAfterwards() throws Exception {
        try (TestRedis own = TestRedis.own();
                RedisCluster other = RedisCluster.open(own.uri(), LEASE);
                Membership membership = other.membership(SEAL)) {
            Member self = member("n1", "x");
            await().atMost(TestRedis.LONG).until(() -> heard(membership, self));
            own.freeze();
            for (int time = 0; time < 3; time++) {
                assertThatThrownBy(() -> membership.announce(self)).isInstanceOf(IOException.class);
                assertThatThrownBy(membership::members).isInstanceOf(IOException.class);
            }
            own.thaw();
            await().atMost(TestRedis.LONG).until(() -> heard(membership, self));
            own.kill();
            await().atMost(TestRedis.LONG).until(() -> !heard(membership, self));
            own.start();
            await().atMost(TestRedis.LONG).until(() -> heard(membership, self));
        }
    }

    private static boolean heard(Membership membership, Member self) throws NodeIdTaken {
        try {
            membership.announce(self);
            return membership.members().contains(self);
        } catch (IOException away) {
            return false;
        }
    }
}
