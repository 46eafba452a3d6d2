package io.yizhan.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for planted bugs: each must be found within a thousand seeds. Those that take many are looked for with a seed first that has found
 * them before: all seeds up to it would take minutes, and tell nothing else.
 */
final class PlantedBugs {
    private static final int SEEDS_MAX = 1_000;
    private static final int MANY = 20;

    private record Bug(long seedFirst, LongFunction<Simulation.@Nullable Failure> seed) {}

    private final Map<String, Bug> planted = new LinkedHashMap<>();

    /** @param seed null where that seed does not find it */
    void plant(String name, long seedFirst, LongFunction<Simulation.@Nullable Failure> seed) {
        planted.put(name, new Bug(seedFirst, seed));
    }

    /** By bug, the seed that breaks a promise, and which one; nothing for a bug that none has found. */
    Map<String, String> found() {
        Map<String, String> found = new ConcurrentSkipListMap<>();
        // A few virtual threads, for the reason that Simulation.seeds has.
        Queue<Map.Entry<String, Bug>> left = new ConcurrentLinkedQueue<>(planted.entrySet());
        Runnable search = () -> {
            for (var each = left.poll(); each != null; each = left.poll()) {
                String how = found(each.getValue());
                if (how != null) found.put(each.getKey(), how);
            }
        };
        List<CompletableFuture<Void>> searches = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++)
                searches.add(CompletableFuture.runAsync(search, threads));
        }
        for (CompletableFuture<Void> each : searches) each.join();
        System.out.println("planted bugs and what found them: " + found);
        return found;
    }

    private static @Nullable String found(Bug bug) {
        String how = tried(bug, bug.seedFirst);
        for (long seed = 1; seed <= SEEDS_MAX && how == null; seed++) {
            how = tried(bug, seed);
            if (how != null && seed > MANY)
                System.out.println("to be looked for with this seed first, to save time: " + how);
        }
        return how;
    }

    private static @Nullable String tried(Bug bug, long seed) {
        Simulation.Failure failure = bug.seed.apply(seed);
        return failure == null ? null : "seed " + seed + ", " + failure.violation().promise;
    }

    Iterable<String> names() {
        return planted.keySet();
    }
}
