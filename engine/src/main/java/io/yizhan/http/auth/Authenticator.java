package io.yizhan.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.Claims;
import io.yizhan.http.auth.TokenRefused.Fault;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a bearer token to its {@link Principal}. A token is verified once and then known until it expires, since a signature costs more
 * than a reservation does. Any thread.
 */
public final class Authenticator {
    private static final String PERSONS = "persons";
    /** Longer tokens are refused unread. */
    public static final int TOKEN_LENGTH_MAX = 8 * 1024;

    private static final int STATIONS_MAX = 1_000;
    static final long LEEWAY_S = 30;
    /** Some 200,000 tokens of the usual size. */
    private static final long TOKENS_KEPT_BYTES_MAX = 128L << 20;
    /** What the cache and the objects of an entry take beside their texts, and a text beside its characters. */
    private static final int ENTRY_BYTES = 320;

    private static final int NAME_BYTES = 80;
    private static final int SUBJECTS_KEPT_MAX = 500_000;

    private final TokenVerifier verifier;
    private final Sessions sessions;
    private final RateLimit memberLimit;
    private final RateLimit gateLimit;
    private final InstantSource clock;
    private final Cache<String, Principal> verified;
    private final Suspects suspects = new Suspects();
    private final Cache<String, Limited> limited =
            Caffeine.newBuilder().maximumSize(SUBJECTS_KEPT_MAX).build();

    /** Makes one for a source of trust. */
    public Authenticator(
            TokenVerifier verifier,
            Sessions sessions,
            RateLimit memberLimit,
            RateLimit gateLimit,
            InstantSource clock) {
        this(verifier, sessions, memberLimit, gateLimit, clock, TOKENS_KEPT_BYTES_MAX);
    }

    /** For checks: with another limit to what is kept. */
    Authenticator(
            TokenVerifier verifier,
            Sessions sessions,
            RateLimit memberLimit,
            RateLimit gateLimit,
            InstantSource clock,
            long tokensKeptBytesMax) {
        this.verifier = verifier;
        this.sessions = sessions;
        this.memberLimit = memberLimit;
        this.gateLimit = gateLimit;
        this.clock = clock;
        verified = Caffeine.newBuilder()
                .maximumWeight(tokensKeptBytesMax)
                .weigher(Authenticator::bytes)
                .build();
    }

    /** What a verified token takes in memory, not less: everything in it is as long as whoever issued it wanted. */
    private static int bytes(String token, Principal principal) {
        int bytes = ENTRY_BYTES + token.length() + principal.subject().length();
        for (String station : principal.stations()) bytes += NAME_BYTES + 2 * station.length();
        return bytes + NAME_BYTES + 2 * principal.claims().employer().length();
    }

    /** How much of memory the verified tokens take. */
    public long keptBytes() {
        return verified.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    /** Null for a token that is not known, or no longer good. */
    public @Nullable Principal known(String token) {
        Principal known = verified.getIfPresent(token);
        if (known == null || known.isGood(clock.millis())) return known;
        verified.invalidate(token);
        return null;
    }

    /**
     * Verifies a token. Completes on any thread, at once where that takes no time.
     *
     * @param address where it came from: who shows many bad ones waits for all others
     * @return fails with {@link TokenRefused}
     */
    public Future<Principal> verify(String token, String address) {
        if (token.length() > TOKEN_LENGTH_MAX) {
            return Future.failedFuture(new TokenRefused(Fault.INVALID, "token too long"));
        }
        TokenRefused before = suspects.known(token);
        if (before != null) return Future.failedFuture(before);
        if (Sessions.isOne(token)) return session(token, address);
        return verifier.verify(token, suspects.isSuspect(address)).transform((shown, failure) -> {
            try {
                if (failure instanceof TokenRefused refused) throw refused;
                return shown == null ? Future.failedFuture(failure) : Future.succeededFuture(kept(token, shown));
            } catch (TokenRefused refused) {
                suspects.refused(address, token, refused);
                return Future.failedFuture(refused);
            }
        });
    }

    private Future<Principal> session(String token, String address) {
        try {
            return Future.succeededFuture(kept(token, sessions.verify(token)));
        } catch (TokenRefused refused) {
            suspects.refused(address, token, refused);
            return Future.failedFuture(refused);
        }
    }

    private Principal kept(String token, TokenVerifier.Verified shown) throws TokenRefused {
        Principal principal = principal(shown, shown.rules());
        verified.put(token, principal);
        return principal;
    }

    /**
     * What a token says, which somebody we trust has signed.
     *
     * @param principal whom it is about
     * @param claims all of them
     */
    public record Examined(Principal principal, JsonObject claims) {}

    /**
     * Verifies a token that nobody has shown, but that we were given ourselves; it is not remembered. Completes on any thread, at once where
     * that takes no time.
     *
     * @param rules what it must say, whatever those of tokens that are shown must
     * @return fails with {@link TokenRefused}
     */
    public Future<Examined> examine(String token, TokenRules rules) {
        if (token.length() > TOKEN_LENGTH_MAX)
            return Future.failedFuture(new TokenRefused(Fault.INVALID, "token too long"));
        return verifier.verify(token, false).compose(verified -> {
            try {
                return Future.succeededFuture(new Examined(principal(verified, rules), verified.claims()));
            } catch (TokenRefused refused) {
                return Future.failedFuture(refused);
            }
        });
    }

    /** What a token or a session says, whoever has signed it; nothing where it is none. */
    public static JsonObject unverified(String token) {
        try {
            return token.length() > TOKEN_LENGTH_MAX
                    ? new JsonObject()
                    : SignedToken.of(token).unverified();
        } catch (TokenRefused noToken) {
            return new JsonObject();
        }
    }

    private Principal principal(TokenVerifier.Verified shown, TokenRules rules) throws TokenRefused {
        JsonObject claims = shown.claims();
        long nowS = clock.millis() / 1_000;
        long expiresS = seconds(claims, "exp", Long.MIN_VALUE);
        if (expiresS == Long.MIN_VALUE) throw invalid("without expiry");
        if (nowS >= expiresS + LEEWAY_S) throw new TokenRefused(Fault.EXPIRED, "expired");
        if (seconds(claims, "nbf", 0) > nowS + LEEWAY_S) throw new TokenRefused(Fault.EARLY, "not valid yet");
        if (expiresS - Math.min(nowS, seconds(claims, "iat", nowS)) > rules.lifetimeMaxS())
            throw invalid("good for too long");
        String issuer = rules.issuer();
        if (issuer != null && !issuer.equals(claims.getValue("iss"))) throw invalid("of another issuer");
        String audience = rules.audience();
        if (audience != null && !names(claims, "aud").contains(audience)) throw invalid("for another audience");
        String subject = subject(claims);
        int roles = roles(claims);
        return new Principal(
                subject,
                roles,
                Set.copyOf(names(claims, "stations")),
                hasScope(claims, PERSONS),
                claimsOf(claims),
                (expiresS + LEEWAY_S) * 1_000,
                bucket(subject, roles),
                shown.signer());
    }

    /** Words with blanks between them (RFC 8693, section 4.2). */
    private static boolean hasScope(JsonObject claims, String wanted) {
        return claims.getValue("scope") instanceof String words
                && List.of(words.split(" ")).contains(wanted);
    }

    private static Claims claimsOf(JsonObject token) {
        String employer = token.getValue("employer") instanceof String text ? text : "";
        int assurance = token.getValue("assurance") instanceof Integer level ? level : 0;
        return employer.isEmpty() && assurance == 0 ? Claims.NONE : new Claims(employer, assurance);
    }

    /** What a subject may still ask for, whatever it shows; as a device, which a broker is to us, once it has
     * shown that it is one.
     */
    private record Limited(Bucket bucket, boolean asDevice) {}

    private Bucket bucket(String subject, int roles) {
        boolean device = (roles & (Role.GATE.bit() | Role.EQUIPMENT.bit() | Role.BROKER.bit())) != 0;
        return limited.asMap()
                .compute(subject, (same, known) -> {
                    if (known == null) return new Limited((device ? gateLimit : memberLimit).bucket(), device);
                    if (!device || known.asDevice) return known;
                    // In place: whoever shows another token of the same subject has the same bucket.
                    gateLimit.replaceIn(known.bucket);
                    return new Limited(known.bucket, true);
                })
                .bucket();
    }

    /** Numeric dates of any size: one beyond the range of years is as good as the end of the range. */
    private static long seconds(JsonObject claims, String name, long missing) throws TokenRefused {
        Object value = claims.getValue(name);
        if (value == null) return missing;
        if (!(value instanceof Number number)) throw invalid(name + " is no number");
        return (long) Math.clamp(number.doubleValue(), -1e11, 1e11);
    }

    private static String subject(JsonObject claims) throws TokenRefused {
        if (!(claims.getValue("sub") instanceof String subject)) throw invalid("without subject");
        if (!Principal.isSubject(subject)) throw invalid("subject empty, too long or not visible ASCII");
        return subject;
    }

    private static int roles(JsonObject claims) throws TokenRefused {
        int roles = 0;
        for (String name : names(claims, "roles")) {
            Role role = Role.ofClaim(name);
            if (role != null) roles |= role.bit();
        }
        return roles;
    }

    /** A claim that is a string, or an array of strings. */
    private static Set<String> names(JsonObject claims, String name) throws TokenRefused {
        Object value = claims.getValue(name);
        if (value == null) return Set.of();
        if (value instanceof String one) return Set.of(one);
        if (!(value instanceof JsonArray several) || several.size() > STATIONS_MAX) throw invalid(name + " is no list");
        Set<String> names = new HashSet<>();
        for (Object each : several) if (each instanceof String text) names.add(text);
        return names;
    }

    private static TokenRefused invalid(String why) {
        return new TokenRefused(Fault.INVALID, why);
    }
}
