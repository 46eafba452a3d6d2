package io.yizhan.http;

import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.http.loop.EventLoop;

/**
 * Where a node is looked after, and the limits there. They are small: a few machines ask for a few things, every few seconds.
 *
 * @param port 0 for any free one
 */
public record ManagementOptions(String host, int port, EventLoop.Limits limits, ClientLimits clients) {
    private static final int CONNECTIONS_MAX = 64;
    /** Who asks often comes from one address: a kubelet, a proxy of the cluster. */
    private static final int CONNECTIONS_OF_ONE_MAX = 32;

    /** Who asks less often than that connects again. */
    private static final int IDLE_TIMEOUT_S = 30;
    /** No body is read; what is sent all the same is thrown away for so long. */
    private static final int BODY_TIMEOUT_S = 5;

    private static final long HELD_BYTES_MAX = 16L << 20;

    /** The usual limits. */
    public static ManagementOptions of(String host, int port) {
        return new ManagementOptions(
                host,
                port,
                new EventLoop.Limits(IDLE_TIMEOUT_S, BODY_TIMEOUT_S, 0, 1, HELD_BYTES_MAX),
                new ClientLimits(
                        CONNECTIONS_MAX, CONNECTIONS_OF_ONE_MAX, 0, new RateLimit(1_000, 10_000), TrustedProxies.NONE));
    }

    /** The same with another patience. */
    public ManagementOptions withTimeouts(int idleS, int bodyS) {
        return new ManagementOptions(host, port, limits.withTimeouts(idleS, bodyS), clients);
    }
}
