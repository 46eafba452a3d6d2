package io.yizhan.region;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.rows.Erasures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the rows of an owned region forget the members who asked for it: see {@link Erasures}. There is no hurry, so it takes short steps with
 * pauses, beside which the write-behind goes on; after a crash, the next owner goes on where this one was.
 */
final class ErasureSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureSweep.class);
    /** Some thousand events each. */
    private static final int BATCHES = 64;

    private static final long PAUSE_MS = 100;
    private static final int ANSWER_MS_MAX = 60_000;

    private final PostgresUri rows;
    private final String region;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("erasures").daemon().unstarted(task));
    private boolean away;

    ErasureSweep(PostgresUri rows, String region) {
        this.rows = rows;
        this.region = region;
    }

    /** @param every how long it waits where nobody asked */
    void start(Duration every) {
        var unused =
                timer.scheduleWithFixedDelay(this::sweep, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try (Connection connection = rows.connect()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
            while (Erasures.goOn(connection, region, BATCHES)) Thread.sleep(PAUSE_MS);
            away = false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (SQLException failure) {
            if (!away)
                LOG.warn("members of {} who asked for it are not forgotten for now: {}", region, failure.getMessage());
            away = true;
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            LOG.error("members of {} who asked for it are not forgotten", region, failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
