package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of our own, on a fixed port, that can be killed, frozen and started again. One thread. */
public final class OwnPostgres implements AutoCloseable {
    private static final int RESTART_MAX_S = 60;
    private static final int CHILD_END_MAX_MS = 20_000;

    public final int port = ChildProcess.freePort();
    private final Path data;
    private @Nullable EmbeddedPostgres server;

    public OwnPostgres(Path data) {
        this.data = data;
    }

    public URI uri() {
        return uri(port);
    }

    /** @param through a port that leads to it */
    public URI uri(int through) {
        return URI.create("postgresql://postgres@127.0.0.1:" + through + "/yizhan");
    }

    public String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Empty, with the database that the engine wants. */
    public void create() throws InterruptedException {
        start();
        try (Connection connection = DriverManager.getConnection(jdbc("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database yizhan");
        } catch (SQLException failed) {
            throw new Failure("PostgreSQL cannot be prepared", failed);
        }
    }

    /** Returns when it answers. After a kill its former processes may need a moment to notice. */
    public void start() throws InterruptedException {
        long deadline = System.nanoTime() + RESTART_MAX_S * 1_000_000_000L;
        while (true) {
            try {
                server = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(Duration.ofSeconds(RESTART_MAX_S))
                        .setPort(port)
                        // The library is made for tests and switches durability off.
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
                return;
            } catch (IOException | RuntimeException failed) {
                if (System.nanoTime() > deadline) throw new Failure("PostgreSQL does not start", failed);
                Thread.sleep(500);
            }
        }
    }

    /** SIGKILL to the postmaster alone; returns when its children have noticed and ended, too: before that none can be started. */
    public void kill() throws InterruptedException, IOException {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
        all.add(postmaster);
        Signals.send("KILL", postmaster.pid());
        for (ProcessHandle it : all) for (int i = 0; i < CHILD_END_MAX_MS / 50 && it.isAlive(); i++) Thread.sleep(50);
        EmbeddedPostgres killed = server;
        server = null;
        // Its library holds a lock on the folder.
        if (killed != null) killed.close();
    }

    /** SIGSTOP or SIGCONT to all its processes, the postmaster first, so that it starts no others. */
    public void signalAll(String signal) throws InterruptedException {
        ProcessHandle postmaster = postmaster();
        Signals.send(signal, postmaster.pid());
        List<Long> children = new ArrayList<>();
        try (Stream<ProcessHandle> all = postmaster.descendants()) {
            all.forEach(it -> children.add(it.pid()));
        }
        for (long child : children) Signals.send(signal, child);
    }

    /** Where it runs. */
    public void continueAll() throws InterruptedException {
        if (named() != null) signalAll("CONT");
    }

    private ProcessHandle postmaster() {
        ProcessHandle named = named();
        if (named == null) throw new Failure("PostgreSQL does not run");
        return named;
    }

    private @Nullable ProcessHandle named() {
        try {
            Path file = data.resolve("postmaster.pid");
            if (!Files.exists(file)) return null;
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) return null;
            ProcessHandle found = ProcessHandle.of(
                            Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .orElse(null);
            // The number may be another's by now.
            return found != null
                            && found.info()
                                    .commandLine()
                                    .orElse("")
                                    .contains(data.getFileName().toString())
                    ? found
                    : null;
        } catch (IOException failed) {
            throw new Failure("the pid of PostgreSQL cannot be read", failed);
        }
    }

    /** Whatever state it is in. */
    @Override
    public void close() {
        try {
            continueAll();
            EmbeddedPostgres running = server;
            server = null;
            if (running != null) running.close();
            for (int i = 0; i < 100 && named() != null; i++) Thread.sleep(100);
            if (named() != null) kill();
        } catch (IOException failed) {
            System.err.println("PostgreSQL did not stop cleanly: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
