package io.yizhan.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the rows once a second for what others have written there, on a thread and by a connection of its own, for as long as it is
 * open. While they can't be reached, or what is there can't be used, the log says so once.
 */
public final class RowWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RowWatch.class);
    private static final long LOOK_MS = 1_000;
    private static final int ANSWER_S_MAX = 5;
    private static final long CLOSE_MS_MAX = 1_000;

    private final String what;
    private final PostgresUri uri;
    private final Look look;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Connection connection;
    private String trouble = "";

    /** One look. */
    public interface Look {
        /** @param connection commits by itself, and is to do so afterwards; given up where this throws */
        void into(Connection connection) throws SQLException;
    }

    /**
     * Looks for nothing before its {@link #start}.
     *
     * @param name of its thread
     * @param what it looks for, as the log calls it
     */
    public RowWatch(String name, String what, PostgresUri uri, Look look) {
        this.what = what;
        this.uri = uri;
        this.look = look;
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (waited()) {
            try {
                Connection open = connection;
                if (open == null) connection = open = uri.connect(ANSWER_S_MAX);
                look.into(open);
                if (!trouble.isEmpty()) LOG.info("{} are seen again", what);
                trouble = "";
            } catch (SQLException away) {
                if (trouble.isEmpty()) LOG.warn("{} are not seen for now: {}", what, away.getMessage());
                trouble = "away";
                letGo();
            } catch (RuntimeException | Error defect) {
                if (!trouble.equals(defect.toString())) LOG.error("{} are not seen for now", what, defect);
                trouble = defect.toString();
                letGo();
            }
        }
        letGo();
    }

    /** False once it is closed. */
    private boolean waited() {
        try {
            return !closed.await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            return false;
        }
    }

    private void letGo() {
        Connection open = connection;
        connection = null;
        if (open == null) return;
        try {
            open.close();
        } catch (SQLException gone) {
            LOG.debug("a connection that is given up: {}", gone.getMessage());
        }
    }

    /** Its connection is closed on return, unless the database does not answer. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) thread.join(CLOSE_MS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
