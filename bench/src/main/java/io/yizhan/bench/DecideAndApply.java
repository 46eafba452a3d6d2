package io.yizhan.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one command costs the core on one thread: decide it, apply what comes of it. No queue, no journal, no answer. An invocation is a
 * round of {@value #ROUND} commands in warm tables; the books are emptied between rounds, outside the timing, by some milliseconds of work,
 * so the caches are no warmer than in an engine that does other things too.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx6g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecideAndApply {
    public static final int ROUND = 100_000;

    /** A region before each round, and what the round allocated after it. */
    @State(Scope.Thread)
    public abstract static class Rounds {
        /** Of others, in the books all the while. */
        @Param("10000")
        public int liveReservations;

        final Workload workload;

        Rounds(Workload.Slots slots) {
            workload = new Workload(slots, ROUND);
        }

        @Setup(Level.Trial)
        public void addLive() {
            workload.addLive(liveReservations);
        }

        @Setup(Level.Invocation)
        public void renew() {
            workload.renew();
            CostPerOperation.begin();
        }

        @TearDown(Level.Invocation)
        public void count() {
            CostPerOperation.end(ROUND);
        }
    }

    /** See {@link Workload.Slots#SPREAD}. */
    public static class Spread extends Rounds {
        public Spread() {
            super(Workload.Slots.SPREAD);
        }
    }

    /** See {@link Workload.Slots#HOT}. */
    public static class Hot extends Rounds {
        public Hot() {
            super(Workload.Slots.HOT);
        }
    }

    /** See {@link Workload.Slots#FULL}. */
    public static class Full extends Rounds {
        public Full() {
            super(Workload.Slots.FULL);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUND)
    public int bookSpread(Spread rounds) {
        return all(rounds.workload.book());
    }

    @Benchmark
    @OperationsPerInvocation(ROUND)
    public int bookHotSlot(Hot rounds) {
        return all(rounds.workload.book());
    }

    @Benchmark
    @OperationsPerInvocation(ROUND)
    public int refuseFullSlot(Full rounds) {
        return all(rounds.workload.refuse());
    }

    /** Two commands and two events an operation. */
    @Benchmark
    @OperationsPerInvocation(ROUND)
    public int bookAndCancel(Spread rounds) {
        return all(rounds.workload.bookAndCancel());
    }

    private static int all(int done) {
        if (done != ROUND) throw new IllegalStateException("only " + done + " of " + ROUND);
        return done;
    }
}
