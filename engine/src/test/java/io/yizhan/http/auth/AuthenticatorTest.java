package io.yizhan.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept of tokens, whose texts are as long as whoever issued them wanted. */
final class AuthenticatorTest {
    private static final long KEPT_BYTES_MAX = 4 << 20;

    private static Authenticator authenticator(JsonArray stations) {
        JsonObject claims = new JsonObject()
                .put("sub", "g-1")
                .put("exp", 4_102_444_800L)
                .put("roles", new JsonArray().add("gate"))
                .put("stations", stations);
        return new Authenticator(
                (token, suspect) ->
                        Future.succeededFuture(new TokenVerifier.Verified(claims.copy(), () -> true, TokenRules.ANY)),
                TestSessions.of(InstantSource.system()),
                new RateLimit(10, 10),
                new RateLimit(10, 10),
                InstantSource.system(),
                KEPT_BYTES_MAX);
    }

    private static List<String> verify(Authenticator authenticator, int count, int length) {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = Integer.toString(i);
            tokens.add("x".repeat(length - number.length()) + number);
            assertThat(authenticator.verify(tokens.getLast(), "").succeeded()).isTrue();
        }
        return tokens;
    }

    @Test
    void keepsLongTokensByTheirLength() {
        Authenticator authenticator = authenticator(new JsonArray());
        List<String> tokens = verify(authenticator, 3_000, Authenticator.TOKEN_LENGTH_MAX);
        await().until(() -> authenticator.keptBytes() <= KEPT_BYTES_MAX);
        long kept = tokens.stream()
                .filter(token -> authenticator.known(token) != null)
                .count();
        assertThat(kept).isBetween(300L, KEPT_BYTES_MAX / Authenticator.TOKEN_LENGTH_MAX);
    }

    @Test
    void keepsTokensByWhatTheyName() {
        JsonArray stations = new JsonArray();
        for (int i = 0; i < 1_000; i++) stations.add("s-" + i);
        Authenticator authenticator = authenticator(stations);
        List<String> tokens = verify(authenticator, 500, 100);
        await().until(() -> authenticator.keptBytes() <= KEPT_BYTES_MAX);
        assertThat(tokens.stream().filter(token -> authenticator.known(token) != null))
                .hasSizeBetween(20, 60);
    }

    @Test
    void keepsManyShortTokens() {
        Authenticator authenticator = authenticator(new JsonArray());
        List<String> tokens = verify(authenticator, 5_000, 300);
        assertThat(tokens).allMatch(token -> authenticator.known(token) != null);
    }

    /** A signature costs more than the question, and the answer would be the same. */
    @Test
    void doesNotLookAtAForgedTokenTwice() {
        AtomicInteger looked = new AtomicInteger();
        Authenticator authenticator = refusing(looked, new ArrayList<>(), TokenRefused.Fault.FORGED);
        for (int i = 0; i < 5; i++)
            assertThat(authenticator.verify("forged", "192.0.2.1").cause()).hasMessage("no");
        assertThat(looked).hasValue(1);

        looked.set(0);
        // What is not good yet, or not for us, may be good for us a moment later.
        authenticator = refusing(looked, new ArrayList<>(), TokenRefused.Fault.INVALID);
        for (int i = 0; i < 5; i++) authenticator.verify("early", "192.0.2.1");
        assertThat(looked).hasValue(5);
    }

    @Test
    void letsOthersGoFirstWhereAnAddressShowsManyBadTokens() {
        List<Boolean> suspected = new ArrayList<>();
        Authenticator authenticator = refusing(new AtomicInteger(), suspected, TokenRefused.Fault.FORGED);
        for (int i = 0; i < 200; i++) authenticator.verify("forged " + i, "192.0.2.1");
        assertThat(suspected.subList(0, 50)).containsOnly(false);
        assertThat(suspected.subList(100, 200)).contains(true);

        suspected.clear();
        authenticator.verify("forged", "192.0.2.2");
        assertThat(suspected).containsExactly(false);
    }

    private static Authenticator refusing(AtomicInteger looked, List<Boolean> suspected, TokenRefused.Fault fault) {
        TokenVerifier verifier = (token, suspect) -> {
            looked.incrementAndGet();
            suspected.add(suspect);
            return Future.failedFuture(new TokenRefused(fault, "no"));
        };
        RateLimit limit = new RateLimit(10, 10);
        return new Authenticator(
                verifier, TestSessions.of(InstantSource.system()), limit, limit, InstantSource.system());
    }

    /** Else whoever has two kinds of tokens could ask twice as often. */
    @Test
    void countsASubjectOnceWhateverItShows() {
        JsonObject claims = new JsonObject().put("sub", "s-1").put("exp", 4_102_444_800L);
        TokenVerifier verifier = (role, suspect) -> Future.succeededFuture(new TokenVerifier.Verified(
                claims.copy().put("roles", new JsonArray().add(role)), () -> true, TokenRules.ANY));
        Authenticator authenticator = new Authenticator(
                verifier,
                TestSessions.of(InstantSource.system()),
                new RateLimit(1, 3),
                new RateLimit(1, 10),
                InstantSource.system());

        Principal member = authenticator.verify("member", "").result();
        assertThat(member.bucket().tryConsume(3)).isTrue();
        assertThat(member.bucket().tryConsume(1)).isFalse();
        Principal gate = authenticator.verify("gate", "").result();
        assertThat(gate.bucket()).isSameAs(member.bucket());
        assertThat(gate.bucket().tryConsume(7)).isTrue();
        assertThat(gate.bucket().tryConsume(2)).isFalse();
        assertThat(authenticator.verify("operator", "").result().bucket()).isSameAs(gate.bucket());
    }
}
