package io.yizhan.bench.peer;

import io.yizhan.postgres.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis (or Valkey) with an append-only file: a process of our own, or one that is given by its URI and set up by {@code CONFIG
 * SET}.
 */
public final class RedisServer implements AutoCloseable {
    private static final long START_MAX_NS = 20_000_000_000L;

    private final @Nullable Process process;
    private final InetSocketAddress address;

    private RedisServer(@Nullable Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** @return null where there is no Redis at all: no URI, none on the path, none embedded for this platform */
    public static @Nullable File executable() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            for (String name : List.of("redis-server", "valkey-server")) {
                File file = new File(folder, name);
                if (file.canExecute()) return file;
            }
        }
        try {
            return ExecutableProvider.newJarResourceProvider().get();
        } catch (IOException | RuntimeException notForThisPlatform) {
            return null;
        }
    }

    /** @param fsync "always" or "everysec" */
    public static RedisServer start(File executable, Path folder, String fsync) throws IOException {
        Files.createDirectories(folder);
        int port = FreePort.find();
        Process process = new ProcessBuilder(
                        executable.getPath(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        fsync,
                        "--auto-aof-rewrite-percentage",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        // A stopped run must leave no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        RedisServer server = new RedisServer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            server.awaitAnswer(folder);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
        return server;
    }

    private void awaitAnswer(Path folder) throws IOException {
        Process own = process;
        long untilNs = System.nanoTime() + START_MAX_NS;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(address, 500);
                return;
            } catch (IOException notYet) {
                if (own != null && !own.isAlive())
                    throw new IOException("Redis ended: " + Files.readString(folder.resolve("redis.log")), notYet);
                if (System.nanoTime() > untilNs) throw new IOException("Redis does not answer at " + address, notYet);
                Thread.onSpinWait();
            }
        }
    }

    /** One that runs already, emptied by this: for instance redis://127.0.0.1:6379. Sets its {@code appendfsync}. */
    static RedisServer at(String uri, String fsync) throws IOException {
        URI parsed = URI.create(uri);
        if (!"redis".equals(parsed.getScheme()) || parsed.getHost() == null)
            throw new IllegalArgumentException("a Redis URI looks like redis://host:6379, not " + uri);
        int port = parsed.getPort() < 0 ? 6_379 : parsed.getPort();
        RedisServer server = new RedisServer(null, new InetSocketAddress(parsed.getHost(), port));
        try (RedisConnection connection = server.connect()) {
            connection.call("CONFIG", "SET", "appendonly", "yes");
            connection.call("CONFIG", "SET", "appendfsync", fsync);
        }
        return server;
    }

    public InetSocketAddress address() {
        return address;
    }

    RedisConnection connect() throws IOException {
        return new RedisConnection(address);
    }

    @Override
    public void close() throws IOException {
        if (process == null) return;
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
