package io.yizhan.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.FreePort;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.redis.TestRedis;
import io.yizhan.town.DrillTown;
import io.yizhan.trust.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL and a Redis with certificates of an operator's own, for 127.0.0.1: both of a node's drivers for each of them look at these. */
@Tag("server")
final class TlsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private TestCertificate certificate;
    private EmbeddedPostgres postgres;
    private TestRedis redis;
    private int redisTlsPort;

    @BeforeEach
    void startServers() throws Exception {
        certificate = TestCertificate.in(folder);
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0);
        try (Connection connection = TestPostgres.connect(URI.create(postgres.uri()));
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set ssl_cert_file = '" + certificate.certificate() + "'");
            statement.execute("alter system set ssl_key_file = '" + certificate.key() + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        redisTlsPort = FreePort.find();
        redis = TestRedis.in(
                Files.createDirectories(folder.resolve("redis")),
                "--tls-port",
                Integer.toString(redisTlsPort),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-auth-clients",
                "no");
    }

    @AfterEach
    void endServers() throws IOException {
        redis.close();
        postgres.close();
    }

    private Map<String, String> settings(String postgresHost, String redisHost) throws IOException {
        String rows = postgres.uri().replace("127.0.0.1", postgresHost) + "?sslmode=verify-full";
        Path own = Files.createDirectories(folder.resolve("n1"));
        Map<String, String> settings = new HashMap<>(EngineProcess.environment(own, rows));
        settings.put("YIZHAN_NODE_ID", "n1");
        settings.put("YIZHAN_REDIS_URI", "rediss://" + redisHost + ":" + redisTlsPort);
        settings.put("YIZHAN_CA_FILE", certificate.certificate().toString());
        return settings;
    }

    @Test
    void goesToThemByTlsAndToNobodyElse() throws Exception {
        Map<String, String> stranger = settings("127.0.0.1", "127.0.0.1");
        stranger.remove("YIZHAN_CA_FILE");
        refused(stranger, "unable to find valid certification path");
        refused(settings("localhost", "127.0.0.1"), "localhost");
        try (EngineProcess engine = EngineProcess.serve(settings("127.0.0.1", "localhost"))) {
            engine.awaitOutput("Redis can't be looked at");
            engine.awaitOutput("can't be reached, trying again");
            engine.kill();
            assertThat(engine.output())
                    .doesNotContain("connected to rediss", "\tat ", "stepArray\":[{")
                    .containsPattern("Redis can't be looked at.*No name matching localhost");
        }
        try (EngineProcess engine =
                EngineProcess.serve(settings("127.0.0.1", "127.0.0.1")).awaitReady()) {
            String token = engine.client().members("m-", 1).getFirst();
            // It owns nothing before its former lease has ended, and says so.
            await("a booking")
                    .atMost(LONG)
                    .until(() ->
                            engine.client().place(token, "k", slot(), 1, false).status() < 300);
            await("the row").atMost(LONG).until(() -> number("select count(*) from reservation") == 1);
            // Those by which this test has just looked itself are there for a moment longer.
            await("nobody without TLS")
                    .atMost(LONG)
                    .until(() -> number("select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                                    + " where client_addr is not null and pid <> pg_backend_pid() and not ssl")
                            == 0);
        }
    }

    private static void refused(Map<String, String> settings, String why) {
        try (EngineProcess engine = EngineProcess.serve(settings)) {
            assertThat(engine.awaitExit()).isEqualTo(1);
            assertThat(engine.output()).contains(why);
        }
    }

    private static List<String> slot() {
        String day = LocalDate.now(DrillTown.ZONE).plusDays(1).toString().replace("-", "");
        return List.of("d-1-b1." + day + "T1000");
    }

    private long number(String query) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(postgres.uri()));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
