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
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The identity provider of a bench: publishes its key at {@code /keys}, and at {@code /tokens?count=N&prefix=m-} gives out members' tokens, a
 * line each, for one hour. They are signed beforehand, so that a run measures who verifies them.
 */
@CommandLine.Command(name = "bench/run identity-provider", mixinStandardHelpOptions = true, sortOptions = false)
final class IdentityProvider implements Callable<Integer> {
    private static final String ISSUER = "https://id.example";
    private static final String AUDIENCE = "yizhan";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int LIFETIME_S = 3_600;

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

    /** @param provider whose code signs; null for the JDK's */
    private record Signer(
            Algorithm algorithm, KeyPair keys, @Nullable Provider provider) {
        private String tokens(String query) {
            int count = 1;
            String prefix = "m-";
            for (String each : query.split("&", -1)) {
                if (each.startsWith("count=")) count = Integer.parseInt(each.substring(6));
                if (each.startsWith("prefix=")) prefix = each.substring(7);
            }
            String of = prefix;
            long expiresS = Instant.now().getEpochSecond() + LIFETIME_S;
            String[] signed = new String[count];
            IntStream.range(0, count).parallel().forEach(i -> signed[i] = token(of + i, expiresS));
            return String.join("\n", signed) + "\n";
        }

        private String token(String subject, long expiresS) {
            String header = "{\"alg\":\"" + algorithm.jws + "\",\"kid\":\"k\",\"typ\":\"JWT\"}";
            String claims = "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject
                    + "\",\"roles\":[\"member\"],\"exp\":" + expiresS + "}";
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
