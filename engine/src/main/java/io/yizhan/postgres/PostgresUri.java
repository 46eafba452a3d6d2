package io.yizhan.postgres;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is: {@code postgresql://user:password@host:port/database?sslmode=…}, for both of our drivers. Immutable.
 */
public final class PostgresUri {
    private static final int PORT = 5432;
    private static final int CONNECT_S = 5;

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
        String query = uri.getRawQuery();
        return "jdbc:postgresql://" + uri.getHost() + ":" + port() + uri.getRawPath()
                + (query == null ? "" : "?" + query);
    }

    public String user() {
        String info = uri.getRawUserInfo();
        return info == null ? "" : decoded(info.split(":", 2)[0]);
    }

    public String password() {
        String info = uri.getRawUserInfo();
        return info == null || info.indexOf(':') < 0 ? "" : decoded(info.split(":", 2)[1]);
    }

    /** A connection for migrations, imports and loading. The caller closes it. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_S));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "yizhan");
        // Numbers and arrays in binary from the first execution on.
        properties.setProperty("prepareThreshold", "-1");
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    /** For connections that do not block. The caller may add to them. */
    public PgConnectOptions connectOptions() {
        return PgConnectOptions.fromUri(text).setUser(user()).setPassword(password());
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
