package io.yizhan.session;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowWatch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * Those of all nodes, by the rows that they share: what one node has ended, the others know within a second, or as soon as they reach
 * PostgreSQL again. Any thread.
 */
public final class SharedSessionEnds implements SessionEnds, AutoCloseable {
    private static final long FORGET_EVERY_MS = 60_000;

    private final EndedSessions ended = new EndedSessions();
    private final SessionEndRows rows;
    private final InstantSource clock;
    private final RowWatch watch;
    private long since;
    private long forgottenAtMs;

    private SharedSessionEnds(PostgresUri uri, InstantSource clock) throws SQLException {
        rows = new SessionEndRows(uri);
        this.clock = clock;
        try (Connection connection = rows.connect()) {
            since = SessionEndRows.read(connection, 0, ended::end);
        }
        watch = new RowWatch("session-ends", "ends of sessions at other nodes", uri, this::look);
    }

    /** Returns when it knows all that there are. */
    public static SharedSessionEnds open(PostgresUri uri, InstantSource clock) throws SQLException {
        var ends = new SharedSessionEnds(uri, clock);
        ends.watch.start();
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

    private void look(Connection connection) throws SQLException {
        since = SessionEndRows.read(connection, since, ended::end);
        forgetPast(connection);
    }

    private void forgetPast(Connection connection) throws SQLException {
        long nowMs = clock.millis();
        if (nowMs - forgottenAtMs < FORGET_EVERY_MS) return;
        ended.forget(nowMs);
        SessionEndRows.forget(connection, nowMs);
        forgottenAtMs = nowMs;
    }

    /** Its connection is closed on return, unless the database does not answer. */
    @Override
    public void close() {
        watch.close();
    }
}
