package io.yizhan.http.auth;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * How often one subject may call.
 *
 * @param perSecond refilled evenly
 * @param burst what can be used at once after a pause
 */
public record RateLimit(int perSecond, int burst) {
    public RateLimit {
        if (perSecond < 1 || burst < 1) throw new IllegalArgumentException(perSecond + "/s, burst " + burst);
    }

    /** A new one, full. */
    public Bucket bucket() {
        return Bucket.builder()
                .addLimit(bandwidth())
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME)
                .build();
    }

    /** From now on the bucket has this limit; what was used stays used. */
    void replaceIn(Bucket bucket) {
        BucketConfiguration configuration =
                BucketConfiguration.builder().addLimit(bandwidth()).build();
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.ADDITIVE);
    }

    private Bandwidth bandwidth() {
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build();
    }
}
