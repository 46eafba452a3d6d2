package io.yizhan.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that do the same until they are done. */
final class Callers {
    private Callers() {}

    /** One thread's work, from its beginning to its end. */
    interface Caller {
        void run() throws Exception;
    }

    /** Returns when all have ended; throws what the first of them threw. */
    static void run(int threads, Caller caller) throws Exception {
        ExecutorService all = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(all.submit(() -> {
                caller.run();
                return null;
            }));
        }
        all.shutdown();
        try {
            for (Future<?> one : running) one.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a caller failed: " + failed.getCause(), failed.getCause());
        }
    }
}
