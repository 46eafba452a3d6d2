package io.yizhan.traffic;

import io.yizhan.http.HttpEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A pause moves the engine's clock and takes no time, until so much has passed; the next one lasts for ever. For a crowd of one part. */
final class FastPace implements Pace {
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final HttpEngine engine;
    private final long untilMs;
    private final CountDownLatch over = new CountDownLatch(1);

    FastPace(HttpEngine engine, Duration time) {
        this.engine = engine;
        untilMs = engine.nowMs.get() + time.toMillis();
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(engine.nowMs.get());
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        pauses.add(time);
        if (engine.nowMs.get() >= untilMs) {
            over.countDown();
            new CountDownLatch(1).await();
        }
        engine.nowMs.addAndGet(time.toMillis());
    }

    void awaitOver() throws InterruptedException {
        if (!over.await(60, TimeUnit.SECONDS)) throw new AssertionError("it still lasts");
    }
}
