package io.yizhan.http;

import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.loop.EventLoop;
import java.net.URI;
import java.util.Set;

/**
 * How the edge listens, and its limits.
 *
 * @param port 0 for any free one
 * @param eventLoops verticles, each on an event loop of its own while there are enough
 * @param idleTimeoutS a connection on which no request began for so long is closed; live streams are not
 * @param bodyTimeoutS a request whose body takes longer is answered 408 and closed
 * @param liveStreamsMax per event loop
 * @param liveKeepAliveS how often a live stream is sent something although nothing changed; one whose reader takes nothing for twice as long
 *     is closed
 */
public record EdgeOptions(
        String host,
        int port,
        int eventLoops,
        Tokens tokens,
        RateLimit memberLimit,
        RateLimit gateLimit,
        int idleTimeoutS,
        int bodyTimeoutS,
        int liveStreamsMax,
        int liveKeepAliveS) {

    /** The usual limits. */
    public static EdgeOptions of(String host, int port, int eventLoops, Tokens tokens) {
        return new EdgeOptions(
                host, port, eventLoops, tokens, new RateLimit(20, 60), new RateLimit(200, 1_000), 75, 10, 10_000, 15);
    }

    EventLoop.Limits limits() {
        return new EventLoop.Limits(idleTimeoutS, bodyTimeoutS, liveStreamsMax, liveKeepAliveS);
    }

    /** Where trust in tokens comes from. */
    public sealed interface Tokens {
        /**
         * Tokens are given out to whoever asks. Listens on loopback only.
         *
         * @param secret at least 32 bytes; kept from run to run, so that tokens outlive a restart
         */
        record Development(byte[] secret) implements Tokens {}

        /**
         * Tokens are given out by an identity provider.
         *
         * @param keys a JSON Web Key Set
         * @param algorithms by which tokens may be signed
         */
        record Provider(URI keys, TokenRules rules, Set<TokenAlgorithm> algorithms) implements Tokens {}
    }
}
