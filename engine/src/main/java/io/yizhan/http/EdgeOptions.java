package io.yizhan.http;

import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.client.ClientLimits;
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
 * @param clients how much one address may have, and all
 * @param heldBytesMax of answers that clients have asked for and not taken: who takes nothing is cut off beyond it. As many of bodies that
 *     have begun and not ended: further ones are refused
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
        int liveKeepAliveS,
        ClientLimits clients,
        long heldBytesMax) {

    /** As many as fit easily where nobody has looked how many files may be open. */
    private static final int CONNECTIONS_MAX = 10_000;

    private static final long HELD_BYTES_MAX = 64L << 20;

    /** The usual limits. */
    public static EdgeOptions of(String host, int port, int eventLoops, Tokens tokens) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                new RateLimit(20, 60),
                new RateLimit(200, 1_000),
                75,
                10,
                10_000,
                15,
                ClientLimits.of(CONNECTIONS_MAX),
                HELD_BYTES_MAX);
    }

    /** The same with other limits for subjects. */
    public EdgeOptions withRates(RateLimit member, RateLimit gate) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                member,
                gate,
                idleTimeoutS,
                bodyTimeoutS,
                liveStreamsMax,
                liveKeepAliveS,
                clients,
                heldBytesMax);
    }

    /** The same with another patience. */
    public EdgeOptions withTimeouts(int idleS, int bodyS) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                idleS,
                bodyS,
                liveStreamsMax,
                liveKeepAliveS,
                clients,
                heldBytesMax);
    }

    /** The same for other live streams. */
    public EdgeOptions withStreams(int streamsMax, int keepAliveS) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                idleTimeoutS,
                bodyTimeoutS,
                streamsMax,
                keepAliveS,
                clients,
                heldBytesMax);
    }

    /** The same with other limits for addresses, and for the memory that clients may hold. */
    public EdgeOptions withClients(ClientLimits limits, long heldBytes) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                idleTimeoutS,
                bodyTimeoutS,
                liveStreamsMax,
                liveKeepAliveS,
                limits,
                heldBytes);
    }

    EventLoop.Limits limits() {
        return new EventLoop.Limits(
                idleTimeoutS, bodyTimeoutS, liveStreamsMax, liveKeepAliveS, heldBytesMax / eventLoops);
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
