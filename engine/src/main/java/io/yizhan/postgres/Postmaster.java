package io.yizhan.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The running main process of the Postgres on a data folder, and surely of no other: its pid stands in the folder's postmaster.pid, and
 * its command line names postgres and the folder. A pid file that a crash left behind names nobody, or a stranger who got the number
 * since.
 */
public final class Postmaster {
    private static final Pattern PROGRAM = Pattern.compile("postgres|initdb|pg_ctl");

    private final ProcessHandle process;

    private Postmaster(ProcessHandle process) {
        this.process = process;
    }

    /** Null where none runs on this folder. */
    public static @Nullable Postmaster of(Path data) throws IOException {
        ProcessHandle process = named(data);
        return process != null && serves(process, data) ? new Postmaster(process) : null;
    }

    /**
     * Removes a pid file that names a stranger, or is empty: Postgres would not start for fear of it. One whose process is gone is left
     * to Postgres, which also sees to it that no part of the former server still runs.
     */
    static void removeMisleadingFile(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file) || of(data) != null) return;
        if (Files.size(file) == 0 || named(data) != null) Files.delete(file);
    }

    /** The living process that has the number in the file; null where there is none. */
    private static @Nullable ProcessHandle named(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return null;
        }
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) return null;
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .orElse(null);
    }

    private static boolean serves(ProcessHandle process, Path data) {
        String folder = data.toAbsolutePath().toString();
        ProcessHandle.Info info = process.info();
        String command = info.command().orElse("");
        if (info.arguments().isPresent()) {
            return command.contains("postgres")
                    && Arrays.asList(info.arguments().get()).contains(folder);
        }
        String line = info.commandLine().orElse("");
        return line.contains("postgres") && line.contains(folder);
    }

    /**
     * Stops all processes that work on this folder, known by their command lines: the server, and what prepares or starts it. Returns when
     * there are none; asks twice, since one that is just beginning has not got its command line yet.
     */
    static void stopAll(Path data, Duration atMost) throws IOException {
        long untilNs = System.nanoTime() + atMost.toNanos();
        for (int calm = 0; calm < 2; ) {
            List<ProcessHandle> left = ProcessHandle.allProcesses()
                    .filter(process -> process.pid() != ProcessHandle.current().pid() && worksOn(process, data))
                    .toList();
            calm = left.isEmpty() ? calm + 1 : 0;
            for (ProcessHandle process : left) new Postmaster(process).signal("INT");
            if (System.nanoTime() > untilNs) throw new IOException("Postgres, " + left + ", does not stop");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static boolean worksOn(ProcessHandle process, Path data) {
        String line = process.info().commandLine().orElse("");
        return line.contains(data.toString()) && PROGRAM.matcher(line).find();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Stops it fast: clients are cut off, nothing committed is lost. */
    void stop(Duration atMost) throws IOException {
        signal("INT");
        try {
            process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new IOException("Postgres, pid " + pid() + ", does not stop", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Postgres, pid " + pid() + ", was stopping", interrupted);
        }
    }

    /** Ends it and its parts wherever they are, be they stopped by a signal. */
    void kill(Duration atMost) throws IOException {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        for (ProcessHandle each : all) each.destroyForcibly();
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new IOException("Postgres, pid " + pid() + ", is killed and not gone yet", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGINT is a fast shutdown, SIGQUIT an immediate one; ProcessHandle knows SIGTERM alone, which waits for every client. */
    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
