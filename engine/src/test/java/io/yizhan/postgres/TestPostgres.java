package io.yizhan.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL for tests: one for the whole test JVM, or the one of {@code -Dyizhan.test.postgres=postgresql://user:password@host/db},
 * whose user may create databases.
 */
public final class TestPostgres {
    private static @Nullable String server;

    private TestPostgres() {}

    /** The URI of an empty database of the caller's own. */
    public static String freshDatabase() {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        URI given = URI.create(server());
        try (Connection connection = connect(given);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no test database", failed);
        }
        return given.resolve("/" + name).toString();
    }

    /** A JDBC connection to the database of such a URI. */
    public static Connection connect(URI uri) throws SQLException {
        String[] user = uri.getUserInfo().split(":", 2);
        var properties = new Properties();
        properties.setProperty("user", user[0]);
        if (user.length > 1) properties.setProperty("password", user[1]);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getAuthority().replaceFirst(".*@", "") + uri.getPath(), properties);
    }

    private static synchronized String server() {
        if (server != null) return server;
        String given = System.getProperty("yizhan.test.postgres", "");
        server = given.isEmpty() ? startOne() : given;
        return server;
    }

    private static String startOne() {
        try {
            Path folder = Files.createTempDirectory("yizhan-test-postgres");
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, folder), "test-postgres-stop"));
            return postgres.uri("postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void stop(EmbeddedPostgres postgres, Path folder) {
        try {
            postgres.close();
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
