package io.yizhan.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Config}, and goes on where something is wrong: all of it is told at once. One thread, used once. */
final class ConfigReader {
    private static final int REGIONS_MAX = 64;
    private static final String OFF = "off";
    /** As libpq has them. */
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** No part of it may be anything else to a page, or to the policy that names its origin. */
    private static final Pattern TILES = Pattern.compile(
            "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(?=.*\\{z})(?=.*\\{x})(?=.*\\{y})/([\\w./?=&@%-]|\\{[xyz]})+");

    private static final List<String> ANY_ADDRESS = List.of("0.0.0.0", "::");

    private final Map<String, String> environment;
    private final boolean serves;
    private final List<String> problems = new ArrayList<>();

    /** @param serves whether what only serving needs is required */
    ConfigReader(Map<String, String> environment, boolean serves) {
        this.environment = environment;
        this.serves = serves;
        List<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).toList();
        environment.keySet().stream()
                .filter(name -> name.startsWith(Setting.PREFIX) && !known.contains(name))
                .sorted()
                .forEach(name -> problems.add(name + ": there is no such setting; --help lists them"));
    }

    /** What was wrong in it. */
    List<String> problems() {
        return problems;
    }

    /** Worth something only where there are no {@link #problems}. */
    Config config() {
        boolean dev = flag(Setting.DEV);
        String host = host(Setting.HTTP_HOST, text(Setting.HTTP_HOST), dev);
        int port = number(Setting.HTTP_PORT, 0, 65_535);
        Config.Mqtt mqtt = mqtt(host, port, dev);
        oneOf(Setting.LOG, "auto", "plain", "json");
        int segmentMb = number(Setting.JOURNAL_SEGMENT_MB, 1, 1_024);
        int journalMaxMb = number(Setting.JOURNAL_MAX_MB, 2, 1_048_576);
        if (journalMaxMb < 2 * segmentMb)
            problems.add(Setting.JOURNAL_MAX_MB.variable() + ": " + journalMaxMb + " is less than two files of "
                    + Setting.JOURNAL_SEGMENT_MB.variable() + "=" + segmentMb);
        return new Config(
                host,
                port,
                mqtt,
                uhppote(host, dev),
                management(host, port, mqtt, dev),
                number(Setting.EVENT_LOOPS, 0, 256),
                dev,
                dataDir(),
                regions(),
                file(Setting.CATALOGUE),
                postgres(),
                number(Setting.POSTGRES_PORT, 0, 65_535),
                cluster(host),
                file(Setting.CA_FILE),
                oneOf(Setting.ANSWER_AFTER, "journal", "postgres").equals("postgres"),
                new TokenSettings(this).tokens(dev || !serves),
                file(Setting.SECRETS_KEY_FILE),
                number(Setting.SESSION_MIN, 5, 1_440),
                number(Setting.RATE_PER_S, 1, 1_000_000),
                number(Setting.RATE_BURST, 1, 10_000_000),
                number(Setting.GATE_RATE_PER_S, 1, 1_000_000),
                number(Setting.GATE_RATE_BURST, 1, 10_000_000),
                clients(),
                corsOrigins(),
                mapTiles(),
                text(Setting.MAP_TILES_BY),
                publicUrl(),
                text(Setting.PUBLISHER),
                text(Setting.PUBLISHER_ADDRESS),
                new TellingSettings(this).telling(),
                number(Setting.WAIT_MAX_MS, 10, 60_000),
                segmentMb,
                journalMaxMb,
                flag(Setting.JOURNAL_LOSS_ACCEPTED),
                number(Setting.ROWS_LAG_MAX_S, 0, 3_600),
                number(Setting.RETENTION_DAYS, 1, 400),
                number(Setting.PASS_LEAD_MIN, 0, 1_440),
                number(Setting.SHUTDOWN_MAX_S, 1, 3_600),
                logLevel());
    }

    /** Its default where it is not set. */
    String text(Setting setting) {
        return environment.getOrDefault(setting.variable(), setting.fallback()).strip();
    }

    void problem(Setting setting, String what) {
        problems.add(setting.variable() + "=" + setting.shown(text(setting)) + ": " + what);
    }

    /** Whether it is set. */
    boolean required(Setting setting, String why) {
        if (!text(setting).isEmpty()) return true;
        problems.add(setting.variable() + ": required, " + why);
        return false;
    }

    int number(Setting setting, int min, int max) {
        try {
            int value = Integer.parseInt(text(setting));
            if (value >= min && value <= max) return value;
        } catch (NumberFormatException notANumber) {
            problem(setting, "not a whole number");
            return min;
        }
        problem(setting, "must be " + min + " to " + max);
        return min;
    }

    private boolean flag(Setting setting) {
        String value = text(setting);
        if (!value.equals("true") && !value.equals("false")) problem(setting, "must be true or false");
        return value.equals("true");
    }

    @Nullable
    URI uri(Setting setting, String example, String... schemes) {
        String value = text(setting);
        if (value.isEmpty()) return null;
        String problem = UriSetting.problem(value, List.of(schemes), example);
        if (problem == null) return URI.create(value);
        problem(setting, problem);
        return null;
    }

    private @Nullable URI publicUrl() {
        String url = text(Setting.PUBLIC_URL);
        if (url.isEmpty()) return null;
        String problem = OpenIdSettings.publicUrlProblem(url);
        if (problem == null) return URI.create(OriginSetting.spelled(url));
        // Where people sign in, that is told there.
        if (text(Setting.OIDC_ISSUER).isEmpty()) problem(Setting.PUBLIC_URL, problem);
        return null;
    }

    private @Nullable URI postgres() {
        URI uri = uri(Setting.POSTGRES_URI, "postgresql://user:password@host:5432/database", "postgresql", "postgres");
        if (uri == null) return null;
        String query = uri.getQuery();
        if (query != null && query.contains("password="))
            problem(Setting.POSTGRES_URI, "the password must stand before the @, where it is not shown");
        else if (uri.getRawUserInfo() == null || uri.getRawUserInfo().startsWith(":"))
            problem(Setting.POSTGRES_URI, "it names no user: postgresql://user:password@host:5432/database");
        else if (uri.getPath().length() < 2)
            problem(Setting.POSTGRES_URI, "it names no database: postgresql://user:password@host:5432/database");
        else {
            String tls = tlsProblem(query == null ? "" : query);
            if (tls == null) return uri;
            problem(Setting.POSTGRES_URI, tls);
        }
        return null;
    }

    private static @Nullable String tlsProblem(String query) {
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            if (parts[0].equals("sslmode") && (parts.length < 2 || !SSL_MODES.contains(parts[1])))
                return "sslmode must be one of " + String.join(", ", SSL_MODES);
            if (parts[0].equals("sslrootcert"))
                return "name the file of authorities by " + Setting.CA_FILE.variable() + " instead of sslrootcert";
        }
        return null;
    }

    private @Nullable URI redis() {
        URI uri = uri(Setting.REDIS_URI, "redis://user:password@host:6379/0", "redis", "rediss");
        if (uri == null || uri.getPath().matches("/?|/\\d{1,6}")) return uri;
        problem(Setting.REDIS_URI, "what follows the host must be the number of a database, for instance /0");
        return null;
    }

    private Path dataDir() {
        if (text(Setting.DATA_DIR).isEmpty()) problem(Setting.DATA_DIR, "must name a folder");
        return path(Setting.DATA_DIR);
    }

    @Nullable
    Path file(Setting setting) {
        return text(setting).isEmpty() ? null : path(setting);
    }

    private Path path(Setting setting) {
        try {
            return Path.of(text(setting));
        } catch (InvalidPathException unwritable) {
            problems.add(setting.variable() + ": its name has letters that can't be written in this locale ("
                    + System.getProperty("sun.jnu.encoding")
                    + "): set LC_ALL to a UTF-8 one, for instance C.UTF-8");
            return Path.of("unknown");
        }
    }

    private String host(Setting setting, String host, boolean dev) {
        try {
            if (dev && !InetAddress.getByName(host).isLoopbackAddress())
                problem(setting, "in development only a loopback address, since tokens are free");
        } catch (UnknownHostException unknown) {
            problem(setting, "no such host");
        }
        return host;
    }

    private Config.Clients clients() {
        List<String> proxies = listed(Setting.TRUSTED_PROXIES);
        List<String> announced = listed(Setting.PROXY_PROTOCOL);
        String problem = ProxyProtocolSetting.problem(announced, proxies);
        if (problem != null) problem(Setting.PROXY_PROTOCOL, problem);
        return new Config.Clients(
                proxies,
                announced.contains(ProxyProtocolSetting.HTTP),
                announced.contains(ProxyProtocolSetting.MQTT),
                number(Setting.CONNECTIONS_MAX, 0, 10_000_000),
                number(Setting.ADDRESS_CONNECTIONS_MAX, 0, 10_000_000),
                number(Setting.ADDRESS_STREAMS_MAX, 1, 10_000_000),
                number(Setting.ADDRESS_RATE_PER_S, 0, 1_000_000),
                number(Setting.ADDRESS_RATE_BURST, 1, 10_000_000));
    }

    private List<String> corsOrigins() {
        List<String> origins = new ArrayList<>();
        for (String origin : listed(Setting.CORS_ORIGINS)) {
            String problem = OriginSetting.problem(origin);
            if (problem == null) origins.add(OriginSetting.spelled(origin));
            else problems.add(Setting.CORS_ORIGINS.variable() + ": " + OriginSetting.shown(origin) + ": " + problem);
        }
        return List.copyOf(origins);
    }

    private String mapTiles() {
        String tiles = text(Setting.MAP_TILES);
        if (!tiles.isEmpty() && !TILES.matcher(tiles).matches())
            problem(Setting.MAP_TILES, "is no address as https://tiles.example/{z}/{x}/{y}.png");
        return tiles;
    }

    List<String> listed(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private Config.@Nullable Mqtt mqtt(String httpHost, int httpPort, boolean dev) {
        String own = text(Setting.MQTT_HOST);
        String host = own.isEmpty() ? httpHost : host(Setting.MQTT_HOST, own, dev);
        if (text(Setting.MQTT_PORT).equals(OFF)) return null;
        boolean required = !dev || environment.containsKey(Setting.MQTT_PORT.variable());
        int port = number(Setting.MQTT_PORT, 0, 65_535);
        if (required && isSame(host, port, httpHost, httpPort)) problem(Setting.MQTT_PORT, "is HTTP's port already");
        return new Config.Mqtt(host, port, required);
    }

    private Config.@Nullable Uhppote uhppote(String httpHost, boolean dev) {
        String own = text(Setting.UHPPOTE_HOST);
        String host = own.isEmpty() ? httpHost : host(Setting.UHPPOTE_HOST, own, dev);
        if (text(Setting.UHPPOTE_PORT).equals(OFF)) return null;
        return new Config.Uhppote(host, number(Setting.UHPPOTE_PORT, 0, 65_535));
    }

    private Config.@Nullable Management management(
            String httpHost, int httpPort, Config.@Nullable Mqtt mqtt, boolean dev) {
        String host = host(Setting.MANAGEMENT_HOST, text(Setting.MANAGEMENT_HOST), dev);
        if (text(Setting.MANAGEMENT_PORT).equals(OFF)) return null;
        int port = number(Setting.MANAGEMENT_PORT, 0, 65_535);
        if (isSame(host, port, httpHost, httpPort)) problem(Setting.MANAGEMENT_PORT, "is HTTP's port already");
        else if (mqtt != null && mqtt.required() && isSame(host, port, mqtt.host(), mqtt.port()))
            problem(Setting.MANAGEMENT_PORT, "is the port of gates by MQTT already");
        return new Config.Management(host, port);
    }

    /** Whether only one of two can listen. */
    private static boolean isSame(String host, int port, String otherHost, int otherPort) {
        return port > 0
                && port == otherPort
                && (host.equals(otherHost) || ANY_ADDRESS.contains(host) || ANY_ADDRESS.contains(otherHost));
    }

    private List<String> regions() {
        List<String> regions = Arrays.stream(text(Setting.REGION).split(",", -1))
                .map(String::strip)
                .toList();
        boolean good = regions.size() <= REGIONS_MAX && Set.copyOf(regions).size() == regions.size();
        for (String region : regions) good &= isName(region, 40);
        if (!good)
            problem(
                    Setting.REGION,
                    "must be 1 to 40 of a-z, 0-9 and -, or up to " + REGIONS_MAX + " such names with commas");
        return regions;
    }

    private static boolean isName(String name, int lengthMax) {
        boolean good = !name.isEmpty() && name.length() <= lengthMax;
        for (int i = 0; i < name.length(); i++)
            good &= "abcdefghijklmnopqrstuvwxyz0123456789-".indexOf(name.charAt(i)) >= 0;
        return good;
    }

    private Config.@Nullable Cluster cluster(String host) {
        URI redis = redis();
        URI url = uri(Setting.NODE_URL, "http://host:8080", "http", "https");
        int leaseMs = number(Setting.LEASE_MS, 300, 60_000);
        int replicas = number(Setting.REDIS_REPLICAS, 0, 10);
        String id = nodeId();
        if (redis == null) return null;
        if (text(Setting.POSTGRES_URI).isEmpty() && serves)
            problems.add(Setting.POSTGRES_URI.variable()
                    + ": required with " + Setting.REDIS_URI.variable()
                    + ": the engines of a cluster share one PostgreSQL");
        if (url == null && serves && host.equals("0.0.0.0"))
            problems.add(Setting.NODE_URL.variable() + ": required where " + Setting.HTTP_HOST.variable()
                    + "=0.0.0.0: the others need an address of this engine");
        return new Config.Cluster(redis, id, url, leaseMs, replicas);
    }

    private String nodeId() {
        String id = text(Setting.NODE_ID);
        if (!id.isEmpty()) {
            if (!isName(id, 60)) problem(Setting.NODE_ID, "must be 1 to 60 of a-z, 0-9 and -");
            return id;
        }
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            host = "node";
        }
        return host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-") + "-" + text(Setting.HTTP_PORT);
    }

    private String oneOf(Setting setting, String... values) {
        String value = text(setting);
        if (!Arrays.asList(values).contains(value)) problem(setting, "must be " + String.join(" or ", values));
        return value;
    }

    private String logLevel() {
        String level = text(Setting.LOG_LEVEL).toUpperCase(Locale.ROOT);
        if (!List.of("ERROR", "WARN", "INFO", "DEBUG").contains(level))
            problem(Setting.LOG_LEVEL, "must be ERROR, WARN, INFO or DEBUG");
        return level;
    }
}
