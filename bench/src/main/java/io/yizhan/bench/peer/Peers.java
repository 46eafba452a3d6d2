package io.yizhan.bench.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All peers with the servers that they need, in a temporary folder. Closing it stops them all and removes the folder. */
public final class Peers implements AutoCloseable {
    private static final int BATCH_CONNECTIONS = 2;

    private final List<Peer> all = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final Deque<Opened> opened = new ArrayDeque<>();
    private final Path folder;

    /** To be closed again, the last one first. */
    private interface Opened {
        void close() throws IOException, SQLException;
    }

    private Peers(Path folder) {
        this.folder = folder;
    }

    /**
     * Where servers are, and how they are asked.
     *
     * @param postgresUri null to start one
     * @param redisAlwaysUri with the append-only file synced always; null to start one
     * @param redisEverySecondUri another server, synced every second; null to start one
     * @param folder on the disk that is measured; null for the system's temporary folder
     */
    public record Options(
            @Nullable String postgresUri,
            @Nullable String redisAlwaysUri,
            @Nullable String redisEverySecondUri,
            int connections,
            int inFlight,
            @Nullable Path folder) {
        public Options {
            if (connections < 1 || connections > PostgresServer.CONNECTIONS_MAX / 5)
                throw new IllegalArgumentException(
                        "--connections is 1 to " + PostgresServer.CONNECTIONS_MAX / 5 + ", not " + connections);
            if (inFlight < 1 || inFlight > 4_096)
                throw new IllegalArgumentException("--in-flight is 1 to 4096, not " + inFlight);
        }
    }

    /** The engine's own is the first. */
    public static Peers open(Options options) throws IOException, SQLException {
        Path base = options.folder();
        Path folder = base == null
                ? Files.createTempDirectory("yizhan-peers")
                : Files.createTempDirectory(Files.createDirectories(base), "peers");
        Peers peers = new Peers(folder);
        try {
            peers.openAll(options);
        } catch (IOException | SQLException | RuntimeException failed) {
            peers.close();
            throw failed;
        }
        return peers;
    }

    private void openAll(Options options) throws IOException, SQLException {
        add(new SequencerPeer(folder.resolve("sequencer")));
        PostgresServer postgres = PostgresServer.open(options.postgresUri(), folder.resolve("postgres"));
        opened.push(postgres::close);
        try (Connection connection = postgres.connect()) {
            PostgresTables.create(connection);
        }
        add(new RowLockPeer(postgres, options.connections()));
        add(new ConditionalUpdatePeer(postgres, options.connections()));
        add(new PipelinedUpdatePeer(postgres, options.connections()));
        add(new HundredPeer(postgres, BATCH_CONNECTIONS));
        RedisServer always = redis(options.redisAlwaysUri(), "always");
        RedisServer everySecond = redis(options.redisEverySecondUri(), "everysec");
        if (always == null || everySecond == null) {
            absent.add("Redis (no redis-server or valkey-server on the path, none embedded for this platform; give "
                    + "--redis-always and --redis-every-second), and so the Redisson lock");
        } else {
            add(new RedisScriptPeer(always, "always"));
            add(new RedisScriptPeer(everySecond, "everysec"));
            add(new LockedTransactionPeer(postgres, options.connections(), everySecond.address(), options.inFlight()));
        }
        add(new LockMapPeer());
    }

    private @Nullable RedisServer redis(@Nullable String uri, String fsync) throws IOException {
        RedisServer server;
        if (uri != null) {
            server = RedisServer.at(uri, fsync);
        } else {
            File executable = RedisServer.executable();
            if (executable == null) return null;
            server = RedisServer.start(executable, folder.resolve("redis-" + fsync), fsync);
        }
        opened.push(server::close);
        return server;
    }

    private void add(Peer peer) {
        all.add(peer);
        opened.push(peer::close);
    }

    public List<Peer> all() {
        return List.copyOf(all);
    }

    /** What could not take part, and why. */
    public List<String> absent() {
        return List.copyOf(absent);
    }

    /** @throws IOException some of it could not be stopped; the rest is */
    @Override
    public void close() throws IOException {
        IOException failure = new IOException("not all peers could be stopped");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (IOException | SQLException | RuntimeException failed) {
                failure.addSuppressed(failed);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Peers::delete);
        }
        if (failure.getSuppressed().length > 0) throw failure;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
