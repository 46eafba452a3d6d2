package io.yizhan.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks for planted bugs: each must be found within a thousand seeds. Those that take many are looked for with a seed first that has found
 * them before: all seeds up to it would take minutes, and tell nothing else.
 */
final class PlantedBugs {
    private static final int SEEDS_MAX = 1_000;

    private record Bug(long seedFirst, LongFunction<Simulation.@Nullable Failure> seed) {}

    private final Map<String, Bug> planted = new LinkedHashMap<>();

    /** @param seed null where that seed does not find it */
    void plant(String name, long seedFirst, LongFunction<Simulation.@Nullable Failure> seed) {
        planted.put(name, new Bug(seedFirst, seed));
    }

    /** By bug, the seed that breaks a promise, and which one; nothing for a bug that none has found. */
    Map<String, String> found() {
        Map<String, String> found = new ConcurrentSkipListMap<>();
        planted.entrySet().parallelStream().forEach(each -> {
            String how = found(each.getValue());
            if (how != null) found.put(each.getKey(), how);
        });
        System.out.println("planted bugs and what found them: " + found);
        return found;
    }

    private static @Nullable String found(Bug bug) {
        String how = tried(bug, bug.seedFirst);
        for (long seed = 1; seed <= SEEDS_MAX && how == null; seed++) how = tried(bug, seed);
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
