package io.yizhan.session;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those of all nodes, by the rows that they share: what one node has ended, the others know within a second, or as soon as they reach
 * PostgreSQL again. Any thread.
 */
public final class SharedSessionEnds implements SessionEnds, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSessionEnds.class);
    private static final long LOOK_MS = 1_000;
    private static final long FORGET_EVERY_MS = 60_000;
    private static final long CLOSE_MS_MAX = 1_000;

    private final EndedSessions ended = new EndedSessions();
    private final SessionEndRows rows;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread follower;
    private long since;
    private long forgottenAtMs;

    private SharedSessionEnds(PostgresUri uri, InstantSource clock) throws SQLException {
        rows = new SessionEndRows(uri);
        this.clock = clock;
        try (Connection connection = rows.connect()) {
            since = SessionEndRows.read(connection, 0, ended::end);
        }
        follower = Thread.ofPlatform().name("session-ends").daemon().unstarted(this::follow);
    }

    /** Returns when it knows all that there are. */
    public static SharedSessionEnds open(PostgresUri uri, InstantSource clock) throws SQLException {
        var ends = new SharedSessionEnds(uri, clock);
        ends.follower.start();
        return ends;
    }

    @Override
    public boolean hasEnded(String subject, String session, long begunAtMs) {
        return ended.hasEnded(subject, session, begunAtMs);
    }

    @Override
    public void end(SessionEnd end) throws IOException {
        try {
            rows.write(end);
        } catch (SQLException away) {
            throw new IOException("the end of a session was not written: " + away.getMessage(), away);
        }
        ended.end(end);
    }

    private void follow() {
        Connection connection = null;
        boolean away = false;
        while (waited()) {
            try {
                if (connection == null) connection = rows.connect();
                since = SessionEndRows.read(connection, since, ended::end);
                forgetPast(connection);
                if (away) LOG.info("ends of sessions are read again");
                away = false;
            } catch (SQLException failure) {
                if (!away) LOG.warn("ends of sessions at other nodes are not seen for now: {}", failure.getMessage());
                away = true;
                close(connection);
                connection = null;
            }
        }
        close(connection);
    }

    /** False once it is closed. */
    private boolean waited() {
        try {
            return !closed.await(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            return false;
        }
    }

    private void forgetPast(Connection connection) throws SQLException {
        long nowMs = clock.millis();
        if (nowMs - forgottenAtMs < FORGET_EVERY_MS) return;
        ended.forget(nowMs);
        SessionEndRows.forget(connection, nowMs);
        forgottenAtMs = nowMs;
    }

    private static void close(@Nullable Connection connection) {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debug("a connection that is given up: {}", gone.getMessage());
        }
    }

    /** Its connection is closed on return, unless the database does not answer. */
    @Override
    public void close() {
        closed.countDown();
        try {
            follower.join(CLOSE_MS_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
