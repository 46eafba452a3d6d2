package io.yizhan.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class EmbeddedPostgresTest {
    /** Of those that need no server of their own making: that takes longer than all else. */
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    @Test
    void keepsItsRowsOverARestartAndIsDurable() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(made, 0)) {
            assertThat(one(first.uri(), "show fsync")).isEqualTo("on");
            assertThat(one(first.uri(), "show synchronous_commit")).isEqualTo("on");
            assertThat(one(first.uri(), "show listen_addresses")).isEqualTo("127.0.0.1");
            run(first.uri(), "create table kept as select 42 as n");
        }
        assertThat(Postmaster.of(made.toRealPath().resolve("data"))).isNull();
        try (EmbeddedPostgres second = EmbeddedPostgres.start(made, 0)) {
            assertThat(one(second.uri(), "select n from kept")).isEqualTo("42");
        }
    }

    /** Its user may do everything, and so could whoever else is on this machine. */
    @Test
    void letsNobodyInWhoDoesNotKnowItsPassword() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, 0)) {
            letsNobodyIn(postgres);
            assertThat(one(postgres.uri(), "show password_encryption")).isEqualTo("scram-sha-256");
        }
        try (EmbeddedPostgres again = EmbeddedPostgres.start(folder, 0)) {
            letsNobodyIn(again);
        }
    }

    private void letsNobodyIn(EmbeddedPostgres postgres) throws IOException {
        String uri = postgres.uri();
        String password = Files.readString(folder.resolve("password")).strip();
        assertThat(password).hasSizeGreaterThan(30);
        assertThat(uri).contains(":" + password + "@");
        for (String wrong : List.of("postgres@", "postgres:@", "postgres:x@", "postgres:" + password + "x@"))
            assertThatThrownBy(() -> one(uri.replaceFirst("postgres:" + password + "@", wrong), "select 1"))
                    .as(wrong)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        String shared = System.getProperty("yizhan.postgres.programs", "");
        assertThat(Files.getPosixFilePermissions(shared.isEmpty() ? folder.resolve("programs") : Path.of(shared)))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void givesDataThatWasOpenToEverybodyOrWhosePasswordIsLostAnotherOne() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            run(first.uri(), "create table kept as select 42 as n");
        }
        // As a former version has left it.
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        Files.delete(folder.resolve("password"));
        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, 0)) {
            letsNobodyIn(next);
            assertThat(one(next.uri(), "select n from kept")).isEqualTo("42");
        }
        Files.delete(folder.resolve("password"));
        try (EmbeddedPostgres last = EmbeddedPostgres.start(folder, 0)) {
            letsNobodyIn(last);
            assertThat(one(last.uri(), "select n from kept")).isEqualTo("42");
        }
        Files.writeString(folder.resolve("password"), "it's");
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0)).hasMessageContaining("Put it back from a backup");
    }

    @Test
    void stopsTheServerThatAKilledProcessLeftBehindAndFindsItsRows() throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dyizhan.postgres.programs=" + System.getProperty("yizhan.postgres.programs", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long orphan;
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            orphan = ready(output);
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(orphan))
                .as("the orphan")
                .hasValueSatisfying(it -> assertThat(it.isAlive()).isTrue());

        try (EmbeddedPostgres next = EmbeddedPostgres.start(folder, 0)) {
            assertThat(one(next.uri(), "select n from kept")).isEqualTo("7");
            assertThat(requireNonNull(next.postmaster()).pid()).isNotEqualTo(orphan);
        }
        assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void leavesAStrangerAloneWhoGotThePidOfAStaleFile() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(made, 0)) {
            assertThat(first.port()).isPositive();
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Path data = made.toRealPath().resolve("data");
            Files.writeString(
                    data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n\nready\n");
            assertThat(Postmaster.of(data)).isNull();
            try (EmbeddedPostgres second = EmbeddedPostgres.start(made, 0)) {
                assertThat(one(second.uri(), "select 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void refusesAFolderThatALivingServerHasAndLeavesThatServerAlone() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(made, 0)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(made, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
            assertThat(one(first.uri(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void beginsAnewWhereTheFirstStartWasKilledHalfway() throws Exception {
        Files.createFile(folder.resolve("initialising"));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data").resolve("postgresql.conf"), "half a file");
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0)) {
            assertThat(one(first.uri(), "select 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("initialising")).doesNotExist();
    }

    private static long ready(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) return Long.parseLong(line.substring(6));
        }
        throw new IOException("the child ended before it was ready");
    }

    private static String one(String uri, String query) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(uri));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void run(String uri, String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect(URI.create(uri));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs in a JVM of its own, and waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), 0);
            run(postgres.uri(), "create table kept as select 7 as n");
            System.out.println("ready " + requireNonNull(postgres.postmaster()).pid());
            Thread.currentThread().join();
        }
    }
}
