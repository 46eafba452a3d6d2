package io.yizhan.config;

import java.util.List;

/** What can be configured: each an environment variable, with its default and its meaning. The one list; --help prints it. */
public enum Setting {
    HTTP_HOST("127.0.0.1", "address to listen on; 0.0.0.0 for all"),
    HTTP_PORT("8080", "port to listen on; 0 for a free one"),
    MQTT_HOST("", "address to listen on for gates by MQTT; empty for that of HTTP"),
    MQTT_PORT(
            "1883",
            "port to listen on for gates by MQTT; 0 for a free one, off for none. In development, unless set: none where 1883 is taken"),
    UHPPOTE_HOST("", "where UHPPOTE_PORT is set: address to listen on there; empty for that of HTTP"),
    UHPPOTE_PORT(
            "off",
            "UDP port to listen on for UHPPOTE's controllers of gates, which a gate of the catalogue names; 0 for a free one, off for none"),
    MANAGEMENT_HOST("127.0.0.1", "where MANAGEMENT_PORT is set: address to listen on there; 0.0.0.0 for all"),
    MANAGEMENT_PORT(
            "off",
            "port for those who look after this engine: /metrics, then there alone, and health; 0 for a free one, off for none of its own"),
    EVENT_LOOPS("0", "threads for HTTP; 0 for one per core but one"),
    DEV("false", "development: tokens for the asking at POST /dev/tokens, loopback only"),
    DATA_DIR(
            "yizhan-data",
            "folder for the journal, the embedded PostgreSQL, and the keys of passes and development tokens; of the script, beside engine/"),
    REGION(
            "sh",
            "the cities that this engine serves: their catalogues' ids, with commas; the first where a request names none"),
    CATALOGUE("", "file of the first city, to import when the database has none; empty for the demo city"),
    POSTGRES_URI("", "postgresql://user:password@host:port/database; empty for an embedded server in the data folder"),
    POSTGRES_PORT("0", "port of the embedded PostgreSQL; 0 for a free one"),
    REDIS_URI(
            "",
            "redis://user:password@host:port/database, through which several engines share the cities; empty for one alone"),
    NODE_ID("", "in a cluster: this engine's name, which no other has; empty for host name and port"),
    NODE_URL("", "in a cluster: where the others reach this engine; empty for its host and port"),
    LEASE_MS("2000", "in a cluster: how long a city stays with an engine that is silent"),
    REDIS_REPLICAS("0", "in a cluster: replicas of Redis that must have a booking before it is answered"),
    CA_FILE(
            "",
            "file (PEM) of authorities that are believed beside the JVM's, where PostgreSQL (?sslmode=verify-full), Redis (rediss://), other engines, the keys of tokens, webhooks (https://) or the mail server have certificates of your own"),
    ANSWER_AFTER("journal", "journal or postgres: what must have a booking before it is answered"),
    JWKS_URI(
            "",
            "where the keys are that tokens are verified with; required unless DEV or OIDC_ISSUER, which says it else"),
    JWT_ISSUER(
            "",
            "whom tokens must be from, as their claim iss says; empty for OIDC_ISSUER; required unless that or DEV"),
    JWT_AUDIENCE("", "whom tokens must be for, as their claim aud says; required unless DEV"),
    JWT_ALGORITHMS(
            "RS256,PS256,ES256,EdDSA",
            "how tokens may be signed, with commas; also RS384, RS512, PS384, PS512, ES384, ES512"),
    JWT_LIFETIME_MAX_S("2678400", "a token that is good for longer than so many seconds is refused; 60 to 315360000"),
    OIDC_ISSUER(
            "",
            "OpenID provider at which people sign in for the pages, as it calls itself: https://id.example/realms/city; empty: nobody signs in here, but in development by a form"),
    OIDC_CLIENT_ID("", "with OIDC_ISSUER: what the provider calls this engine; required"),
    OIDC_CLIENT_SECRET_FILE(
            "", "with OIDC_ISSUER: file of the client's secret; empty for a public client, by PKCE alone"),
    OIDC_SCOPE("openid", "with OIDC_ISSUER: what is asked for at sign-in, with blanks; has openid"),
    PUBLIC_URL(
            "",
            "where browsers reach this engine, as https://yizhan.example. Required with OIDC_ISSUER, whose provider sends people back to /signin/callback there, and where programs of others read /openactive, whose items have whole URLs; empty: as whoever asks has found it"),
    PUBLISHER(
            "",
            "who publishes the open data of /openactive, and offers what can be booked: an organisation's name; empty: the city's"),
    PUBLISHER_ADDRESS(
            "",
            "where that organisation has its letters sent, which whoever orders by /openactive/api is told: street; town; region; postal code; country of two letters, with semicolons between"),
    SECRETS_KEY_FILE(
            "",
            "file of a key (32 bytes in base64, openssl rand -base64 32) by which the keys of passes and sessions are encrypted where they are kept; the same for all engines of a cluster; empty: they lie there in clear"),
    SESSION_MIN("240", "how many minutes a session is good that somebody has got for a token; 5 to 1440"),
    RATE_PER_S("20", "requests a second that one subject may make in the long run"),
    RATE_BURST("60", "requests that one subject may make at once"),
    GATE_RATE_PER_S("200", "requests a second that one gate, machine or broker may make in the long run"),
    GATE_RATE_BURST("1000", "requests that one gate, machine or broker may make at once"),
    TRUSTED_PROXIES(
            "",
            "proxies before this engine, with commas: addresses or networks (10.0.0.0/8). What they say of where a request comes from, in X-Forwarded-For or Forwarded, is believed"),
    PROXY_PROTOCOL(
            "off",
            "ports to which the proxies of TRUSTED_PROXIES begin each connection with a header of the PROXY protocol (version 1 or 2), which says for whom: http, mqtt, or both with a comma; off for none"),
    CONNECTIONS_MAX("0", "HTTP connections that may be open; 0 for as many as the files that may be open leave"),
    ADDRESS_CONNECTIONS_MAX("0", "of these, of one address (IPv6: of one /64); 0 for a fourth"),
    ADDRESS_STREAMS_MAX("1000", "live streams of one address"),
    ADDRESS_RATE_PER_S(
            "1000",
            "requests a second without a known token that one address may make in the long run; each 2 KiB of the answer count as one more; 0 for no limit"),
    ADDRESS_RATE_BURST("10000", "requests without a known token that one address may make at once"),
    CORS_ORIGINS(
            "",
            "other origins whose pages may call this engine, with commas: scheme, host and, where it is another, port (https://app.example); empty for none"),
    MAP_TILES(
            "",
            "where pages have the background of their map from: an address of PNG tiles with {z}, {x} and {y} (https://tiles.example/{z}/{x}/{y}.png); empty: the outlines of districts alone, and nothing of another host"),
    MAP_TILES_BY("", "whom the page is to name beside such a map, as its owner asks for"),
    WEBHOOK_NETWORKS(
            "",
            "networks that are not on the public internet and to which webhooks may go all the same, by http, too, with commas: addresses or networks (10.0.0.0/8); empty for none"),
    REMINDER_MIN(
            "60", "how many minutes before a reservation begins its member is reminded; 0 for not at all, to 1440"),
    SMTP_HOST("", "server that takes letters to members; empty for none: then they have their inbox alone"),
    SMTP_PORT("587", "where SMTP_HOST is set: its port"),
    SMTP_SECURITY(
            "starttls", "where SMTP_HOST is set: starttls, tls, or none, which is for a server on the same machine"),
    SMTP_USER("", "where SMTP_HOST is set: whom it knows this engine as; empty where it does not ask"),
    SMTP_PASSWORD_FILE("", "with SMTP_USER: file of the password"),
    SMTP_FROM("", "where SMTP_HOST is set: the address that letters are from; required"),
    WAIT_MAX_MS("1000", "a booking that would wait longer is refused with 503"),
    JOURNAL_SEGMENT_MB("64", "size of a journal file"),
    JOURNAL_MAX_MB("4096", "journal kept while PostgreSQL is away; bookings are refused when it is full"),
    JOURNAL_LOSS_ACCEPTED(
            "false", "start although the journal ends before what the database has; use it once, then unset it"),
    ROWS_LAG_MAX_S("30", "how far PostgreSQL may fall behind at a peak so that bookings go first; 0 for not at all"),
    RETENTION_DAYS("30", "how long ended reservations stay in memory; 1 to 400"),
    PASS_LEAD_MIN("15", "how many minutes before its first slot a reservation's pass lets in; 0 to 1440"),
    SHUTDOWN_MAX_S("30", "how long stopping may take, whatever stands still; until then PostgreSQL catches up"),
    LOG("auto", "how log lines look: plain, json, or auto: plain on a terminal, JSON elsewhere"),
    LOG_LEVEL("INFO", "ERROR, WARN, INFO or DEBUG");

    static final String PREFIX = "YIZHAN_";

    /** May hold a password: never shown whole. */
    private static final List<Setting> SECRETS =
            List.of(POSTGRES_URI, REDIS_URI, JWKS_URI, OIDC_ISSUER, PUBLIC_URL, NODE_URL);

    private final String fallback;
    private final String meaning;

    Setting(String fallback, String meaning) {
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** Its name in the environment. */
    public String variable() {
        return PREFIX + name();
    }

    /** What it is where it is not set; empty for nothing. */
    public String fallback() {
        return fallback;
    }

    /** In words, for --help. */
    public String meaning() {
        return meaning;
    }

    /** The value as it may be shown. */
    String shown(String value) {
        return !SECRETS.contains(this) || value.isEmpty() ? value : UriSetting.shown(value);
    }
}
