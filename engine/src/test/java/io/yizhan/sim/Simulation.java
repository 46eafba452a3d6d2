package io.yizhan.sim;

import io.yizhan.sim.Script.Act;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs seeds, and shrinks what fails. A world knows nothing of other worlds, so seeds run side by side. */
final class Simulation {
    static final int ACTS = 400;
    private static final int SHRINK_RUNS_MAX = 600;

    private final LongFunction<Play> plays;
    private final Script.Kind[] kinds;
    private final String option;
    final AtomicLong crashes = new AtomicLong();
    final AtomicLong events = new AtomicLong();
    final AtomicLong points = new AtomicLong();
    final AtomicLong undecided = new AtomicLong();
    /** How often each kind of event, answer and fate came about. */
    final Map<String, LongAdder> reached = new ConcurrentSkipListMap<>();

    private Simulation(LongFunction<Play> plays, Script.Kind[] kinds, String option) {
        this.plays = plays;
        this.kinds = kinds;
        this.option = option;
    }

    static Simulation ofOneNode(Supplier<Mutation> mutation) {
        return ofOneNode(Town.USUAL, mutation);
    }

    static Simulation ofOneNode(Town town, Supplier<Mutation> mutation) {
        return new Simulation(seed -> new World(seed, town, mutation.get()), Script.Lone.values(), option(town));
    }

    static Simulation ofACluster(Supplier<ClusterMutation> mutation) {
        return ofACluster(Town.USUAL, mutation);
    }

    static Simulation ofACluster(Town town, Supplier<ClusterMutation> mutation) {
        return new Simulation(
                seed -> new ClusterWorld(seed, town, mutation.get()), ClusterAct.values(), " --cluster" + option(town));
    }

    private static String option(Town town) {
        return town == Town.OF_DRAWS ? " --draws" : "";
    }

    List<Act> script(long seed) {
        return Script.of(seed, ACTS, kinds);
    }

    /** A broken promise, and the shortest script found that breaks it. */
    record Failure(long seed, List<Act> script, Violation violation, List<String> trace, String option) {
        String text() {
            var acts = new TreeSet<Integer>();
            for (Act act : script) acts.add(act.no());
            return "seed " + seed + ": " + violation.getMessage() + "\n  shrunk to " + script.size() + " of " + ACTS
                    + " acts:\n  " + String.join("\n  ", trace) + "\n  again: loadtest/simulate" + option + " --from "
                    + seed
                    + " --seeds 1 --acts "
                    + String.join(",", acts.stream().map(String::valueOf).toList());
        }
    }

    /** Null where every promise was kept. */
    @Nullable
    Failure seed(long seed) {
        List<Act> script = script(seed);
        return run(seed, script) == null ? null : shrunk(seed, script);
    }

    /** Only some acts of a seed's script. */
    @Nullable
    Failure seed(long seed, Set<Integer> acts) {
        List<Act> script =
                script(seed).stream().filter(act -> acts.contains(act.no())).toList();
        return run(seed, script);
    }

    @Nullable
    Failure run(long seed, List<Act> script) {
        return run(seed, script, play(seed));
    }

    /** With one crash, at this point from the beginning on. */
    @Nullable
    Failure crashAt(long seed, List<Act> script, long point, boolean power) {
        World world = (World) play(seed);
        world.crashAt(point, power);
        return run(seed, script, world);
    }

    private Play play(long seed) {
        Quiet.begin();
        return plays.apply(seed);
    }

    private @Nullable Failure run(long seed, List<Act> script, Play world) {
        try {
            world.run(script);
            return null;
        } catch (Violation broken) {
            return new Failure(seed, script, broken, world.trace(), option);
        } catch (RuntimeException | AssertionError broken) {
            return new Failure(seed, script, new Violation("the simulation works", broken), world.trace(), option);
        } finally {
            Quiet.end();
            crashes.addAndGet(world.crashes());
            events.addAndGet(world.events());
            points.addAndGet(world.points());
            undecided.addAndGet(world.undecided());
            world.tally(reached);
        }
    }

    /** Leaves out ever smaller pieces as long as the same promise is broken. */
    Failure shrunk(long seed, List<Act> script) {
        Failure shortest = run(seed, script);
        if (shortest == null) throw new IllegalStateException("seed " + seed + " is not deterministic");
        int runs = 0;
        for (int piece = script.size() / 2; piece > 0 && runs < SHRINK_RUNS_MAX; ) {
            boolean shorter = false;
            for (int from = 0; from < shortest.script().size() && runs < SHRINK_RUNS_MAX; runs++) {
                List<Act> fewer = new ArrayList<>(shortest.script());
                fewer.subList(from, Math.min(from + piece, fewer.size())).clear();
                Failure failure = run(seed, fewer);
                if (failure != null && failure.violation().promise.equals(shortest.violation().promise)) {
                    shortest = failure;
                    shorter = true;
                } else {
                    from += piece;
                }
            }
            if (!shorter || piece > 1) piece /= 2;
        }
        return shortest;
    }

    /**
     * The first failure among these seeds, or null; on so many threads. They are virtual ones, as the fibers of a cluster are: handing over
     * between them costs a fifth of what it costs where the kernel wakes somebody each time.
     */
    @Nullable
    Failure seeds(long from, long count, int threads, Progress progress) throws InterruptedException {
        AtomicLong next = new AtomicLong(from);
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Failure> found = new AtomicReference<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.ofVirtual().name("simulation-" + i).start(() -> {
                for (long seed = next.getAndIncrement();
                        seed < from + count && found.get() == null;
                        seed = next.getAndIncrement()) {
                    Failure failure = seed(seed);
                    if (failure != null) found.compareAndSet(null, failure);
                    progress.done(done.incrementAndGet());
                }
            }));
        }
        for (Thread thread : all) thread.join();
        return found.get();
    }

    interface Progress {
        void done(long seeds);
    }

    public static void main(String[] args) throws InterruptedException {
        long seeds = 1_000;
        long from = 1;
        int threads = Runtime.getRuntime().availableProcessors();
        Set<Integer> acts = new HashSet<>();
        List<String> worlds = Arrays.stream(args)
                .takeWhile(it -> it.equals("--cluster") || it.equals("--draws"))
                .toList();
        Town town = worlds.contains("--draws") ? Town.OF_DRAWS : Town.USUAL;
        for (int i = worlds.size(); i < args.length; i += 2) {
            if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " needs a value");
            String value = args[i + 1];
            switch (args[i]) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--from" -> from = Long.parseLong(value);
                case "--threads" -> threads = Integer.parseInt(value);
                case "--acts" -> {
                    for (String act : value.split(",", -1)) acts.add(Integer.valueOf(act));
                }
                default -> throw new IllegalArgumentException(args[i]);
            }
        }
        Simulation simulation = worlds.contains("--cluster")
                ? ofACluster(town, () -> ClusterMutation.NONE)
                : ofOneNode(town, () -> Mutation.NONE);
        long beganNs = System.nanoTime();
        AtomicLong toldNs = new AtomicLong(beganNs);
        long all = seeds;
        Failure failure = acts.isEmpty()
                ? simulation.seeds(from, seeds, threads, done -> {
                    long nowNs = System.nanoTime();
                    long last = toldNs.get();
                    if (nowNs - last < 5_000_000_000L || !toldNs.compareAndSet(last, nowNs)) return;
                    System.err.printf("%d of %d seeds, %d s%n", done, all, (nowNs - beganNs) / 1_000_000_000);
                })
                : simulation.seed(from, acts);
        double seconds = (System.nanoTime() - beganNs) / 1e9;
        if (failure != null) {
            System.out.println(failure.text());
            System.exit(1);
        }
        System.out.printf(
                "%d seeds from %d: every promise kept. %d crashes at %d crash points, %d events, %.1f s%s%n",
                seeds,
                from,
                simulation.crashes.get(),
                simulation.points.get(),
                simulation.events.get(),
                seconds,
                simulation.undecided.get() == 0 ? "" : "; slots too long to order: " + simulation.undecided.get());
    }
}
