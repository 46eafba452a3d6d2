package io.yizhan.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was shown that was not good: which tokens, and from where. A token whose signature was wrong is refused again without another look;
 * an address that has shown many is suspect until it has shown none for a while. Nobody is shut out for that: many members may share an
 * address with one who tries out tokens. Any thread.
 */
final class Suspects {
    /** A handful of clients with a wrong clock or an old key make no suspect. */
    private static final RateLimit FAILURES = new RateLimit(2, 50);

    private static final int ADDRESSES_MAX = 50_000;
    private static final long TOKENS_BYTES_MAX = 16L << 20;
    private static final int ENTRY_BYTES = 200;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Cache<String, Bucket> failures =
            Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).build();
    private final Cache<String, TokenRefused> forged = Caffeine.newBuilder()
            .maximumWeight(TOKENS_BYTES_MAX)
            .weigher((String token, TokenRefused why) -> ENTRY_BYTES + token.length())
            .expireAfterWrite(REMEMBERED)
            .build();

    /** Why a token is not good, as far as that is known; else null. */
    @Nullable
    TokenRefused known(String token) {
        return forged.getIfPresent(token);
    }

    boolean isSuspect(String address) {
        Bucket left = failures.getIfPresent(address);
        return left != null && left.getAvailableTokens() == 0;
    }

    /** A token from there was refused. */
    void refused(String address, String token, TokenRefused why) {
        switch (why.fault()) {
            case EXPIRED, KEYS_UNAVAILABLE, BUSY -> {
                return;
            }
            case INVALID, FORGED, EARLY -> {}
        }
        Objects.requireNonNull(failures.get(address, first -> FAILURES.bucket()))
                .tryConsume(1);
        if (why.fault() == TokenRefused.Fault.FORGED) forged.put(token, why);
    }
}
