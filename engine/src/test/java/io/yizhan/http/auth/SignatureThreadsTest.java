package io.yizhan.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.TokenRefused.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits, for whom, and how many. */
final class SignatureThreadsTest {
    private final SignatureThreads threads = new SignatureThreads(new SimpleMeterRegistry(), 1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> all = new ArrayList<>();

    /** The one thread is busy, and all others wait. */
    @BeforeEach
    void occupy() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        all.add(threads.run(false, () -> {
            busy.countDown();
            free.await();
            return "";
        }));
        busy.await();
    }

    @AfterEach
    void close() {
        free.countDown();
        threads.close();
    }

    private Future<?> run(boolean suspect, String name) {
        Future<?> result = threads.run(suspect, () -> done.add(name));
        all.add(result);
        return result;
    }

    private static Fault fault(Future<?> refused) {
        assertThat(refused.isComplete()).isTrue();
        return ((TokenRefused) refused.cause()).fault();
    }

    @Test
    void takesSuspectsWhenNobodyElseWaits() {
        run(true, "suspect 1");
        run(false, "member 1");
        run(true, "suspect 2");
        run(false, "member 2");
        free.countDown();
        all.forEach(HttpEngine::await);
        assertThat(done).containsExactly("member 1", "member 2", "suspect 1", "suspect 2");
    }

    @Test
    void letsSuspectsPushNobodyOut() {
        for (int i = 0; i < SignatureThreads.SUSPECTS_WAITING_MAX; i++)
            assertThat(run(true, "suspect").isComplete()).isFalse();
        assertThat(fault(threads.run(true, () -> ""))).isEqualTo(Fault.BUSY);
        assertThat(run(false, "member").isComplete()).isFalse();
        free.countDown();
        all.forEach(HttpEngine::await);
        assertThat(done.peek()).isEqualTo("member");
    }

    @Test
    void turnsAwayWhoWouldWaitTooLongAndTakesThemAgainLater() {
        for (int i = 0; i < SignatureThreads.WAITING_MAX; i++) run(false, "member");
        assertThat(fault(threads.run(false, () -> ""))).isEqualTo(Fault.BUSY);
        free.countDown();
        all.forEach(HttpEngine::await);
        assertThat(HttpEngine.await(threads.run(false, () -> "again"))).isEqualTo("again");
    }

    /** Slow code has a shorter queue: nobody is left to wait for what comes too late. */
    @Test
    void letsFewerWaitWhereEachTakesLonger() {
        for (int i = 0; i < 20; i++)
            all.add(threads.run(false, () -> {
                long untilNs = System.nanoTime() + 10_000_000;
                while (System.nanoTime() < untilNs) Thread.onSpinWait();
                return "";
            }));
        free.countDown();
        all.forEach(HttpEngine::await);
        int taken = 0;
        CountDownLatch again = new CountDownLatch(1);
        while (!threads.run(false, () -> again.await(1, TimeUnit.MINUTES)).isComplete()) taken++;
        again.countDown();
        assertThat(taken).isBetween(100, 5_000);
    }

    @Test
    void turnsEverybodyAwayOnceItIsClosed() {
        Future<?> waits = run(false, "before");
        threads.close();
        assertThat(fault(threads.run(false, () -> ""))).isEqualTo(Fault.BUSY);
        free.countDown();
        HttpEngine.await(waits);
        assertThat(done).containsExactly("before");
    }

    @Test
    void passesOnWhatACheckFindsWrong() {
        free.countDown();
        Future<Object> refused = threads.run(false, () -> {
            throw new TokenRefused(Fault.FORGED, "by nobody");
        });
        Throwable why = HttpEngine.await(refused.transform((good, failure) -> Future.succeededFuture(failure)));
        assertThat(why).hasMessage("by nobody");
    }
}
