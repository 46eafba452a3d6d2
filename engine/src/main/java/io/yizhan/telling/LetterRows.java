package io.yizhan.telling;

import io.yizhan.core.NoticeKind;
import io.yizhan.notice.Notice;
import io.yizhan.postgres.PostgresUri;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The letters of a region, in the name of its owner: once it has another one, nothing is written any more, and so nothing more is sent. Any
 * thread; calls block.
 */
final class LetterRows {
    private static final int ANSWER_MS_MAX = 10_000;
    private static final int PROBLEM_LENGTH_MAX = 200;
    private static final long KEPT_MS = TimeUnit.DAYS.toMillis(90);

    private static final String OWNED = " and exists (select from region o where o.id = l.region and o.epoch = ?)";

    private static final String AGAIN =
            "update letter l set state = 0, next_try_ms = 0 where l.region = ? and l.state = 1" + OWNED;

    private static final String DUE = """
            select l.no, l.attempts, l.created_ms, coalesce(c.email, ''), coalesce(c.language, 'zh'), n.kind, n.reservation_id, r.slots, n.at_ms,
              coalesce(n.until_ms, 0), n.reason
            from letter l
              join notification n on n.region = l.region and n.member = l.member and n.no = l.no
              join reservation r on r.region = n.region and r.id = n.reservation_id
              left join contact c on c.region = l.region and c.member = l.member
            where l.region = ? and l.state = 0 and l.next_try_ms <= ? order by l.next_try_ms, l.no limit ?
            """;

    private static final String SENDING =
            "update letter l set state = 1, attempts = attempts + 1 where l.region = ? and l.no = ? and l.state = 0"
                    + OWNED;

    private static final String ENDED =
            "update letter l set state = ?, ended_ms = ?, problem = nullif(?, '') where l.region = ? and l.no = ? and l.state = 1"
                    + OWNED;

    private static final String LATER =
            "update letter l set state = 0, next_try_ms = ?, problem = ? where l.region = ? and l.no = ? and l.state = 1"
                    + OWNED;

    private static final String FIGURES = """
            select count(*), coalesce(min(created_ms), 0) from letter where region = ? and state <= 1
            """;

    private static final String FORGET_LETTERS = "delete from letter l where l.region = ? and l.created_ms < ?" + OWNED;
    private static final String FORGET_NOTICES =
            "delete from notification l where l.region = ? and l.at_ms < ?" + OWNED;

    private static final int SENT = 2;
    private static final int GIVEN_UP = 3;

    private final PostgresUri uri;
    private final String region;

    LetterRows(PostgresUri uri, String region) {
        this.uri = uri;
        this.region = region;
    }

    /**
     * A letter that is to be sent.
     *
     * @param email "" where its member does not want letters any more
     */
    record Letter(long no, int attempts, long createdMs, String email, String language, Notice notice) {}

    /** How many wait, and since when the first of them; 0 where none does. */
    record Figures(long waiting, long oldestMs) {}

    /** Whatever a former owner was sending is sent once more: nobody knows whether it went out. */
    void again(long epoch) throws SQLException {
        changed(AGAIN, region, epoch);
    }

    List<Letter> due(long nowMs, int limit) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setString(1, region);
            query.setLong(2, nowMs);
            query.setInt(3, limit);
            List<Letter> due = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) due.add(letter(row));
            }
            return due;
        }
    }

    private static Letter letter(ResultSet row) throws SQLException {
        int code = row.getInt(6);
        NoticeKind kind = NoticeKind.of(code);
        if (kind == null) throw new SQLException("a notification of kind " + code + ": it is of a newer program");
        Long[] boxed = (Long[]) row.getArray(8).getArray();
        long[] slots = new long[boxed.length];
        for (int i = 0; i < slots.length; i++) slots[i] = boxed[i];
        Notice notice = new Notice(
                row.getLong(1),
                kind,
                row.getLong(7),
                slots,
                row.getLong(9),
                row.getLong(10),
                Objects.requireNonNullElse(row.getString(11), ""));
        return new Letter(row.getLong(1), row.getInt(2), row.getLong(3), row.getString(4), row.getString(5), notice);
    }

    /** It is about to be sent; false where it is not ours to send. */
    boolean sending(long no, long epoch) throws SQLException {
        return changed(SENDING, region, no, epoch) > 0;
    }

    void sent(long no, long nowMs, long epoch) throws SQLException {
        changed(ENDED, SENT, nowMs, "", region, no, epoch);
    }

    void giveUp(long no, long nowMs, String problem, long epoch) throws SQLException {
        changed(ENDED, GIVEN_UP, nowMs, shortened(problem), region, no, epoch);
    }

    void later(long no, long nextTryMs, String problem, long epoch) throws SQLException {
        changed(LATER, nextTryMs, shortened(problem), region, no, epoch);
    }

    private static String shortened(String problem) {
        return problem.substring(0, Math.min(PROBLEM_LENGTH_MAX, problem.length()))
                .replace('\0', ' ');
    }

    /** Takes away what is older than it is kept: notifications, and the letters that tell of them. */
    void forget(long nowMs, long epoch) throws SQLException {
        changed(FORGET_LETTERS, region, nowMs - KEPT_MS, epoch);
        changed(FORGET_NOTICES, region, nowMs - KEPT_MS, epoch);
    }

    Figures figures() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(FIGURES)) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Figures(row.getLong(1), row.getLong(2)) : new Figures(0, 0);
            }
        }
    }

    private int changed(String sql, Object... arguments) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement change = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) change.setObject(i + 1, arguments[i]);
            return change.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = uri.connect();
        connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
        return connection;
    }
}
