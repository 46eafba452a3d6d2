package io.yizhan.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.yizhan.trust.Authorities;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: {@code postgresql://user:password@host:port/database?sslmode=…}, for both of our drivers. Immutable.
 */
public final class PostgresUri {
    private static final int PORT = 5432;
    private static final int CONNECT_S = 5;
    private static final String SSL_MODE = "sslmode=";
    /** One that does not look for a file of authorities in the user's home, but asks the JVM. */
    private static final String JVM_TRUST = "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory";

    private final String text;
    private final URI uri;

    /** @throws IllegalArgumentException it is not of this form; does not repeat a password */
    public PostgresUri(String text) {
        this.text = text;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "a Postgres URI looks like postgresql://user:password@host:5432/database");
        }
        boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!scheme || uri.getHost() == null || uri.getPath().length() < 2 || user().isEmpty())
            throw new IllegalArgumentException(
                    "a Postgres URI looks like postgresql://user:password@host:5432/database");
    }

    /** Without user and password. */
    public String jdbcUrl() {
        List<String> query = new ArrayList<>(parameters());
        if (verifies(sslMode()) && query.stream().noneMatch(it -> it.startsWith("sslfactory="))) query.add(JVM_TRUST);
        return "jdbc:postgresql://" + uri.getHost() + ":" + port() + uri.getRawPath() + asQuery(query);
    }

    /** As libpq names it; null where the URI says nothing. */
    private @Nullable SslMode sslMode() {
        for (String each : parameters())
            if (each.startsWith(SSL_MODE)) return SslMode.of(each.substring(SSL_MODE.length()));
        return null;
    }

    private static boolean verifies(@Nullable SslMode mode) {
        return mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    }

    private List<String> parameters() {
        String query = uri.getRawQuery();
        return query == null ? List.of() : List.of(query.split("&", -1));
    }

    private static String asQuery(List<String> parameters) {
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    public String user() {
        String info = uri.getRawUserInfo();
        return info == null ? "" : decoded(info.split(":", 2)[0]);
    }

    public String password() {
        String info = uri.getRawUserInfo();
        return info == null || info.indexOf(':') < 0 ? "" : decoded(info.split(":", 2)[1]);
    }

    /** A connection for migrations, imports and loading, which take their time. The caller closes it. */
    public Connection connect() throws SQLException {
        return connect(0);
    }

    /**
     * One for whoever must not be kept by a server that stands still. The caller closes it.
     *
     * @param answerSMax so long each answer is waited for, that to the connecting too; 0 for without end
     */
    public Connection connect(int answerSMax) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_S));
        properties.setProperty("socketTimeout", Integer.toString(answerSMax));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "yizhan");
        // Numbers and arrays in binary from the first execution on.
        properties.setProperty("prepareThreshold", "-1");
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** For connections that do not block. The caller may add to them. */
    public PgConnectOptions connectOptions() {
        List<String> others =
                parameters().stream().filter(it -> !it.startsWith(SSL_MODE)).toList();
        return PgConnectOptions.fromUri(text.replaceFirst("\\?.*", "") + asQuery(others))
                .setUser(user())
                .setPassword(password())
                // Some servers take nobody without TLS: who has not asked for it gets it there, as with the other
                // driver.
                .setSslMode(Objects.requireNonNullElse(sslMode(), SslMode.ALLOW))
                .setSslOptions(tls());
    }

    /** As libpq: who does not ask for more has what is sent encrypted, and nothing else. */
    private ClientSSLOptions tls() {
        SslMode mode = sslMode();
        ClientSSLOptions options = new ClientSSLOptions()
                .setTrustAll(!verifies(mode))
                .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        TrustManagerFactory authorities = Authorities.all();
        if (verifies(mode) && authorities != null) options.setTrustOptions(TrustOptions.wrap(authorities));
        return options;
    }

    private int port() {
        return uri.getPort() < 0 ? PORT : uri.getPort();
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://" + user() + "@" + uri.getHost() + ":" + port() + uri.getPath();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PostgresUri that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
