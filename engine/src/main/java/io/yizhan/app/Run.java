package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.traffic.Traffic;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the engine, told to stop at any moment of it: while it starts, each part that is being started is awaited, and then no other
 * follows. Nothing of it is left running, PostgreSQL neither.
 */
final class Run {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /** A part that takes longer, a long journal for instance, is left as a crash would leave it. */
    private static final int START_GIVEN_UP_S = 20;

    private final Config config;
    private final @Nullable Traffic traffic;
    private final CountDownLatch startOver = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean told;
    private volatile @Nullable Engine engine;

    /** @param traffic the pretend crowd; null for none */
    Run(Config config, @Nullable Traffic traffic) {
        this.config = config;
        this.traffic = traffic;
    }

    /** Returns when it serves. @throws StartFailed it can't, or was told to stop meanwhile */
    Engine start() throws StartFailed {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
        try {
            Engine started = Engine.start(config, traffic, () -> told);
            engine = started;
            return started;
        } finally {
            startOver.countDown();
        }
    }

    boolean wasToldToStop() {
        return told;
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    private void stop() {
        told = true;
        StopSignals.endAfter(Duration.ofSeconds(config.shutdownMaxS()), this::stopping);
        if (startOver.getCount() > 0) LOG.info("stopping what has been started");
        try {
            boolean over = startOver.await(START_GIVEN_UP_S, TimeUnit.SECONDS);
            Engine running = engine;
            if (over && running != null) running.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            EmbeddedPostgres.stopAll();
            ended.countDown();
        }
    }

    private @Nullable String stopping() {
        Engine running = engine;
        return running == null ? "the start" : running.stopping();
    }
}
