package io.yizhan.loadtest.pages;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An engine of one's own with a pretend crowd, on free ports and with a folder of its own. Closed, it is gone; its log stays. */
final class OwnEngine implements AutoCloseable {
    private static final int READY_MAX_S = 180;
    private static volatile @Nullable OwnEngine current;

    final Api api;
    private final ChildProcess process;
    private final Path data;

    private OwnEngine(Api api, ChildProcess process, Path data) {
        this.api = api;
        this.process = process;
        this.data = data;
    }

    /**
     * Ready when it returns.
     *
     * @param folder gets the log, and the data for as long as it lives
     * @param traffic how many times the usual crowd
     */
    static OwnEngine start(Path root, Path folder, int traffic) throws InterruptedException {
        int port = ChildProcess.freePort();
        Path data = folder.resolve("engine-data").toAbsolutePath();
        ChildProcess process = ChildProcess.start(
                "engine",
                folder,
                Map.of(
                        "YIZHAN_DEV",
                        "true",
                        "YIZHAN_HTTP_PORT",
                        "" + port,
                        "YIZHAN_MQTT_PORT",
                        "0",
                        "YIZHAN_POSTGRES_PORT",
                        "" + ChildProcess.freePort(),
                        "YIZHAN_DATA_DIR",
                        data.toString()),
                List.of(root.resolve("engine/bin/yizhan").toString(), "serve", "--traffic=" + traffic));
        OwnEngine engine = new OwnEngine(new Api("http://127.0.0.1:" + port), process, data);
        current = engine;
        try {
            engine.await();
            return engine;
        } catch (Failure failed) {
            engine.close();
            throw failed;
        }
    }

    /** For the end of this JVM, by Ctrl-C too. */
    static void closeLast() {
        OwnEngine last = current;
        if (last != null) last.close();
    }

    private void await() throws InterruptedException {
        long deadline = System.nanoTime() + READY_MAX_S * 1_000_000_000L;
        while (!api.ready("/health/ready")) {
            if (!process.alive()) throw new Failure("the engine ended before it was ready:\n" + process.lastLines(20));
            if (System.nanoTime() > deadline)
                throw new Failure("the engine was not ready within " + READY_MAX_S + " s:\n" + process.lastLines(20));
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        process.close();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException failed) {
            if (Files.exists(data))
                System.err.println("loadtest/pages: " + data + " could not be deleted: " + failed.getMessage());
        }
    }
}
