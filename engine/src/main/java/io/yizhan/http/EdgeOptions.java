package io.yizhan.http;

import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.page.MapTiles;
import io.yizhan.http.signin.RelyingParty;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the edge listens, and its limits.
 *
 * @param port 0 for any free one
 * @param eventLoops verticles, each on an event loop of its own while there are enough
 * @param limits of each event loop
 * @param clients how much one address may have, and all
 * @param cors of which other origins pages may read answers
 * @param tiles where pages have the background of their map from
 * @param openData as what the city's data is published
 * @param metrics whether {@code /metrics} is told here; where it is not, there is no such path
 */
public record EdgeOptions(
        String host,
        int port,
        int eventLoops,
        Tokens tokens,
        RateLimit memberLimit,
        RateLimit gateLimit,
        EventLoop.Limits limits,
        ClientLimits clients,
        Cors cors,
        MapTiles tiles,
        OpenData openData,
        boolean metrics) {

    /** As many as fit easily where nobody has looked how many files may be open. */
    private static final int CONNECTIONS_MAX = 10_000;

    /** The usual limits. */
    public static EdgeOptions of(String host, int port, int eventLoops, Tokens tokens) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                new RateLimit(20, 60),
                new RateLimit(200, 1_000),
                EventLoop.Limits.USUAL,
                ClientLimits.of(CONNECTIONS_MAX),
                Cors.NONE,
                MapTiles.NONE,
                OpenData.UNSAID,
                true);
    }

    /** The same with other limits for subjects. */
    public EdgeOptions withRates(RateLimit member, RateLimit gate) {
        return new EdgeOptions(
                host, port, eventLoops, tokens, member, gate, limits, clients, cors, tiles, openData, metrics);
    }

    /** The same with other limits for each event loop. */
    public EdgeOptions withLimits(EventLoop.Limits ofEach) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                ofEach,
                clients,
                cors,
                tiles,
                openData,
                metrics);
    }

    /** The same with other limits for addresses. */
    public EdgeOptions withClients(ClientLimits ofClients) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                limits,
                ofClients,
                cors,
                tiles,
                openData,
                metrics);
    }

    /** The same for pages of other origins, too. */
    public EdgeOptions withCors(Cors ofPages) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                limits,
                clients,
                ofPages,
                tiles,
                openData,
                metrics);
    }

    /** The same with another background of maps. */
    public EdgeOptions withTiles(MapTiles ofMaps) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                limits,
                clients,
                cors,
                ofMaps,
                openData,
                metrics);
    }

    /** The same with open data that is published so. */
    public EdgeOptions withOpenData(OpenData published) {
        return new EdgeOptions(
                host,
                port,
                eventLoops,
                tokens,
                memberLimit,
                gateLimit,
                limits,
                clients,
                cors,
                tiles,
                published,
                metrics);
    }

    /** The same where {@code /metrics} is told elsewhere, or not at all. */
    public EdgeOptions withoutMetrics() {
        return new EdgeOptions(
                host, port, eventLoops, tokens, memberLimit, gateLimit, limits, clients, cors, tiles, openData, false);
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
         * @param keys a JSON Web Key Set; null for where the provider says, at which people sign in
         * @param algorithms by which tokens may be signed
         * @param signIn as whom people sign in there; null where they don't sign in here
         */
        record Provider(
                @Nullable URI keys,
                TokenRules rules,
                Set<TokenAlgorithm> algorithms,
                @Nullable RelyingParty signIn) implements Tokens {
            public Provider {
                if (keys == null && signIn == null) throw new IllegalArgumentException("no keys and no provider");
            }

            /** For programs alone. */
            public Provider(URI keys, TokenRules rules, Set<TokenAlgorithm> algorithms) {
                this(keys, rules, algorithms, null);
            }
        }
    }
}
