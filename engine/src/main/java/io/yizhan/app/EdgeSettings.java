package io.yizhan.app;

import com.sun.management.UnixOperatingSystemMXBean;
import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.http.EdgeOptions;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.auth.TokenAlgorithm;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import io.yizhan.http.openactive.OpenData;
import io.yizhan.http.openactive.PostalAddress;
import io.yizhan.http.page.MapTiles;
import io.yizhan.keys.NodeKeys;
import io.yizhan.mqtt.MqttOptions;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** How the edges are set up, by the configuration and by what this machine has. */
final class EdgeSettings {
    /** For the journal, the database, other nodes, libraries, and whoever has to look at this process. */
    private static final long FILES_KEPT = 512;
    /** Of the files that are left; gates by MQTT have the rest. */
    private static final double FILES_SHARE = 0.75;

    private static final long CONNECTIONS_MIN = 64;
    private static final long CONNECTIONS_MAX = 100_000;

    /** Of what gates by MQTT have: for those who are not signed in. */
    private static final double STRANGERS_SHARE = 0.5;

    /** What clients may hold of the memory that Java code may use: as much again is there outside the heap, where most of it is. */
    private static final int HELD_SHARE = 8;

    private static final long HELD_BYTES_MAX = 256L << 20;

    private EdgeSettings() {}

    /** @throws StartFailed a setting makes no sense */
    static EdgeOptions of(Config config, NodeKeys keys) throws StartFailed {
        int eventLoops = eventLoops(config);
        long heldBytesMax = Math.min(HELD_BYTES_MAX, Runtime.getRuntime().maxMemory() / HELD_SHARE);
        EdgeOptions options = EdgeOptions.of(config.httpHost(), config.httpPort(), eventLoops, tokens(config, keys))
                .withRates(
                        new RateLimit(config.ratePerS(), config.rateBurst()),
                        new RateLimit(config.gateRatePerS(), config.gateRateBurst()))
                .withLimits(EventLoop.Limits.USUAL.withHeldBytes(heldBytesMax / eventLoops))
                .withClients(clients(config.clients()))
                .withCors(Cors.of(config.corsOrigins()))
                .withTiles(new MapTiles(config.mapTiles(), config.mapTilesBy()))
                .withOpenData(openData(config));
        return config.management() == null ? options : options.withoutMetrics();
    }

    /**
     * For gates by MQTT.
     *
     * @param httpPort where this node's own HTTP edge listens
     * @throws StartFailed a setting makes no sense
     */
    static MqttOptions mqtt(Config config, Config.Mqtt wanted, int httpPort) throws StartFailed {
        return MqttOptions.of(wanted.host(), wanted.port(), config.httpHost(), httpPort)
                .withStrangers(
                        MqttOptions.StrangerLimits.of(strangersMax()),
                        proxies(config.clients(), config.clients().announcedMqtt()));
    }

    private static OpenData openData(Config config) throws StartFailed {
        String said = config.publisherAddress();
        PostalAddress address = said.isEmpty() ? null : PostalAddress.parse(said);
        if (address == null && !said.isEmpty())
            throw new StartFailed(
                    Setting.PUBLISHER_ADDRESS.variable() + ": " + said
                            + " is not five parts with semicolons between, the last of which is a country: Example Road 1; Shanghai; Shanghai; 200000; CN");
        return new OpenData(config.publicUrl(), config.publisher(), address);
    }

    /** One core is the writer's and PostgreSQL's: with an event loop for each of two cores a booking cost 15 % more processor time. */
    private static int eventLoops(Config config) {
        return config.eventLoops() > 0
                ? config.eventLoops()
                : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private static EdgeOptions.Tokens tokens(Config config, NodeKeys keys) throws StartFailed {
        Config.Tokens provider = config.tokens();
        if (provider == null) return new EdgeOptions.Tokens.Development(keys.devSecret());
        return new EdgeOptions.Tokens.Provider(
                provider.jwks(),
                new TokenRules(provider.issuer(), provider.audience(), provider.lifetimeMaxS()),
                provider.algorithms().stream().map(TokenAlgorithm::valueOf).collect(Collectors.toSet()),
                provider.signIn() == null ? null : SignInSettings.of(provider.signIn(), keys));
    }

    private static ClientLimits clients(Config.Clients wanted) throws StartFailed {
        int connectionsMax = wanted.connectionsMax() > 0 ? wanted.connectionsMax() : connectionsMax();
        ClientLimits usual = ClientLimits.of(connectionsMax);
        return new ClientLimits(
                connectionsMax,
                wanted.addressConnectionsMax() > 0 ? wanted.addressConnectionsMax() : usual.connectionsOfOneMax(),
                wanted.addressStreamsMax(),
                wanted.addressRatePerS() > 0
                        ? new RateLimit(wanted.addressRatePerS(), wanted.addressRateBurst())
                        : null,
                proxies(wanted, wanted.announcedHttp()));
    }

    /** @param announced whether they begin their connections with a header of the PROXY protocol */
    private static TrustedProxies proxies(Config.Clients wanted, boolean announced) throws StartFailed {
        try {
            TrustedProxies proxies = TrustedProxies.of(wanted.trustedProxies());
            return announced ? proxies.announcing() : proxies;
        } catch (IllegalArgumentException neither) {
            throw new StartFailed(
                    Setting.TRUSTED_PROXIES.variable() + ": " + neither.getMessage()
                            + " is neither an address nor a network, for instance 10.1.2.3 or 10.0.0.0/8 or fd00::/8",
                    neither);
        }
    }

    private static int connectionsMax() {
        return (int) Math.clamp((long) (FILES_SHARE * files()), CONNECTIONS_MIN, CONNECTIONS_MAX);
    }

    private static int strangersMax() {
        double share = (1 - FILES_SHARE) * STRANGERS_SHARE;
        return (int) Math.clamp((long) (share * files()), CONNECTIONS_MIN, MqttOptions.STRANGERS_MAX);
    }

    /** That may be open for connections. */
    private static long files() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : CONNECTIONS_MAX;
        return files - FILES_KEPT;
    }
}
