package io.yizhan.http.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a token must say of itself, whoever has signed it.
 *
 * @param issuer whom it must be from; null for anybody whose key is trusted
 * @param audience whom it must be for; null for anybody
 * @param lifetimeMaxS a token that is good for longer is refused: one that gets lost would be good for as long
 */
public record TokenRules(@Nullable String issuer, @Nullable String audience, long lifetimeMaxS) {
    /** Any that is signed. */
    public static final TokenRules ANY = new TokenRules(null, null, Long.MAX_VALUE);
}
