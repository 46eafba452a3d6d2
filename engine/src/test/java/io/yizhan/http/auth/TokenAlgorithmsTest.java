package io.yizhan.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.HttpEngine;
import io.yizhan.trust.NativeSignatures;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of signing that is accepted, by keys from a JWKS, signed by the JDK alone; and none of them taken for another. */
@Tag("slow")
final class TokenAlgorithmsTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String[] ALGORITHMS = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
    };

    private static final Map<String, KeyPair> KEYS = new LinkedHashMap<>();
    private static com.sun.net.httpserver.HttpServer provider;
    private static Vertx vertx;
    private static JwksKeys byNativeCode;
    private static JwksKeys byTheJdk;

    @BeforeAll
    static void publish() throws Exception {
        JsonArray published = new JsonArray();
        for (String algorithm : ALGORITHMS) {
            KeyPair pair = pair(algorithm);
            KEYS.put(algorithm, pair);
            published.add(jwk(algorithm, pair));
        }
        byte[] body = new JsonObject().put("keys", published).encode().getBytes(StandardCharsets.UTF_8);
        provider =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        vertx = Vertx.vertx();
        byNativeCode = keys(NativeSignatures.provider());
        byTheJdk = keys(null);
        for (JwksKeys keys : new JwksKeys[] {byNativeCode, byTheJdk})
            await().until(() -> verified(keys, token("RS256", "RS256", "RS256")));
    }

    private static JwksKeys keys(@Nullable Provider code) {
        return new JwksKeys(
                vertx,
                new ProviderClient(vertx),
                KeyLocation.at(
                        URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/")),
                EnumSet.allOf(TokenAlgorithm.class),
                TokenRules.ANY,
                new SignatureThreads(new SimpleMeterRegistry()),
                30_000,
                code);
    }

    @AfterAll
    static void end() {
        byNativeCode.close();
        byTheJdk.close();
        HttpEngine.await(vertx.close());
        provider.stop(0);
    }

    /** What one takes the other takes as well. */
    private static boolean verified(String token) {
        boolean natively = verified(byNativeCode, token);
        assertThat(verified(byTheJdk, token)).as(token).isEqualTo(natively);
        return natively;
    }

    private static boolean verified(JwksKeys keys, String token) {
        return HttpEngine.await(keys.verify(token, false).map(true).otherwise(false));
    }

    /** Else every test of it would be one of the JDK. */
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = "amd64",
            disabledReason = "the library is bundled for no other machine")
    void hasNativeCodeOnThisMachine() {
        assertThat(NativeSignatures.provider()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void takesATokenSignedByAPublishedKey(String algorithm) throws Exception {
        String token = token(algorithm, algorithm, algorithm);
        assertThat(verified(token)).isTrue();
        assertThat(HttpEngine.await(byNativeCode.verify(token, false)).claims().getString("sub"))
                .isEqualTo("m-1");

        String[] parts = token.split("\\.", -1);
        String others = BASE64.encodeToString("{\"sub\":\"m-2\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(verified(parts[0] + "." + others + "." + parts[2])).isFalse();
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[signature.length / 2] ^= 1;
        assertThat(verified(parts[0] + "." + parts[1] + "." + BASE64.encodeToString(signature)))
                .isFalse();
        // ECDSA with nothing but zeros was once good for every message (CVE-2022-21449).
        assertThat(verified(parts[0] + "." + parts[1] + "." + BASE64.encodeToString(new byte[signature.length])))
                .isFalse();
        assertThat(verified(parts[0] + "." + parts[1] + ".")).isFalse();
        if (!algorithm.startsWith("ES")) return;
        // The same numbers as X.509 writes them, and JSON Web Signatures don't (RFC 7518, section 3.4).
        Signature der = Signature.getInstance("SHA" + algorithm.substring(2) + "withECDSA");
        der.initSign(Objects.requireNonNull(KEYS.get(algorithm)).getPrivate());
        der.update(bytes(parts[0] + "." + parts[1]));
        assertThat(verified(parts[0] + "." + parts[1] + "." + BASE64.encodeToString(der.sign())))
                .isFalse();
    }

    /** Every key, every name of an algorithm, every way in which the key can sign: only where all three agree is it good. */
    @Test
    void takesNoAlgorithmForAnother() throws Exception {
        for (String key : ALGORITHMS) {
            for (String named : ALGORITHMS) {
                for (String signed : ALGORITHMS) {
                    if (!family(signed).equals(family(key)) || (key.equals(named) && key.equals(signed))) continue;
                    assertThat(verified(token(key, named, signed)))
                            .as("key %s, named %s, signed %s", key, named, signed)
                            .isFalse();
                }
            }
        }
    }

    /** The old trick: a public key, which everybody knows, taken for a secret. */
    @Test
    void takesNoPublicKeyForASecret() throws Exception {
        for (String key : ALGORITHMS) {
            KeyPair pair = Objects.requireNonNull(KEYS.get(key));
            byte[] known = pair.getPublic().getEncoded();
            for (byte[] secret : new byte[][] {
                known,
                Base64.getMimeEncoder().encode(known),
                jwk(key, pair).encode().getBytes(StandardCharsets.UTF_8)
            }) {
                for (String named : new String[] {"HS256", key}) {
                    String text = text(key, named);
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                    assertThat(verified(text + "." + BASE64.encodeToString(mac.doFinal(bytes(text)))))
                            .as("%s as %s", key, named)
                            .isFalse();
                }
            }
            for (String named : new String[] {"none", "None", "", "HS512", "Ed25519", "ES256K", "RSA-OAEP"}) {
                String text = text(key, named);
                assertThat(verified(text + ".")).as(named).isFalse();
                assertThat(verified(text + "." + BASE64.encodeToString(sign(key, key, text))))
                        .as(named)
                        .isFalse();
            }
        }
    }

    private static String family(String algorithm) {
        // An RSA key can sign in both RSA ways; a curve is a key of its own.
        return algorithm.startsWith("RS") || algorithm.startsWith("PS") ? "RSA" : algorithm;
    }

    private static String text(String key, String named) {
        JsonObject header = new JsonObject().put("alg", named).put("kid", "key-" + key);
        JsonObject claims = new JsonObject().put("sub", "m-1").put("exp", 4_000_000_000L);
        return BASE64.encodeToString(bytes(header.encode())) + "." + BASE64.encodeToString(bytes(claims.encode()));
    }

    private static String token(String key, String named, String signed) throws GeneralSecurityException {
        String text = text(key, named);
        return text + "." + BASE64.encodeToString(sign(key, signed, text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sign(String key, String algorithm, String text) throws GeneralSecurityException {
        String bits = algorithm.substring(2);
        Signature signature = Signature.getInstance(
                switch (algorithm.substring(0, 2)) {
                    case "RS" -> "SHA" + bits + "withRSA";
                    case "PS" -> "RSASSA-PSS";
                    case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
                    default -> "Ed25519";
                });
        if (algorithm.startsWith("PS")) {
            String hash = "SHA-" + bits;
            signature.setParameter(
                    new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits) / 8, 1));
        }
        signature.initSign(Objects.requireNonNull(KEYS.get(key)).getPrivate());
        signature.update(bytes(text));
        return signature.sign();
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        if (algorithm.equals("EdDSA"))
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        if (algorithm.startsWith("ES")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(
                    new ECGenParameterSpec("secp" + curve(algorithm).substring(2) + "r1"));
            return generator.generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String curve(String algorithm) {
        return algorithm.equals("ES512") ? "P-521" : "P-" + algorithm.substring(2);
    }

    /** As providers publish them: the algorithm is only named where the key does not say it. */
    private static JsonObject jwk(String algorithm, KeyPair pair) {
        JsonObject jwk = new JsonObject().put("kid", "key-" + algorithm).put("use", "sig");
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return jwk.put("kty", "RSA")
                    .put("alg", algorithm)
                    .put("n", unsigned(rsa.getModulus(), 256))
                    .put("e", unsigned(rsa.getPublicExponent(), 3));
        }
        if (pair.getPublic() instanceof ECPublicKey ec) {
            int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            return jwk.put("kty", "EC")
                    .put("crv", curve(algorithm))
                    .put("x", unsigned(ec.getW().getAffineX(), size))
                    .put("y", unsigned(ec.getW().getAffineY(), size));
        }
        byte[] encoded = pair.getPublic().getEncoded();
        return jwk.put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("x", BASE64.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    }

    private static String unsigned(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] sized = new byte[size];
        int length = Math.min(bytes.length, size);
        System.arraycopy(bytes, bytes.length - length, sized, size - length, length);
        return BASE64.encodeToString(sized);
    }
}
