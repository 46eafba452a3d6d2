package io.yizhan.journal.stream;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server, in a process of its own that can be killed and frozen. */
public final class RedisProcess implements AutoCloseable {
    private static final ExecutableProvider EXECUTABLE = ExecutableProvider.newJarResourceProvider();

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one on a free port. */
    public static RedisProcess start(Path folder, String... settings) throws IOException {
        return start(freePort(), folder, settings);
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /**
     * Returns once it has loaded what is in the folder.
     *
     * @param settings as on the command line
     */
    public static RedisProcess start(int port, Path folder, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable().toString());
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--dir"));
        command.add(folder.toString());
        command.addAll(List.of(settings));
        File log = folder.resolve("redis.log").toFile();
        Process process = started(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        RedisProcess redis = new RedisProcess(process, port);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(redis::answers);
        return redis;
    }

    /**
     * A process that another test starts just then holds for a moment whatever files are open, this executable among them where it was being
     * unpacked; and what is open for writing can't be run.
     */
    private static Process started(ProcessBuilder server) {
        return Awaitility.await()
                .ignoreExceptionsMatching(it -> String.valueOf(it.getMessage()).contains("Text file busy"))
                .until(server::start, Objects::nonNull);
    }

    private static synchronized File executable() throws IOException {
        return EXECUTABLE.get();
    }

    private boolean answers() {
        if (!process.isAlive()) throw new AssertionError("Redis ended with " + process.exitValue());
        try (Jedis jedis = admin()) {
            return "PONG".equals(jedis.ping());
        } catch (JedisException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** A connection for whoever looks after the server. */
    public Jedis admin() {
        return new Jedis("127.0.0.1", port);
    }

    public void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", which, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) throw new AssertionError("kill " + which + " ended with " + status);
    }

    @Override
    public void close() {
        kill();
    }
}
