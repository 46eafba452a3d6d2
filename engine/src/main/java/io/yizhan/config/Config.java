package io.yizhan.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, read once from environment variables ({@link Setting}).
 *
 * @param mqtt null where gates can't come by it
 * @param uhppote null where controllers can't come by UDP
 * @param management null where health and figures have no port of their own
 * @param regions the cities that it serves, the first where a request names none
 * @param catalogue the first city's file for a database without one; null for the demo city
 * @param postgres null for the embedded server
 * @param cluster null for an engine alone
 * @param caFile authorities that are believed beside the JVM's; null for none
 * @param answersAfterRows whether an answer waits for the rows, too
 * @param secretsKeyFile by which keys are encrypted where they are kept; null where they are not
 * @param corsOrigins of which other origins pages may read what is answered, as browsers spell them
 * @param mapTiles where the map's background is from; empty for nowhere
 * @param mapTilesBy whom to name beside it
 * @param telling what goes out by itself
 * @param tokens who is trusted to give them out; null in development only, where the engine does
 */
public record Config(
        String httpHost,
        int httpPort,
        @Nullable Mqtt mqtt,
        @Nullable Uhppote uhppote,
        @Nullable Management management,
        int eventLoops,
        boolean dev,
        Path dataDir,
        List<String> regions,
        @Nullable Path catalogue,
        @Nullable URI postgres,
        int postgresPort,
        @Nullable Cluster cluster,
        @Nullable Path caFile,
        boolean answersAfterRows,
        @Nullable Tokens tokens,
        @Nullable Path secretsKeyFile,
        int sessionMin,
        int ratePerS,
        int rateBurst,
        int gateRatePerS,
        int gateRateBurst,
        Clients clients,
        List<String> corsOrigins,
        String mapTiles,
        String mapTilesBy,
        @Nullable URI publicUrl,
        String publisher,
        String publisherAddress,
        Telling telling,
        int waitMaxMs,
        int journalSegmentMb,
        int journalMaxMb,
        boolean journalLossAccepted,
        int rowsLagMaxS,
        int retentionDays,
        int passLeadMin,
        int shutdownMaxS,
        String logLevel) {

    /** Reads and checks everything. @throws ConfigInvalid with every problem there is */
    public static Config of(Map<String, String> environment) throws ConfigInvalid {
        return of(new ConfigReader(environment, true));
    }

    /** The same for whoever serves nothing: tokens need no keys, and nobody else has to find it. */
    public static Config forReading(Map<String, String> environment) throws ConfigInvalid {
        return of(new ConfigReader(environment, false));
    }

    private static Config of(ConfigReader reader) throws ConfigInvalid {
        Config config = reader.config();
        if (!reader.problems().isEmpty()) throw new ConfigInvalid(reader.problems());
        return config;
    }

    /**
     * Whose tokens are good.
     *
     * @param jwks where the keys are that verify them; null for where the provider of {@code signIn} says
     * @param issuer whom they must be from
     * @param audience whom they must be for
     * @param algorithms by which they may be signed, by their names in RFC 7518 and 8037
     * @param lifetimeMaxS for how long one may be good
     * @param signIn where people sign in; null for nowhere
     */
    public record Tokens(
            @Nullable URI jwks,
            String issuer,
            String audience,
            List<String> algorithms,
            int lifetimeMaxS,
            @Nullable OpenId signIn) {}

    /**
     * An OpenID provider, and this engine as it knows it.
     *
     * @param clientSecretFile null for a public client
     * @param publicUrl where browsers reach this engine: scheme, host and port
     */
    public record OpenId(
            URI issuer, String clientId, @Nullable Path clientSecretFile, String scope, URI publicUrl) {}

    /**
     * How much clients may have of what all share.
     *
     * @param trustedProxies addresses and networks
     * @param announcedHttp whether these begin their connections with a header of the PROXY protocol
     * @param announcedMqtt the same, to where gates come by MQTT
     * @param connectionsMax 0 for as many as there are files for
     * @param addressConnectionsMax 0 for a part of these
     * @param addressRatePerS 0 for any number
     */
    public record Clients(
            List<String> trustedProxies,
            boolean announcedHttp,
            boolean announcedMqtt,
            int connectionsMax,
            int addressConnectionsMax,
            int addressStreamsMax,
            int addressRatePerS,
            int addressRateBurst) {}

    /**
     * Where gates come by MQTT.
     *
     * @param port 0 for a free one
     * @param required whether there is no start without it
     */
    public record Mqtt(String host, int port, boolean required) {}

    /**
     * Where UHPPOTE's controllers of gates come by UDP.
     *
     * @param port 0 for a free one
     */
    public record Uhppote(String host, int port) {}

    /**
     * Where figures are told, and health as well.
     *
     * @param port 0 for a free one
     */
    public record Management(String host, int port) {}

    /**
     * One of several engines that share the cities.
     *
     * @param url where the others reach it; null where its host and port say so
     * @param replicas of Redis that must have a batch
     */
    public record Cluster(
            URI redis, String nodeId, @Nullable URI url, int leaseMs, int replicas) {}

    /**
     * What goes out by itself.
     *
     * @param webhookNetworks where webhooks may go although not everybody can
     * @param reminderMin how long before a reservation begins its member is reminded; 0 for not at all
     * @param smtp by whom letters are sent; null for nobody
     */
    public record Telling(
            List<String> webhookNetworks,
            int reminderMin,
            @Nullable Smtp smtp) {}

    /**
     * A server that takes letters.
     *
     * @param security {@code starttls}, {@code tls} or {@code none}
     * @param user empty where it asks for none
     * @param passwordFile null where it asks for none
     * @param from the address that letters are from
     */
    public record Smtp(
            String host,
            int port,
            String security,
            String user,
            @Nullable Path passwordFile,
            String from) {}

    /** Where the region's segments are. */
    public Path journalFolder(String region) {
        return dataDir.resolve("journal").resolve(region);
    }

    /** The city of requests that name none. */
    public String region() {
        return regions.getFirst();
    }
}
