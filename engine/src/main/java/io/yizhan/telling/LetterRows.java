package io.yizhan.telling;

import io.yizhan.notice.Notice;
import io.yizhan.notice.NoticeColumns;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The letters of a region, in the name of its owner: once it has another one, nothing is written any more, and so nothing more is sent. Any
 * thread; calls block.
 */
final class LetterRows {
    private static final int ANSWER_MS_MAX = 10_000;
    private static final int PROBLEM_LENGTH_MAX = 200;

    private static final String OWNED = " and exists (select from region o where o.id = l.region and o.epoch = ?)";

    private static final String AGAIN =
            "update letter l set state = 0, next_try_ms = 0 where l.region = ? and l.state = 1" + OWNED;

    private static final String DUE = "select " + NoticeColumns.SELECTED + """
            , l.attempts, l.created_ms, coalesce(c.email, ''), coalesce(c.language, 'zh')
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

    private static final int SENT = 2;
    private static final int GIVEN_UP = 3;

    private final Queries queries;
    private final String region;

    LetterRows(PostgresUri uri, String region) {
        queries = new Queries(uri, ANSWER_MS_MAX);
        this.region = region;
    }

    /**
     * A letter that is to be sent.
     *
     * @param email "" where its member does not want letters any more
     */
    record Letter(int attempts, long createdMs, String email, String language, Notice notice) {
        /** It has the number of what it tells of. */
        long no() {
            return notice.no();
        }
    }

    /** How many wait, and since when the first of them; 0 where none does. */
    record Figures(long waiting, long oldestMs) {}

    /** Whatever a former owner was sending is sent once more: nobody knows whether it went out. */
    void again(long epoch) throws SQLException {
        queries.change(AGAIN, region, epoch);
    }

    List<Letter> due(long nowMs, int limit) throws SQLException {
        return queries.all(DUE, LetterRows::letter, region, nowMs, limit);
    }

    private static Letter letter(ResultSet row) throws SQLException {
        int column = NoticeColumns.COUNT;
        return new Letter(
                row.getInt(++column),
                row.getLong(++column),
                row.getString(++column),
                row.getString(++column),
                NoticeColumns.read(row));
    }

    /** It is about to be sent; false where it is not ours to send. */
    boolean sending(long no, long epoch) throws SQLException {
        return queries.change(SENDING, region, no, epoch) > 0;
    }

    void sent(long no, long nowMs, long epoch) throws SQLException {
        queries.change(ENDED, SENT, nowMs, "", region, no, epoch);
    }

    void giveUp(long no, long nowMs, String problem, long epoch) throws SQLException {
        queries.change(ENDED, GIVEN_UP, nowMs, shortened(problem), region, no, epoch);
    }

    void later(long no, long nextTryMs, String problem, long epoch) throws SQLException {
        queries.change(LATER, nextTryMs, shortened(problem), region, no, epoch);
    }

    private static String shortened(String problem) {
        return problem.substring(0, Math.min(PROBLEM_LENGTH_MAX, problem.length()))
                .replace('\0', ' ');
    }

    Figures figures() throws SQLException {
        return queries.all(FIGURES, row -> new Figures(row.getLong(1), row.getLong(2)), region)
                .getFirst();
    }
}
