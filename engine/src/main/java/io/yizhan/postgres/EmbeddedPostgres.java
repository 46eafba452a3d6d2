package io.yizhan.postgres;

import io.yizhan.time.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, for those who have none: real, durable, on the loopback address alone, for whoever has its password
 * ({@link OwnPassword}), with its data in a folder that outlives it. Any thread.
 *
 * <p>It outlives a JVM that is killed. So the next start on the same folder first stops the server that was left behind: found by its
 * pid file, and stopped only if the process is indeed a postgres on that very folder, for the pid may be another's by now. A lock on
 * the folder, which the system releases with the process, keeps the server of a living JVM from being taken for an orphan.
 *
 * <p>Registers no shutdown hook: it must stop after whoever still writes to it, and only the caller knows who that is.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** Crash recovery comes before the first answer. */
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    /** Of the time to stop: the rest is for a server that has to be killed. */
    private static final double STOP_SHARE = 0.6;

    private static final String USER = "postgres";
    private static final String DATABASE = "yizhan";

    /** Data folders of the servers that this process has started and not stopped again; that are being started, too. */
    private static final Set<Path> STARTED_HERE = ConcurrentHashMap.newKeySet();

    /** Whoever else is on this machine could otherwise be its superuser, and so run programs as the engine's user. */
    private static final String ACCESS = "# Written by Yizhan.\nhost all all 127.0.0.1/32 scram-sha-256\n";

    private static final String ACCESS_WITHOUT_PASSWORD = "host all all 127.0.0.1/32 trust\n";

    private final Path data;
    private final String password;
    private final FileChannel lock;
    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private boolean closed;

    private EmbeddedPostgres(
            Path data, String password, FileChannel lock, io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.data = data;
        this.password = password;
        this.lock = lock;
        this.server = server;
    }

    /**
     * Starts a server, and returns when it answers.
     *
     * @param folder for its data; made where absent
     * @param port 0 for any free one
     * @throws IOException it does not start, another process has the folder, or a former server does not stop
     */
    public static EmbeddedPostgres start(Path folder, int port) throws IOException {
        String missing = PostgresPrograms.missingHere();
        if (missing != null) throw new IOException(missing);
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            Path data = folder.toRealPath().resolve("data");
            Postmaster orphan = Postmaster.of(data);
            if (orphan != null) {
                LOG.warn("stopping the Postgres that a killed process left behind: pid {}", orphan.pid());
                orphan.stop(STOP_MAX);
            }
            Postmaster.removeMisleadingFile(data);
            STARTED_HERE.add(data);
            return start(folder, data, lock, port);
        } catch (IOException | RuntimeException failed) {
            // What starts it may have been killed while the server lives: Ctrl-C goes to the one and not to the other.
            Path data = folder.toRealPath().resolve("data");
            if (STARTED_HERE.remove(data)) Postmaster.stopAll(data, STOP_MAX);
            lock.close();
            throw failed;
        }
    }

    /** Stops what this process has started and not stopped, be it halfway through its start. For the process's end, when nobody needs it any more. */
    public static void stopAll() {
        for (Path data : STARTED_HERE) {
            try {
                Postmaster.stopAll(data, STOP_MAX);
            } catch (IOException failure) {
                LOG.warn("the embedded PostgreSQL did not stop: {}", failure.getMessage());
            }
        }
    }

    /** The URI of the server that runs on this folder, whoever started it; null where none does. Changes nothing. */
    public static @Nullable String runningOn(Path folder) throws IOException {
        Path data = folder.toRealPath().resolve("data");
        if (Postmaster.of(data) == null) return null;
        // Pid, folder, start, port: see Postgres's miscadmin.h.
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        // The server of a former version has none.
        String password = Files.exists(OwnPassword.file(folder)) ? OwnPassword.in(folder) : "";
        return lines.size() < 4 ? null : uri(lines.get(3).strip(), password, DATABASE);
    }

    private static EmbeddedPostgres start(Path folder, Path data, FileChannel lock, int port) throws IOException {
        // Present from before the first file to after the first answer: what was killed in between is no database yet.
        Path initialising = folder.resolve("initialising");
        if (Files.exists(initialising)) delete(data);
        if (!Files.exists(data) && !Files.exists(initialising)) Files.createFile(initialising);
        String password = password(folder, data);
        var server = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(programs(folder).toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_MAX)
                .setPort(port == 0 ? FreePort.find() : port)
                // The library is made for tests and switches durability off.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                // These go to initdb.
                .setLocaleConfig("pwfile", OwnPassword.file(folder).toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setConnectConfig("password", password)
                .start();
        // The library lets everybody write there.
        Files.setPosixFilePermissions(programs(folder), PosixFilePermissions.fromString("rwx------"));
        var postgres = new EmbeddedPostgres(data, password, lock, server);
        try {
            postgres.prepare();
        } catch (SQLException | IOException | RuntimeException failed) {
            server.close();
            throw new IOException("the embedded Postgres started, but " + failed.getMessage(), failed);
        }
        Files.deleteIfExists(initialising);
        postgres.goLast();
        return postgres;
    }

    /** One whose file is gone is made anew: for that one start the server asks for none. */
    private static String password(Path folder, Path data) throws IOException {
        boolean lost = !Files.exists(OwnPassword.file(folder));
        String password = OwnPassword.in(folder);
        Path access = access(data);
        if (lost && Files.exists(access)) Files.writeString(access, ACCESS_WITHOUT_PASSWORD);
        return password;
    }

    /** Beside the data, where nobody else can put programs of theirs before the first start. Tests unpack them once. */
    private static Path programs(Path folder) {
        String shared = System.getProperty("yizhan.postgres.programs", "");
        return shared.isEmpty() ? folder.resolve("programs") : Path.of(shared);
    }

    private static Path access(Path data) {
        return data.resolve("pg_hba.conf");
    }

    /** Data of a former version let everybody in. */
    private void keepFromOthers(Statement statement) throws SQLException, IOException {
        if (Files.readString(access(data)).equals(ACCESS)) return;
        statement.execute("alter role " + USER + " password '" + password + "'");
        Files.writeString(access(data), ACCESS);
        statement.execute("select pg_reload_conf()");
    }

    /**
     * It shares the machine with the engine, and rows can wait where bookings can't: so it takes what the engine leaves. Where that can't be
     * had, it works all the same.
     */
    private void goLast() throws IOException {
        Postmaster running = postmaster();
        if (running == null) return;
        var command = new ArrayList<>(List.of("renice", "-n", "10", "-p", Long.toString(running.pid())));
        ProcessHandle.of(running.pid()).ifPresent(it -> it.children().forEach(child -> command.add("" + child.pid())));
        try {
            Process renice = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!renice.waitFor(5, TimeUnit.SECONDS) || renice.exitValue() != 0)
                LOG.info("Postgres keeps its priority");
        } catch (IOException noSuchCommand) {
            LOG.info("Postgres keeps its priority: {}", noSuchCommand.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** For instance postgresql://postgres:password@127.0.0.1:5433/yizhan. */
    public String uri() {
        return uri(DATABASE);
    }

    public String uri(String database) {
        return uri(Integer.toString(port()), password, database);
    }

    private static String uri(String port, String password, String database) {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return server.getPort();
    }

    /** The server's process; null where it died. */
    @Nullable
    Postmaster postmaster() throws IOException {
        return Postmaster.of(data);
    }

    /**
     * Stops the server, clients or not, and returns when it is gone. Idempotent.
     *
     * @throws IOException it does not stop
     */
    @Override
    public void close() throws IOException {
        close(STOP_MAX);
    }

    /** As {@link #close()}; a server that does not stop within this time is killed. It loses nothing by that: its next start recovers. */
    public synchronized void close(Duration atMost) throws IOException {
        if (closed) return;
        closed = true;
        Deadline by = Deadline.in(atMost);
        try {
            Postmaster running = Postmaster.of(data);
            // The library gives up after 5 s, and only logs it.
            Thread library = Thread.ofPlatform().name("stop postgres").daemon().start(this::closeServer);
            library.join(by.part(STOP_SHARE).left());
            if (running != null && running.alive()) stop(running, by);
            library.join(by.left());
            STARTED_HERE.remove(data);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException failure) {
            LOG.warn("while Postgres was stopping", failure);
        }
    }

    private static void stop(Postmaster running, Deadline by) throws IOException {
        try {
            running.stop(by.part(STOP_SHARE).left());
        } catch (IOException frozen) {
            LOG.warn("{}: it is killed, and recovers when it is started again", frozen.getMessage());
            running.kill(by.left());
        }
    }

    private void prepare() throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String durable : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                if (!"on".equals(one(statement, "show " + durable)))
                    throw new IllegalStateException(durable + " is off: it would lose what it confirmed");
            }
            if (one(statement, "select datname from pg_database where datname = '" + DATABASE + "'") == null)
                statement.execute("create database " + DATABASE);
            keepFromOthers(statement);
        }
    }

    private static @Nullable String one(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(folder + " is in use by another process");
        }
        return channel;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) return;
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                if (failed != null) throw failed;
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
