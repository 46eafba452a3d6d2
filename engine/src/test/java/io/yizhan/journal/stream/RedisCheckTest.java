package io.yizhan.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.journal.JournalUnusable;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Redis is refused, and what is said about the others. */
@Tag("server")
class RedisCheckTest {
    private static final RedisStreamOptions OPTIONS =
            RedisStreamOptions.of(URI.create("redis://user:secret@example.org:7000/3"), "shanghai");

    @TempDir
    Path folder;

    private static Map<String, String> said() {
        return new HashMap<>(Map.of(
                "redis_version", "7.2.4",
                "redis_mode", "standalone",
                "maxmemory_policy", "noeviction",
                "aof_enabled", "1",
                "appendfsync", "always"));
    }

    private RedisCheck check(String... settings) throws Exception {
        try (TestRedis redis = TestRedis.in(folder, settings)) {
            return RedisCheck.of(RedisStreamOptions.of(redis.uri(), "shanghai"));
        }
    }

    @Test
    void isContentWithARedisThatKeepsWhatItSays() throws Exception {
        RedisCheck found = check("--appendonly", "yes", "--appendfsync", "always");
        assertThat(found.version()).startsWith("6.2.");
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void warnsOfARedisWithoutAFile() throws Exception {
        assertThat(check().warnings())
                .singleElement()
                .asString()
                .contains("no append-only file", "are lost", "appendonly");
    }

    @Test
    void warnsOfARedisThatSyncsLater() throws Exception {
        assertThat(check("--appendonly", "yes").warnings())
                .singleElement()
                .asString()
                .contains("everysec", "are lost", "appendfsync");
        Map<String, String> silent = said();
        silent.put("appendfsync", "");
        assertThat(RedisCheck.judge(silent, OPTIONS).warnings())
                .singleElement()
                .asString()
                .contains("does not say");
        assertThat(RedisCheck.judge(silent, OPTIONS.fsync(true)).warnings())
                .singleElement()
                .asString()
                .contains("answers wait for the rows");
    }

    @Test
    void refusesToWaitForAFileThatIsNotThere() {
        Map<String, String> without = said();
        without.put("aof_enabled", "0");
        assertThatThrownBy(() -> RedisCheck.judge(without, OPTIONS.fsync(true)))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContaining("Set appendonly to yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-ttl"})
    void refusesARedisThatForgets(String policy) {
        assertThatThrownBy(() -> check("--maxmemory-policy", policy))
                .isInstanceOf(JournalUnusable.class)
                .hasMessageContainingAll("127.0.0.1", policy, "CONFIG SET maxmemory-policy noeviction");
        assertThatThrownBy(() -> check("--maxmemory-policy", policy, "--maxmemory", "100mb"))
                .isInstanceOf(JournalUnusable.class);
    }

    @Test
    void refusesARedisThatIsTooOldOrACluster() throws IOException {
        Map<String, String> old = said();
        for (String version : List.of("5.0.14", "6.0.16", "6.1.240", "")) {
            old.put("redis_version", version);
            assertThatThrownBy(() -> RedisCheck.judge(old, OPTIONS)).hasMessageContaining("6.2 or newer");
        }
        for (String version : List.of("6.2.0", "7.0.15", "7.1.242", "10.0.1")) {
            old.put("redis_version", version);
            assertThat(RedisCheck.judge(old, OPTIONS).version()).isEqualTo(version);
        }
        old.put("redis_version", "7.0.15");
        assertThatThrownBy(() -> RedisCheck.judge(old, OPTIONS.fsync(true))).hasMessageContaining("7.2 or newer");
        old.put("redis_version", "7.2.0");
        assertThat(RedisCheck.judge(old, OPTIONS.fsync(true)).warnings()).isEmpty();
        old.put("redis_mode", "cluster");
        assertThatThrownBy(() -> RedisCheck.judge(old, OPTIONS)).hasMessageContaining("Redis Cluster");
    }

    @Test
    void getsInWithAPasswordAndSaysSoWithout() throws Exception {
        try (TestRedis redis = TestRedis.in(folder);
                var admin = redis.admin()) {
            admin.configSet("requirepass", "s e/cret");
            URI uri = URI.create("redis://:s%20e%2Fcret@127.0.0.1:" + redis.port() + "/3");
            assertThat(RedisCheck.of(RedisStreamOptions.of(uri, "shanghai")).version())
                    .startsWith("6.2.");
            assertThatThrownBy(() -> RedisCheck.of(RedisStreamOptions.of(redis.uri(), "shanghai")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NOAUTH");
            try (var stream = new RedisEventStream(RedisStreamOptions.of(uri, "shanghai"))) {
                stream.claim(7);
            }
            admin.auth("s e/cret");
            admin.select(3);
            assertThat(admin.hget("yizhan:{shanghai}:journal", "epoch")).isEqualTo("7");
        }
    }

    @Test
    void readsItsPlaceFromAUri() {
        assertThat(OPTIONS.host()).isEqualTo("example.org");
        assertThat(OPTIONS.port()).isEqualTo(7000);
        assertThat(OPTIONS.database()).isEqualTo(3);
        assertThat(OPTIONS.user()).isEqualTo("user");
        assertThat(OPTIONS.password()).isEqualTo("secret");
        assertThat(OPTIONS.tls()).isFalse();
        assertThat(OPTIONS.toString()).doesNotContain("secret");
        RedisStreamOptions plain = RedisStreamOptions.of(URI.create("rediss://example.org"), "shanghai");
        assertThat(plain.port()).isEqualTo(6379);
        assertThat(plain.database()).isZero();
        assertThat(plain.user()).isNull();
        assertThat(plain.password()).isNull();
        assertThat(plain.tls()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a:s3cret@example.org", "redis:///3", "redis://:s3cret@example.org/x", "redis://h/-1"})
    void refusesWhatIsNoRedisUri(String uri) {
        assertThatThrownBy(() -> RedisStreamOptions.of(URI.create(uri), "shanghai"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("s3cret");
    }
}
