package io.yizhan.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives a target its share of inputs, each from its own number: so a failure is replayed alone. A target throws nothing, does not hang, and
 * allocates no more than it may. Settings: {@code -Dfuzz.inputs} for all targets together, {@code -Dfuzz.seed}, {@code -Dfuzz.only=N} for one.
 */
public final class Fuzz {
    /** What the inputs are divided by. */
    private static final int TARGETS = 13;

    private static final long INPUTS = Long.getLong("fuzz.inputs", 135_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_122);
    private static final long ONLY = Long.getLong("fuzz.only", -1);
    private static final long HANGS_MS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzz() {}

    /** Takes one input; whatever it throws is a finding. */
    public interface Target {
        void take(SplittableRandom random) throws Exception;
    }

    /** @param bytesMax on the heap, for one input */
    public static void run(String name, long bytesMax, Target target) throws InterruptedException {
        AtomicLong done = new AtomicLong();
        AtomicReference<@Nullable Throwable> found = new AtomicReference<>();
        Thread worker = new Thread(() -> inputs(name, bytesMax, target, done, found), "fuzz-" + name);
        worker.setDaemon(true);
        worker.start();
        for (long seen = -1; worker.isAlive(); worker.join(HANGS_MS)) {
            if (done.get() == seen) {
                AssertionError hangs = new AssertionError(at(name, seen) + " hangs");
                hangs.setStackTrace(worker.getStackTrace());
                throw hangs;
            }
            seen = done.get();
        }
        Throwable failure = found.get();
        if (failure != null) throw new AssertionError(at(name, done.get()) + ": " + failure, failure);
        System.out.println("fuzz " + name + ": " + done.get() + " inputs");
    }

    private static void inputs(
            String name, long bytesMax, Target target, AtomicLong done, AtomicReference<@Nullable Throwable> found) {
        long thread = Thread.currentThread().threadId();
        try {
            // What is loaded and compiled at first is not the input's.
            for (int i = 0; i < 200; i++) {
                done.set(i);
                target.take(random(name, i));
            }
            long end = ONLY >= 0 ? ONLY + 1 : (INPUTS + TARGETS - 1) / TARGETS;
            for (long i = Math.max(0, ONLY); i < end; i++) {
                done.set(i);
                SplittableRandom random = random(name, i);
                long before = THREADS.getThreadAllocatedBytes(thread);
                target.take(random);
                long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
                if (bytes > bytesMax) throw new AssertionError(bytes + " bytes were allocated");
            }
            done.set(end);
        } catch (Throwable thrown) {
            found.set(thrown);
        }
    }

    private static SplittableRandom random(String name, long input) {
        return new SplittableRandom(SEED * 31 + name.hashCode() + input * 0x9e37_79b9_7f4a_7c15L);
    }

    private static String at(String name, long input) {
        return "input " + input + " of " + name + " (-Dfuzz.seed=" + SEED + " -Dfuzz.only=" + input + ")";
    }
}
