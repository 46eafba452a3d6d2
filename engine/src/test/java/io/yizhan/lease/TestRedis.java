package io.yizhan.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis for tests: a process of its own, in memory alone, which can be killed, started again and frozen; or, for tests that do none of
 * that, the one of {@code -Dyizhan.test.redis=redis://host:port}, which they empty.
 */
public final class TestRedis implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    private final URI uri;
    private @Nullable Process process;

    private TestRedis(URI uri) {
        this.uri = uri;
    }

    /** The one that was given, else one of our own. */
    static TestRedis any() throws IOException {
        String given = System.getProperty("yizhan.test.redis", "");
        return given.isEmpty() ? own() : new TestRedis(URI.create(given));
    }

    public static TestRedis own() throws IOException {
        TestRedis redis = notStarted();
        redis.start();
        return redis;
    }

    static TestRedis notStarted() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new TestRedis(URI.create("redis://127.0.0.1:" + free.getLocalPort()));
        }
    }

    public URI uri() {
        return uri;
    }

    /** Empty. */
    public void start() throws IOException {
        Process started = new ProcessBuilder(
                        ExecutableProvider.newJarResourceProvider().get().getPath(),
                        "--port",
                        Integer.toString(uri.getPort()),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        process = started;
        await().atMost(LONG).ignoreExceptions().until(() -> call("PING").equals("PONG"));
    }

    public void kill() throws InterruptedException {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly().waitFor();
    }

    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        Process running = Objects.requireNonNull(process);
        int ended = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                .start()
                .waitFor();
        if (ended != 0) throw new IOException("kill -" + name + " ends with " + ended);
    }

    /** A number, a status or a text; words without blanks. */
    public String call(String... words) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words)
                command.append('$')
                        .append(word.getBytes(UTF_8).length)
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            socket.getOutputStream().write(command.toString().getBytes(UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String line = in.readLine();
            if (line == null) throw new EOFException("Redis closed the connection");
            if (line.startsWith("-")) throw new IOException(line);
            if (!line.startsWith("$")) return line.substring(1);
            int length = Integer.parseInt(line.substring(1));
            char[] text = new char[Math.max(0, length)];
            for (int at = 0; at < text.length; ) at += in.read(text, at, text.length - at);
            return new String(text);
        }
    }

    /** As if the region had had an owner before: else the first to ask for its lease has to wait. */
    void rememberOwner(String region) throws IOException {
        call("SET", "redisson_lock_token:yizhan:{" + region + "}:lease", "1");
    }

    void flush() throws IOException {
        call("FLUSHALL");
    }

    List<String> commandStats() throws IOException {
        return call("INFO", "commandstats")
                .lines()
                .filter(it -> it.startsWith("cmdstat_"))
                .toList();
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }
}
