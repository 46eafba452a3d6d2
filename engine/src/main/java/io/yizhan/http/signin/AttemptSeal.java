package io.yizhan.http.signin;

import io.yizhan.secret.PurposeKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins that are under way, kept by the browsers themselves: each has its {@link Attempt} in a cookie that nobody but us can write, and
 * every node that has the key can read. What must be secret is not in it: state, nonce and the proof of the code (PKCE, RFC 7636) are computed from
 * it by keys of their own. Any thread.
 */
final class AttemptSeal {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int ID_BYTES = 16;
    /** Some more than the longest that we write. */
    private static final int COOKIE_LENGTH_MAX = 1_000;

    private static final int PARTS = 4;
    private static final int TIME_DIGITS_MAX = 18;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PurposeKey cookieKey;
    private final PurposeKey stateKey;
    private final PurposeKey nonceKey;
    private final PurposeKey verifierKey;
    private final SecureRandom random = new SecureRandom();

    /** @param key that all nodes have, and use for other things, too */
    AttemptSeal(byte[] key) {
        cookieKey = new PurposeKey(key, "yizhan sign-in cookie");
        stateKey = new PurposeKey(key, "yizhan sign-in state");
        nonceKey = new PurposeKey(key, "yizhan sign-in nonce");
        verifierKey = new PurposeKey(key, "yizhan sign-in verifier");
    }

    Attempt begin(String returnPath, long nowMs) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Attempt(BASE64.encodeToString(id), returnPath, nowMs + LIFETIME.toMillis());
    }

    String cookie(Attempt attempt) {
        String content = content(attempt);
        return content + '.' + cookieKey.sign(bytes(content));
    }

    private static String content(Attempt attempt) {
        return attempt.id() + '.' + attempt.expiresAtMs() + '.' + BASE64.encodeToString(bytes(attempt.returnPath()));
    }

    /** Null for what we have not written, or too long ago. */
    @Nullable
    Attempt read(String cookie, long nowMs) {
        if (cookie.length() > COOKIE_LENGTH_MAX) return null;
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != PARTS || parts[1].length() > TIME_DIGITS_MAX) return null;
        String content = cookie.substring(0, cookie.lastIndexOf('.'));
        if (!PurposeKey.same(parts[3], cookieKey.sign(bytes(content)))) return null;
        String returnPath = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.US_ASCII);
        Attempt attempt = new Attempt(parts[0], returnPath, Long.parseLong(parts[1]));
        return nowMs < attempt.expiresAtMs() ? attempt : null;
    }

    /** By which the provider's answer shows that it is one to this browser (RFC 6749, section 10.12). */
    String state(Attempt attempt) {
        return stateKey.sign(bytes(attempt.id()));
    }

    /** By which an id token shows that it was given for this attempt (OpenID Connect Core 1.0, section 15.5.2). */
    String nonce(Attempt attempt) {
        return nonceKey.sign(bytes(attempt.id()));
    }

    /** By which we show that the code was given for us. The browser never has it. */
    String verifier(Attempt attempt) {
        return verifierKey.sign(bytes(attempt.id()));
    }

    /** What the provider is told of the verifier beforehand: S256. */
    String challenge(Attempt attempt) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes(verifier(attempt))));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
