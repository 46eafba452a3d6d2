package io.yizhan.trail;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By the rows, where a batch of events is one. Each question has a connection of its own. */
public final class PostgresEventTrail implements EventTrail {
    private static final int ANSWER_MS_MAX = 5_000;
    /** Rows that one question takes apart: a busy second has one of thousands of events, a quiet one hundreds of few. */
    private static final int BATCHES_MAX = 64;

    private static final String LAST = "select seq from region where id = ?";

    /** The row that the next event is in is found by the key, like those behind it. */
    private static final String AFTER = """
            select b.first_seq + e.position - 1 as seq, e.at_ms, e.kind, coalesce(e.reservation_id, 0), e.member, e.payload
            from (
                select * from event_batch
                where region = ? and first_seq >= coalesce(
                  (select max(first_seq) from event_batch where region = ? and first_seq <= ?), 0)
                order by first_seq limit ?) b
              cross join unnest(b.at_ms, b.kind, b.reservation_id, b.member, b.payload) with ordinality
                as e (at_ms, kind, reservation_id, member, payload, position)
            where b.first_seq + e.position - 1 > ?
            order by 1 limit ?
            """;

    private final PostgresUri uri;

    public PostgresEventTrail(PostgresUri uri) {
        this.uri = uri;
    }

    @Override
    public Page after(String region, long after, int limit) throws IOException {
        try (Connection connection = connect()) {
            // First, so that what is found reaches so far at least.
            long lastSeq = lastSeq(connection, region);
            return new Page(after >= lastSeq ? List.of() : after(connection, region, after, limit), lastSeq);
        } catch (SQLException away) {
            throw unread(away);
        }
    }

    @Override
    public long lastSeq(String region) throws IOException {
        try (Connection connection = connect()) {
            return lastSeq(connection, region);
        } catch (SQLException away) {
            throw unread(away);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = uri.connect();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
        return connection;
    }

    private static IOException unread(SQLException away) {
        return new IOException("what has happened was not read: " + away.getMessage(), away);
    }

    private static long lastSeq(Connection connection, String region) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static List<TrailEvent> after(Connection connection, String region, long after, int limit)
            throws SQLException {
        List<TrailEvent> events = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(AFTER)) {
            query.setString(1, region);
            query.setString(2, region);
            query.setLong(3, after + 1);
            query.setInt(4, Math.min(limit, BATCHES_MAX));
            query.setLong(5, after);
            query.setInt(6, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    events.add(new TrailEvent(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getLong(4),
                            text(row.getString(5)),
                            row.getString(6)));
            }
        }
        return events;
    }

    private static String text(@Nullable String column) {
        return Objects.requireNonNullElse(column, "");
    }
}
