package io.yizhan.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bucket4j.Bucket;
import io.yizhan.core.Claims;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.Role;
import io.yizhan.http.auth.Sessions;
import io.yizhan.session.EndedSessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The identity provider of a bench: publishes its key at {@code /keys}, and at {@code /tokens?count=N&prefix=m-} gives out members' tokens, a
 * line each, for one hour; at {@code /tokens?subject=g-1&role=gate} one for somebody else. No two are the same. With an engine's key of sessions
 * it gives out sessions at {@code /sessions?count=N&prefix=m-}, as members get them who sign in. They are signed beforehand, so that a run measures who verifies them.
 */
@CommandLine.Command(name = "bench/run identity-provider", mixinStandardHelpOptions = true, sortOptions = false)
final class IdentityProvider implements Callable<Integer> {
    private static final String ISSUER = "https://id.example";
    private static final String AUDIENCE = "yizhan";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int LIFETIME_S = 3_600;
    private static final AtomicLong GIVEN = new AtomicLong();

    /** How it signs, by the names of RFC 7518 and of the JDK. */
    enum Algorithm {
        es256("ES256", "SHA256withECDSAinP1363Format"),
        rs256("RS256", "SHA256withRSA"),
        eddsa("EdDSA", "Ed25519");

        private final String jws;
        private final String jdk;

        Algorithm(String jws, String jdk) {
            this.jws = jws;
            this.jdk = jdk;
        }

        private KeyPair keys() throws GeneralSecurityException {
            if (this == eddsa) return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            KeyPairGenerator generator = KeyPairGenerator.getInstance(this == rs256 ? "RSA" : "EC");
            if (this == rs256) generator.initialize(2_048);
            else generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        }

        private JWK published(KeyPair keys) {
            return switch (this) {
                case es256 ->
                    new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic())
                            .keyID("k")
                            .build();
                case rs256 ->
                    new RSAKey.Builder((RSAPublicKey) keys.getPublic())
                            .keyID("k")
                            .build();
                case eddsa -> {
                    byte[] encoded = keys.getPublic().getEncoded();
                    byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
                    yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point))
                            .keyID("k")
                            .build();
                }
            };
        }
    }

    @Option(names = "--port", defaultValue = "8091", description = "on 127.0.0.1")
    private int port;

    @Option(names = "--algorithm", defaultValue = "es256", description = "${COMPLETION-CANDIDATES}")
    private Algorithm algorithm = Algorithm.es256;

    @Option(names = "--key", paramLabel = "FILE", description = "where the published key is written as well")
    private @Nullable Path keyFile;

    @Option(
            names = "--session-key",
            paramLabel = "FILE",
            description = "session-key in an engine's data folder, which may come later")
    private @Nullable Path sessionKey;

    public static void main(String[] args) {
        int code = new CommandLine(new IdentityProvider()).execute(args);
        if (code != 0) System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        boolean isNative = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
        var signer = new Signer(algorithm, algorithm.keys(), isNative ? AmazonCorrettoCryptoProvider.INSTANCE : null);
        String published = new JWKSet(algorithm.published(signer.keys)).toString();
        if (keyFile != null) Files.writeString(keyFile, published);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/keys", exchange -> answer(exchange, published));
        server.createContext(
                "/tokens",
                exchange ->
                        answer(exchange, signer.tokens(exchange.getRequestURI().getQuery())));
        Path key = sessionKey;
        if (key != null)
            server.createContext(
                    "/sessions",
                    exchange -> answer(
                            exchange,
                            sessions(
                                    Files.readAllBytes(key),
                                    exchange.getRequestURI().getQuery())));
        server.start();
        System.out.println("keys and tokens (" + algorithm.jws + ") of issuer " + ISSUER + " for " + AUDIENCE
                + " on port " + server.getAddress().getPort());
        return 0;
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> wanted(String query) {
        Map<String, String> wanted = new HashMap<>();
        for (String each : query.split("&", -1)) {
            String[] parts = each.split("=", 2);
            if (parts.length == 2) wanted.put(parts[0], parts[1]);
        }
        return wanted;
    }

    private static String sessions(byte[] key, String query) {
        Map<String, String> wanted = wanted(query);
        String prefix = wanted.getOrDefault("prefix", "m-");
        Sessions sessions = new Sessions(key, LIFETIME_S * 1_000L, new EndedSessions(), InstantSource.system());
        Bucket unlimited = new RateLimit(1, 1).bucket();
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= Integer.parseInt(wanted.getOrDefault("count", "1")); i++) {
            var member = new Principal(
                    prefix + i, Role.MEMBER.bit(), Set.of(), false, Claims.NONE, Long.MAX_VALUE, unlimited, () -> true);
            all.append(sessions.begin(member, null).session()).append('\n');
        }
        return all.toString();
    }

    /** @param provider whose code signs; null for the JDK's */
    private record Signer(
            Algorithm algorithm, KeyPair keys, @Nullable Provider provider) {
        private String tokens(String query) {
            Map<String, String> wanted = wanted(query);
            String role = wanted.getOrDefault("role", "member");
            long expiresS = Instant.now().getEpochSecond() + LIFETIME_S;
            String subject = wanted.get("subject");
            if (subject != null) return token(subject, role, expiresS) + "\n";
            String prefix = wanted.getOrDefault("prefix", "m-");
            String[] signed = new String[Integer.parseInt(wanted.getOrDefault("count", "1"))];
            IntStream.range(0, signed.length)
                    .parallel()
                    .forEach(i -> signed[i] = token(prefix + (i + 1), role, expiresS));
            return String.join("\n", signed) + "\n";
        }

        private String token(String subject, String role, long expiresS) {
            String header = "{\"alg\":\"" + algorithm.jws + "\",\"kid\":\"k\",\"typ\":\"JWT\"}";
            String claims =
                    "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject + "\",\"jti\":\""
                            + GIVEN.incrementAndGet() + "\",\"roles\":[\"" + role + "\"],\"exp\":" + expiresS + "}";
            String text = base64(header) + "." + base64(claims);
            try {
                Signature signature = provider == null
                        ? Signature.getInstance(algorithm.jdk)
                        : Signature.getInstance(algorithm.jdk, provider);
                signature.initSign(keys.getPrivate());
                signature.update(text.getBytes(StandardCharsets.US_ASCII));
                return text + "." + BASE64.encodeToString(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
