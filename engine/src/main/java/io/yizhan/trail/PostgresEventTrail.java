package io.yizhan.trail;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By the rows, where a batch of events is one. Each question has a connection of its own. */
public final class PostgresEventTrail implements EventTrail {
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

    private final RowQuestions rows;

    public PostgresEventTrail(PostgresUri uri) {
        rows = new RowQuestions(uri, "what has happened was not read");
    }

    @Override
    public Page after(String region, long after, int limit) throws IOException {
        return rows.ask(connection -> {
            // First, so that what is found reaches so far at least.
            long lastSeq = lastSeq(connection, region);
            return new Page(after >= lastSeq ? List.of() : after(connection, region, after, limit), lastSeq);
        });
    }

    @Override
    public long lastSeq(String region) throws IOException {
        return rows.ask(connection -> lastSeq(connection, region));
    }

    private static long lastSeq(Connection connection, String region) throws SQLException {
        List<Long> found = Queries.all(connection, LAST, row -> row.getLong(1), region);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    private static List<TrailEvent> after(Connection connection, String region, long after, int limit)
            throws SQLException {
        return Queries.all(
                connection,
                AFTER,
                row -> new TrailEvent(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getLong(4),
                        text(row.getString(5)),
                        row.getString(6)),
                region,
                region,
                after + 1,
                Math.min(limit, BATCHES_MAX),
                after,
                limit);
    }

    private static String text(@Nullable String column) {
        return Objects.requireNonNullElse(column, "");
    }
}
