package io.yizhan.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/** A Redis server's process, from its start until it is killed. */
final class RedisProcess {
    /** In its folder; what it says. */
    static final String LOG = "redis.log";

    private static final ExecutableProvider EXECUTABLE = ExecutableProvider.newJarResourceProvider();

    private final Process process;

    private RedisProcess(Process process) {
        this.process = process;
    }

    /**
     * Returns once it has loaded what is in the folder.
     *
     * @param settings as on the command line
     */
    static RedisProcess start(int port, Path folder, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable().toString());
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--dir"));
        command.add(folder.toString());
        command.addAll(List.of(settings));
        File log = folder.resolve(LOG).toFile();
        Process process = started(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log)));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        RedisProcess redis = new RedisProcess(process);
        Awaitility.await().atMost(TestRedis.LONG).until(() -> redis.answers(port));
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

    private boolean answers(int port) {
        if (!process.isAlive()) throw new AssertionError("Redis ended with " + process.exitValue());
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return "PONG".equals(jedis.ping());
        } catch (JedisException notYet) {
            return false;
        }
    }

    void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String which) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", which, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) throw new AssertionError("kill " + which + " ended with " + status);
    }
}
