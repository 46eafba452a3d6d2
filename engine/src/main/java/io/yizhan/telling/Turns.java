package io.yizhan.telling;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is looked at twice a second on a thread of its own. Where it can't be done that is logged once, and tried again. */
final class Turns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final long EVERY_MS = 500;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(5);

    private final String trouble;
    private final Turn turn;
    private final ScheduledExecutorService timer;
    private long notBeforeNs = System.nanoTime();
    private boolean away;

    /** One look. */
    interface Turn {
        void look() throws Exception;
    }

    /**
     * @param name of its thread
     * @param trouble what it means that it can't be done, for the log
     */
    Turns(String name, String trouble, Turn turn) {
        this.trouble = trouble;
        this.turn = turn;
        timer = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    }

    void begin() {
        var unused = timer.scheduleWithFixedDelay(this::lookSafely, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        if (System.nanoTime() - notBeforeNs < 0) return;
        try {
            turn.look();
            away = false;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException failure) {
            if (!away) LOG.warn("{}: {}", trouble, failure.getMessage());
            away = true;
            notBeforeNs = System.nanoTime() + RETRY_NS;
        } catch (Exception | Error failure) {
            // What it needs may be closed already, where this is.
            if (timer.isShutdown()) return;
            // Errors too: a timer that throws is not run again.
            LOG.error(trouble, failure);
            notBeforeNs = System.nanoTime() + RETRY_NS;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
