package io.yizhan.http.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.http.HttpEngine;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated tokens: accepted, or refused. */
@Tag("slow")
final class TokenFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    private static Authenticator authenticator() {
        return new Authenticator(
                new DevTokens(HttpEngine.SECRET),
                TestSessions.of(InstantSource.system()),
                new RateLimit(10, 10),
                new RateLimit(10, 10),
                InstantSource.fixed(Instant.ofEpochMilli(HttpEngine.START_MS)));
    }

    @Test
    void acceptsATokenOrRefusesIt() throws Exception {
        Authenticator authenticator = authenticator();
        String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        String claims =
                "{\"sub\":\"m-1\",\"exp\":4102444800,\"roles\":[\"member\"],\"stations\":[\"s-1\"],\"employer\":\"e\"}";
        Mutator headers = Mutator.ofJson(header, "{\"alg\":\"none\",\"kid\":\"k\",\"crit\":[\"x\"]}");
        Mutator payloads = Mutator.ofJson(
                claims, "{\"sub\":\"g\",\"exp\":1e300,\"nbf\":-1,\"iss\":{},\"aud\":[1,null],\"roles\":\"gate\"}");
        Mutator tokens = new Mutator(
                new byte[][] {
                    signed(header.getBytes(UTF_8), claims.getBytes(UTF_8)).getBytes(ISO_8859_1)
                },
                ".",
                "..",
                "=",
                "-",
                "_",
                "+",
                "/",
                " ",
                "\u0000",
                "\u00ff",
                "eyJhbGciOiJub25lIn0");
        Fuzz.run("tokens", BYTES_MAX, random -> {
            String token = switch (random.nextInt(3)) {
                case 0 -> new String(tokens.next(random), ISO_8859_1);
                case 1 -> signed(header.getBytes(UTF_8), payloads.next(random));
                default -> signed(headers.next(random), payloads.next(random));
            };
            Future<Principal> verified = authenticator.verify(token, "");
            if (!verified.isComplete()) throw new AssertionError("not decided: " + token);
            if (verified.failed() && !(verified.cause() instanceof TokenRefused))
                throw new AssertionError(verified.cause());
        });
    }

    @Test
    void refusesASignedTokenWhoseExpiryIsNoNumber() throws Exception {
        byte[] header = "{\"alg\":\"HS256\"}".getBytes(UTF_8);
        for (String expiry : new String[] {"[]", "{}", "\"1\"", "true"}) {
            byte[] claims = ("{\"sub\":\"m\",\"exp\":" + expiry + "}").getBytes(UTF_8);
            Future<Principal> verified = authenticator().verify(signed(header, claims), "");
            assertThat(verified.failed()).as(expiry).isTrue();
            assertThat(verified.cause()).as(expiry).isInstanceOf(TokenRefused.class);
        }
    }

    /** With the right signature, so that what is behind it is reached. */
    private static String signed(byte[] header, byte[] claims) throws GeneralSecurityException {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String body = encoder.encodeToString(header) + "." + encoder.encodeToString(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HttpEngine.SECRET, "HmacSHA256"));
        return body + "." + encoder.encodeToString(mac.doFinal(body.getBytes(ISO_8859_1)));
    }
}
