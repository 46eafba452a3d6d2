package io.yizhan.http.auth;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.yizhan.http.auth.TokenRefused.Fault;
import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where signatures are verified: one thread for each core, so that no event loop waits for one. Who waits is bounded, in two queues: whoever
 * comes from an address that has shown many bad tokens is served when nobody else waits, and can't push anybody out. Any thread.
 */
public final class SignatureThreads implements AutoCloseable {
    /** All members of a city who want the same court in the same second, half as many again. */
    static final int WAITING_MAX = 30_000;

    static final int SUSPECTS_WAITING_MAX = 200;
    /** Who would wait for longer is told so at once. By native code all of the above wait for about one second. */
    private static final long WAIT_NS_MAX = 5_000_000_000L;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger suspectsWaiting = new AtomicInteger();
    private final AtomicLong arrivals = new AtomicLong();
    private final ThreadPoolExecutor threads;
    private final int count;
    private final Timer taken;
    private final Counter turnedAway;
    /** What one has taken of late. Threads overwrite each other's: it is an estimate. */
    private volatile long costNs = 100_000;

    /** One thread for each core, started when it is first needed. */
    public SignatureThreads(MeterRegistry meters) {
        this(meters, Runtime.getRuntime().availableProcessors());
    }

    /** For checks: so many. */
    SignatureThreads(MeterRegistry meters, int count) {
        this.count = count;
        AtomicInteger no = new AtomicInteger();
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "yizhan-signatures-" + no.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        taken = Timer.builder("yizhan.http.signatures")
                .description("Verifying the signature of a token that is not known yet, waiting included")
                .register(meters);
        turnedAway = Counter.builder("yizhan.http.signatures.turned.away")
                .description("Requests whose token was not verified since too many waited")
                .register(meters);
        Gauge.builder("yizhan.http.signatures.waiting", this, it -> it.waiting.get() + it.suspectsWaiting.get())
                .description("Requests whose token waits to be verified")
                .register(meters);
    }

    /**
     * Runs it on one of the threads, which completes the result.
     *
     * @return fails with {@link Fault#BUSY} where too many wait
     */
    <T> Future<T> run(boolean suspect, Callable<T> check) {
        AtomicInteger queue = suspect ? suspectsWaiting : waiting;
        int before = queue.getAndIncrement();
        if (before >= (suspect ? SUSPECTS_WAITING_MAX : WAITING_MAX) || before * costNs / count > WAIT_NS_MAX) {
            queue.decrementAndGet();
            return turnedAway();
        }
        Promise<T> promise = Promise.promise();
        long sinceNs = System.nanoTime();
        try {
            threads.execute(new Turn(suspect, arrivals.incrementAndGet(), () -> {
                queue.decrementAndGet();
                check(check, promise);
                taken.record(System.nanoTime() - sinceNs, TimeUnit.NANOSECONDS);
            }));
        } catch (RejectedExecutionException closed) {
            return turnedAway();
        }
        return promise.future();
    }

    private <T> Future<T> turnedAway() {
        turnedAway.increment();
        return Future.failedFuture(new TokenRefused(Fault.BUSY, "too many signatures to verify"));
    }

    private <T> void check(Callable<T> check, Promise<T> promise) {
        long beganNs = System.nanoTime();
        T found;
        try {
            found = check.call();
        } catch (Exception | LinkageError | AssertionError refused) {
            promise.fail(refused);
            return;
        } finally {
            long formerNs = costNs;
            costNs = formerNs + (System.nanoTime() - beganNs - formerNs) / 16;
        }
        promise.complete(found);
    }

    /** Those that wait are served; nobody else is let in. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** Comes before all that are more suspect, or that came later. */
    private record Turn(boolean suspect, long arrival, Runnable task) implements Runnable, Comparable<Turn> {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public int compareTo(Turn other) {
            return suspect == other.suspect
                    ? Long.compare(arrival, other.arrival)
                    : Boolean.compare(suspect, other.suspect);
        }
    }
}
