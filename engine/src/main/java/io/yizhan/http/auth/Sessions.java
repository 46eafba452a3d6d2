package io.yizhan.http.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.Claims;
import io.yizhan.http.auth.TokenRefused.Fault;
import io.yizhan.session.SessionEnd;
import io.yizhan.session.SessionEnds;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gets for a token, so that its signature is verified once and not at every node, nor in the minute in which everybody books:
 * the same claims under a key that all nodes have, which takes no time to check. Any thread.
 */
public final class Sessions {
    private static final JWSHeader HEADER = new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("yizhan-session"))
            .build();
    /** Every session begins so, and no token does: nobody else's is taken for one of ours, whatever it says of its algorithm. */
    private static final String BEGINNING = HEADER.toBase64URL() + ".";

    private static final int ID_BYTES = 12;
    /** Each keeps a thread while the database does not answer. */
    private static final int ENDING_MAX = 8;

    /** A clock at another node may be behind by so much. */
    private static final long LEEWAY_MS = 30_000;

    private final SecretKey key;
    private final long lifetimeMs;
    private final SessionEnds ends;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore ending = new Semaphore(ENDING_MAX);

    /**
     * Makes them for one key.
     *
     * @param key of 32 bytes; who knows it can be anybody
     * @param lifetimeMs for how long one is good, whatever its token says
     */
    public Sessions(byte[] key, long lifetimeMs, SessionEnds ends, InstantSource clock) {
        this.key = new SecretKey(key);
        this.lifetimeMs = lifetimeMs;
        this.ends = ends;
        this.clock = clock;
    }

    /** A session as it is shown. */
    public record Begun(String session, long expiresAtMs) {}

    /**
     * One that was shown and is good.
     *
     * @param id among all sessions
     */
    public record Shown(String subject, String id, long begunAtMs, long expiresAtMs, SessionEnds ends)
            implements TokenVerifier.Signer {
        @Override
        public boolean isTrusted() {
            return !ends.hasEnded(subject, id, begunAtMs);
        }
    }

    /**
     * For whoever has shown a token.
     *
     * @param name what they are called, as somebody has said whom we trust; null for nothing. It is in the session alone
     */
    public Begun begin(Principal principal, @Nullable String name) {
        JsonObject claims = claims(principal.subject(), principal.roles());
        if (name != null) claims.put("name", name);
        if (!principal.stations().isEmpty())
            claims.put("stations", new JsonArray(principal.stations().stream().toList()));
        Claims said = principal.claims();
        if (!said.employer().isEmpty()) claims.put("employer", said.employer());
        if (said.assurance() != 0) claims.put("assurance", said.assurance());
        return begun(claims);
    }

    /** For a gate that has shown who it is in some other way than by a token. */
    public Begun beginOfGate(String gate) {
        return begun(claims(gate, Role.GATE.bit()));
    }

    private JsonObject claims(String subject, int roles) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        long nowMs = clock.millis();
        return new JsonObject()
                .put("sub", subject)
                .put("sid", Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .put("begun", nowMs)
                .put("exp", (nowMs + lifetimeMs) / 1_000)
                .put("roles", new JsonArray(Role.claims(roles)));
    }

    private Begun begun(JsonObject claims) {
        return new Begun(key.sign(HEADER, claims), claims.getLong("exp") * 1_000);
    }

    static boolean isOne(String token) {
        return token.startsWith(BEGINNING);
    }

    /** @throws TokenRefused it is none of ours, or has ended */
    TokenVerifier.Verified verify(String session) throws TokenRefused {
        JsonObject claims = key.claims(SignedToken.of(session));
        var shown = new Shown(
                claims.getString("sub"),
                claims.getString("sid"),
                claims.getLong("begun"),
                claims.getLong("exp") * 1_000,
                ends);
        if (!shown.isTrusted()) throw new TokenRefused(Fault.EXPIRED, "session ended");
        return new TokenVerifier.Verified(claims, shown, TokenRules.ANY);
    }

    /**
     * Ends one, at all nodes; blocks.
     *
     * @throws IOException it could not be made durable
     */
    public void end(Shown session) throws IOException {
        end(new SessionEnd(session.subject, session.id, clock.millis(), session.expiresAtMs + LEEWAY_MS));
    }

    /**
     * Ends all that somebody has, at all nodes; blocks.
     *
     * @throws IOException it could not be made durable
     */
    public void endAll(String subject) throws IOException {
        long nowMs = clock.millis();
        end(new SessionEnd(subject, null, nowMs, nowMs + lifetimeMs + LEEWAY_MS));
    }

    private void end(SessionEnd end) throws IOException {
        if (!ending.tryAcquire()) throw new IOException("the end of a session was not written: too many wait for it");
        try {
            ends.end(end);
        } finally {
            ending.release();
        }
    }
}
