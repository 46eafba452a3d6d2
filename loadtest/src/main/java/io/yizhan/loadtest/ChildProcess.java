package io.yizhan.loadtest;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that this run started; its output is in a file. Ended by its own handle when closed, and in any case when this JVM ends, by
 * Ctrl-C too: with SIGTERM first, so that an engine stops its database.
 */
public final class ChildProcess implements AutoCloseable {
    private static final int STOP_MAX_S = 60;
    private static final Set<ChildProcess> LIVING = ConcurrentHashMap.newKeySet();

    final String name;
    public final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Its output goes into NAME.log in the folder. */
    public static ChildProcess start(String name, Path folder, Map<String, String> environment, List<String> command) {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // An engine refuses variables that it does not know, and none of the caller's are to change what is measured;
        // but the
        // flags of the engine's JVM are his.
        builder.environment()
                .keySet()
                .removeIf(it -> (it.startsWith("YIZHAN_") && !it.equals("YIZHAN_JAVA_OPTS"))
                        || it.startsWith("K6_")
                        || it.equals("SHAPE")
                        || it.equals("BARE"));
        builder.environment().putAll(environment);
        try {
            ChildProcess started = new ChildProcess(name, log, builder.start());
            LIVING.add(started);
            return started;
        } catch (IOException failed) {
            throw new Failure(name + " does not start", failed);
        }
    }

    /** Ends all that live. For the end of this JVM. */
    public static void endAll() {
        LIVING.forEach(it -> it.process.destroy());
        LIVING.forEach(ChildProcess::close);
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits for its end, and gives the exit code. */
    public int await() throws InterruptedException {
        int code = process.waitFor();
        LIVING.remove(this);
        return code;
    }

    public String lastLines(int count) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException unreadable) {
            return "(" + unreadable.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX_S, TimeUnit.SECONDS)) {
                System.err.println("loadtest: " + name + " did not stop in " + STOP_MAX_S + " s; killing it");
                process.destroyForcibly().waitFor(STOP_MAX_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        LIVING.remove(this);
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new Failure("no free port", failed);
        }
    }
}
