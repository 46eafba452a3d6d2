package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A Redis of our own on a fixed port, with an append-only file that is synced before each answer; it can be killed, emptied and started again. One thread. */
public final class OwnRedis implements AutoCloseable {
    private static final int START_MAX_S = 20;

    public final int port = ChildProcess.freePort();
    private final Path work;
    private final Path data;
    private final String program;
    private @Nullable ChildProcess server;

    /** Takes the redis-server or valkey-server that is on the path, else the one that a library brings along. */
    public OwnRedis(Path work) throws IOException {
        this.work = work;
        data = Files.createDirectories(work.resolve("redis"));
        String installed = Programs.onPath("redis-server");
        if (installed == null) installed = Programs.onPath("valkey-server");
        program = installed == null
                ? ExecutableProvider.newJarResourceProvider(Files.createDirectories(work.resolve("redis-program"))
                                .toFile())
                        .get()
                        .getPath()
                : installed;
    }

    public String program() {
        return program;
    }

    /** Returns when it answers. */
    public void start() throws InterruptedException {
        server = ChildProcess.start(
                "redis",
                work,
                Map.of(),
                Programs.apart(List.of(
                        program,
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        data.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        "",
                        "--maxmemory-policy",
                        "noeviction")));
        long deadline = System.nanoTime() + START_MAX_S * 1_000_000_000L;
        while (!answers()) {
            if (!server.alive()) throw new Failure("Redis ended before it answered:\n" + server.lastLines(10));
            if (System.nanoTime() > deadline)
                throw new Failure("Redis did not answer within " + START_MAX_S + " s:\n" + server.lastLines(10));
            Thread.sleep(20);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() throws InterruptedException {
        ChildProcess running = server;
        if (running == null) throw new Failure("Redis was not started");
        Signals.send("KILL", running.pid());
        running.await();
    }

    /** Deletes all that it has. While it does not run. */
    public void empty() {
        try (Stream<Path> all = Files.walk(data)) {
            for (Path it : all.sorted(Comparator.reverseOrder()).toList()) if (!it.equals(data)) Files.delete(it);
        } catch (IOException | UncheckedIOException failed) {
            throw new Failure("what Redis has cannot be deleted", failed);
        }
    }

    @Override
    public void close() {
        ChildProcess running = server;
        server = null;
        if (running != null) running.close();
    }
}
