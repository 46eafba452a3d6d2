package io.yizhan.region;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is looked at each second while a region is owned, on a thread of its own; it looks at the clock instead of waiting for a moment, since the
 * clock may be set. Where the rows are away that is logged once, and it is tried again some seconds later.
 */
abstract class Chore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);
    private static final long RETRY_MS = 10_000;

    private final String trouble;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private long notBeforeMs;
    private boolean away;

    /**
     * @param name of its thread
     * @param trouble what it means that it can't be done, for the log
     */
    Chore(String name, String trouble, InstantSource clock) {
        this.trouble = trouble;
        this.clock = clock;
        timer = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    }

    /** Does what is due. */
    abstract void look() throws SQLException;

    final void begin() {
        var unused = timer.scheduleWithFixedDelay(this::lookSafely, 0, 1, TimeUnit.SECONDS);
    }

    private void lookSafely() {
        if (clock.millis() < notBeforeMs) return;
        try {
            look();
            away = false;
        } catch (SQLException failure) {
            if (!away) LOG.warn("{}: {}", trouble, failure.getMessage());
            away = true;
            notBeforeMs = clock.millis() + RETRY_MS;
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            LOG.error(trouble, failure);
            notBeforeMs = clock.millis() + RETRY_MS;
        }
    }

    @Override
    public final void close() {
        timer.shutdownNow();
    }
}
