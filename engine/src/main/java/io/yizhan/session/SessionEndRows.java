package io.yizhan.session;

import io.yizhan.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** The rows of {@link SessionEnd}s. Any thread; calls block. */
final class SessionEndRows {
    /** Rows are seen in the order in which they are committed, not in that of their times: so far back is looked again. */
    private static final int OVERLAP_S = 30;

    private static final int ANSWER_S_MAX = 5;

    private final PostgresUri uri;

    SessionEndRows(PostgresUri uri) {
        this.uri = uri;
    }

    Connection connect() throws SQLException {
        // Whoever signs out waits for it.
        return uri.connect(ANSWER_S_MAX);
    }

    void write(SessionEnd end) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("insert into session_end"
                        + " (subject, session, ended_at_ms, forget_at_ms) values (?, ?, ?, ?)")) {
            insert.setString(1, end.subject());
            insert.setString(2, end.session());
            insert.setLong(3, end.endedAtMs());
            insert.setLong(4, end.forgetAtMs());
            insert.executeUpdate();
        }
    }

    /**
     * What was written since, and some of what was written before that.
     *
     * @param since what this has returned last; 0 for all
     * @return until when that is, by the database's clock
     */
    static long read(Connection connection, long since, Consumer<SessionEnd> each) throws SQLException {
        long until;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select extract(epoch from clock_timestamp())::bigint")) {
            row.next();
            until = row.getLong(1);
        }
        try (PreparedStatement query = connection.prepareStatement("select subject, session, ended_at_ms, forget_at_ms"
                + " from session_end where written_at >= to_timestamp(?)")) {
            query.setLong(1, Math.max(0, since - OVERLAP_S));
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    each.accept(new SessionEnd(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return until;
    }

    static void forget(Connection connection, long nowMs) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from session_end where forget_at_ms <= ?")) {
            delete.setLong(1, nowMs);
            delete.executeUpdate();
        }
    }
}
