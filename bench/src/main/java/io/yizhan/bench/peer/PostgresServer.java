package io.yizhan.bench.peer;

import io.vertx.pgclient.PgConnectOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL with durability on: one given by its URI, or the binaries that the engine embeds, set up as the engine does, but with
 * the priority of any process and room for more connections.
 */
final class PostgresServer implements AutoCloseable {
    static final int CONNECTIONS_MAX = 100;

    private final @Nullable EmbeddedPostgres embedded;
    private final PgConnectOptions options;

    private PostgresServer(@Nullable EmbeddedPostgres embedded, String uri) {
        this.embedded = embedded;
        options = PgConnectOptions.fromUri(uri);
    }

    /** @param uri null to start one in {@code folder} */
    static PostgresServer open(@Nullable String uri, Path folder) throws IOException, SQLException {
        if (uri != null) return checked(new PostgresServer(null, uri));
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .start();
        String own = "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
        return checked(new PostgresServer(server, own));
    }

    private static PostgresServer checked(PostgresServer server) throws IOException, SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (!"on".equals(row.getString(1)))
                        throw new IllegalStateException(
                                setting + " is " + row.getString(1) + ": as a peer it must keep what it confirms");
                }
            }
        } catch (SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", options.getUser());
        if (options.getPassword() != null) properties.setProperty("password", options.getPassword());
        // From the first use on: no statement is planned twice.
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase(),
                properties);
    }

    /** For the Vert.x client; a copy. */
    PgConnectOptions options() {
        return new PgConnectOptions(options);
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) embedded.close();
    }
}
