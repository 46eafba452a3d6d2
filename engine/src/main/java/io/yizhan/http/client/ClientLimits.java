package io.yizhan.http.client;

import io.yizhan.http.auth.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * How much one address may have of what all share, and how much there is in all.
 *
 * @param connectionsMax of all clients together; beyond it those make room that are idle, or take nothing
 * @param connectionsOfOneMax of one address; beyond it its own make room
 * @param streamsOfOneMax live streams of one address
 * @param requests that one address may make without a token that is known to be good; null for any number
 * @param proxies whose word is taken for where a request comes from
 */
public record ClientLimits(
        int connectionsMax,
        int connectionsOfOneMax,
        int streamsOfOneMax,
        @Nullable RateLimit requests,
        TrustedProxies proxies) {

    /** For so many connections in all. */
    public static ClientLimits of(int connectionsMax) {
        // A fourth for one address: a whole company, or a carrier's customers, may be behind it.
        return new ClientLimits(
                connectionsMax,
                Math.max(1, connectionsMax / 4),
                1_000,
                new RateLimit(1_000, 10_000),
                TrustedProxies.NONE);
    }
}
