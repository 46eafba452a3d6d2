package io.yizhan.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.TokenRefused.Fault;
import io.yizhan.trust.NativeSignatures;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which keys are trusted, and for how long. */
final class JwksKeysTest {
    private static final Set<TokenAlgorithm> ALL = EnumSet.allOf(TokenAlgorithm.class);
    private static final RateLimit LIMIT = new RateLimit(1_000, 1_000);

    private final Vertx vertx = Vertx.vertx();
    private KeyProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = new KeyProvider();
    }

    @AfterEach
    void stop() {
        provider.close();
        HttpEngine.await(vertx.close());
    }

    private JwksKeys keys(Set<TokenAlgorithm> accepted) {
        return new JwksKeys(
                vertx,
                new ProviderClient(vertx),
                KeyLocation.at(provider.uri()),
                accepted,
                TokenRules.ANY,
                new SignatureThreads(new SimpleMeterRegistry()),
                0,
                NativeSignatures.provider());
    }

    private static ECKey ec(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    private static RSAKey rsa(String id, int bits) throws JOSEException {
        return new RSAKeyGenerator(bits, true).keyID(id).generate();
    }

    private static String token(JWK key, JWSAlgorithm algorithm) {
        return KeyProvider.sign(key, algorithm, KeyProvider.claims("m-1", System.currentTimeMillis()));
    }

    private static Fault fault(Future<?> refused) {
        Throwable why = HttpEngine.await(refused.transform((good, failure) -> Future.succeededFuture(failure)));
        assertThat(why).isInstanceOf(TokenRefused.class);
        return ((TokenRefused) why).fault();
    }

    private static void awaitKeys(JwksKeys keys, String token) {
        await().until(() -> HttpEngine.await(keys.verify(token, false).map(true).otherwise(false)));
    }

    /** Whoever steals a provider's old key can do nothing once the provider has withdrawn it: not even with tokens that were good before. */
    @Test
    void trustsNoTokenThatIsKnownOnceItsKeyIsWithdrawn() throws JOSEException {
        ECKey old = ec("old");
        ECKey fresh = ec("fresh");
        provider.publish(old.toPublicJWK(), fresh.toPublicJWK());
        try (JwksKeys keys = keys(ALL)) {
            var authenticator = new Authenticator(
                    keys, TestSessions.of(InstantSource.system()), LIMIT, LIMIT, InstantSource.system());
            String byOld = token(old, JWSAlgorithm.ES256);
            String byFresh = token(fresh, JWSAlgorithm.ES256);
            awaitKeys(keys, byOld);
            HttpEngine.await(authenticator.verify(byOld, ""));
            HttpEngine.await(authenticator.verify(byFresh, ""));
            assertThat(authenticator.known(byOld)).isNotNull();

            provider.publish(fresh.toPublicJWK());
            // A name that is not known makes it read the keys anew.
            fault(keys.verify(token(ec("unknown"), JWSAlgorithm.ES256), false));

            assertThat(authenticator.known(byOld)).isNull();
            assertThat(fault(authenticator.verify(byOld, ""))).isEqualTo(Fault.INVALID);
            assertThat(authenticator.known(byFresh)).isNotNull();
        }
    }

    /** Others keys are as good as they were, whatever becomes of the provider. */
    @Test
    void keepsItsKeysWhileTheProviderHasNone() throws JOSEException {
        ECKey key = ec("k1");
        provider.publish(key.toPublicJWK());
        try (JwksKeys keys = keys(ALL)) {
            String token = token(key, JWSAlgorithm.ES256);
            awaitKeys(keys, token);
            for (String document : new String[] {"{\"keys\":[]}", "{}", "[]", "", "{\"keys\":{}}"}) {
                provider.publish(document);
                fault(keys.verify(token(ec("unknown"), JWSAlgorithm.ES256), false));
                assertThat(HttpEngine.await(keys.verify(token, false)).signer().isTrusted())
                        .as(document)
                        .isTrue();
            }
        }
    }

    @Test
    void trustsNoKeyThatIsTooShortNorAnyForAnotherUse() throws JOSEException {
        RSAKey weak = rsa("weak", 1_024);
        RSAKey strong = rsa("strong", 2_048);
        ECKey encrypting = new ECKeyGenerator(Curve.P_256)
                .keyID("enc")
                .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                .generate();
        provider.publish(weak.toPublicJWK(), strong.toPublicJWK(), encrypting.toPublicJWK());
        try (JwksKeys keys = keys(ALL)) {
            awaitKeys(keys, token(strong, JWSAlgorithm.RS256));
            assertThat(fault(keys.verify(token(weak, JWSAlgorithm.RS256), false)))
                    .isEqualTo(Fault.INVALID);
            assertThat(fault(keys.verify(token(encrypting, JWSAlgorithm.ES256), false)))
                    .isEqualTo(Fault.INVALID);
        }
    }

    @Test
    void takesOnlyTheAlgorithmsThatAreConfigured() throws JOSEException {
        ECKey ec = ec("ec");
        RSAKey rsa = rsa("rsa", 2_048);
        provider.publish(ec.toPublicJWK(), rsa.toPublicJWK());
        try (JwksKeys keys = keys(Set.of(TokenAlgorithm.ES256))) {
            awaitKeys(keys, token(ec, JWSAlgorithm.ES256));
            assertThat(fault(keys.verify(token(rsa, JWSAlgorithm.RS256), false)))
                    .isEqualTo(Fault.INVALID);
        }
    }

    /** Each key tried takes the time of a signature, and whoever asks need not know any. */
    @Test
    void triesNoMoreThanThreeKeysForATokenThatNamesNone() throws JOSEException {
        ECKey first = ec("k0");
        String unnamed = token(new ECKey.Builder(first).keyID(null).build(), JWSAlgorithm.ES256);
        ECKey[] all = {first, ec("k1"), ec("k2"), ec("k3")};
        provider.publish(all[1].toPublicJWK(), all[2].toPublicJWK(), first.toPublicJWK());
        try (JwksKeys keys = keys(ALL)) {
            awaitKeys(keys, unnamed);
            provider.publish(all[1].toPublicJWK(), all[2].toPublicJWK(), first.toPublicJWK(), all[3].toPublicJWK());
            fault(keys.verify(token(ec("unknown"), JWSAlgorithm.ES256), false));
            assertThat(fault(keys.verify(unnamed, false))).isEqualTo(Fault.INVALID);
            assertThat(HttpEngine.await(keys.verify(token(first, JWSAlgorithm.ES256), false)))
                    .isNotNull();
        }
    }

    /** Whoever asks goes on: a signature costs as much as many bookings, and an event loop serves all. */
    @Test
    void verifiesOnThreadsOfItsOwn() throws Exception {
        ECKey key = ec("k1");
        provider.publish(key.toPublicJWK());
        SignatureThreads one = new SignatureThreads(new SimpleMeterRegistry(), 1);
        try (JwksKeys keys = new JwksKeys(
                vertx, new ProviderClient(vertx), KeyLocation.at(provider.uri()), ALL, TokenRules.ANY, one, 0, null)) {
            String token = token(key, JWSAlgorithm.ES256);
            awaitKeys(keys, token);
            CountDownLatch free = new CountDownLatch(1);
            one.run(false, () -> free.await(1, TimeUnit.MINUTES));
            Future<TokenVerifier.Verified> verified = keys.verify(token, false);
            assertThat(verified.isComplete()).isFalse();
            free.countDown();
            assertThat(HttpEngine.await(verified).claims().getString("sub")).isEqualTo("m-1");
        }
    }

    /** No library makes one that short on its own. */
    @Test
    void knowsHowLongAnRsaKeyIs() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(TrustedKey.RSA_BITS_MIN - 8);
        RSAKey key =
                new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic()).build();
        assertThat(key.size()).isEqualTo(TrustedKey.RSA_BITS_MIN - 8);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> TrustedKey.of(key.toJSONObject(), ALL, null))
                .hasMessageContaining("2040 bits");
    }
}
