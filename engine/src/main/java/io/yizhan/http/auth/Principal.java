package io.yizhan.http.auth;

import io.github.bucket4j.Bucket;
import io.yizhan.core.Claims;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bearer of a verified token. Kept with the token until it expires, so the subject is one {@code String} instance for many requests.
 *
 * @param roles bit set of {@link Role}
 * @param stations ids of the stations that an operator or device is for
 * @param persons whether it may be told who people are: a program's token with {@code persons} in its scope
 * @param claims what else is said of the subject that rules of booking go by
 * @param expiresAtMs from when the token is no longer good, leeway included
 * @param bucket what is left of the subject's rate limit; shared by all tokens of the subject
 * @param signer by whom the subject is vouched for
 */
public record Principal(
        String subject,
        int roles,
        Set<String> stations,
        boolean persons,
        Claims claims,
        long expiresAtMs,
        Bucket bucket,
        TokenVerifier.Signer signer) {
    public static final int SUBJECT_LENGTH_MAX = 64;

    /** Whether somebody can be called so: 1 to 64 visible characters of ASCII. */
    public static boolean isSubject(String name) {
        if (name.isEmpty() || name.length() > SUBJECT_LENGTH_MAX) return false;
        for (int i = 0; i < name.length(); i++) if (name.charAt(i) <= ' ' || name.charAt(i) > '~') return false;
        return true;
    }

    /** The same, where it asks for somebody else whose name it may use. */
    public Principal as(String name) {
        return new Principal(name, roles, stations, persons, claims, expiresAtMs, bucket, signer);
    }

    /** Whether what was shown still is good: it has not expired, was not ended, and is of somebody who is trusted. */
    public boolean isGood(long nowMs) {
        return nowMs < expiresAtMs && signer.isTrusted();
    }

    /** When what was shown says that it ends: leeway is for clocks that differ. */
    public long saidToEndAtMs() {
        return expiresAtMs - 1_000 * Authenticator.LEEWAY_S;
    }

    /** What was shown instead of a token; null for a token. */
    public Sessions.@Nullable Shown session() {
        return signer instanceof Sessions.Shown shown ? shown : null;
    }

    /** An admin may do whatever an operator may. */
    public boolean has(Role role) {
        return (roles & role.bit()) != 0 || (role == Role.OPERATOR && has(Role.ADMIN));
    }

    /** Whether this station is the caller's to run. */
    public boolean operates(String stationId) {
        return has(Role.ADMIN) || (has(Role.OPERATOR) && stations.contains(stationId));
    }
}
