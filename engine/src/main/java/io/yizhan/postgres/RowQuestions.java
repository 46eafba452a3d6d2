package io.yizhan.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * What somebody who waits for an answer asks of the rows: {@link Queries} whose failures say what could not be had. Any thread; calls block.
 */
public final class RowQuestions {
    private static final int ANSWER_MS_MAX = 5_000;

    private final Queries queries;
    private final String failure;

    /** @param failure what is so where the rows can't be asked, for instance "webhooks can't be had" */
    public RowQuestions(PostgresUri uri, String failure) {
        this(uri, failure, ANSWER_MS_MAX);
    }

    /** @param answerMsMax the longest that an answer may be awaited, above 0 */
    public RowQuestions(PostgresUri uri, String failure, int answerMsMax) {
        this.failure = failure;
        queries = new Queries(uri, answerMsMax);
    }

    /** @throws IOException the database did not answer, or refused */
    public <T> T ask(Queries.Question<T> question) throws IOException {
        try {
            return queries.ask(question);
        } catch (SQLException away) {
            throw new IOException(failure + ": " + away.getMessage(), away);
        }
    }

    /** @throws IOException as with {@link #ask} */
    public <T> List<T> all(String sql, Queries.Reader<T> reader, Object... values) throws IOException {
        return ask(connection -> Queries.all(connection, sql, reader, values));
    }

    /**
     * How many rows a statement has changed.
     *
     * @throws IOException as with {@link #ask}
     */
    public int change(String sql, Object... values) throws IOException {
        return ask(connection -> Queries.change(connection, sql, values));
    }
}
