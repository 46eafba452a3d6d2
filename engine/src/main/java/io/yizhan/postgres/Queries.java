package io.yizhan.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements of somebody who has some now and then: each on a connection of its own, with an end to waiting. Any thread; calls block. What a
 * statement is given may be an array of numbers or texts.
 */
public final class Queries {
    private final PostgresUri uri;
    private final int answerMsMax;

    /** @param answerMsMax the longest that an answer may be awaited, above 0 */
    public Queries(PostgresUri uri, int answerMsMax) {
        this.uri = uri;
        this.answerMsMax = answerMsMax;
    }

    /** Several statements, asked one after the other. */
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** One row after the other becomes a value. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What a question on one connection comes to. */
    public <T> T ask(Question<T> question) throws SQLException {
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, answerMsMax);
            return question.ask(connection);
        }
    }

    /** All rows of one statement, as values. */
    public <T> List<T> all(String sql, Reader<T> reader, Object... values) throws SQLException {
        return ask(connection -> all(connection, sql, reader, values));
    }

    /** How many rows one statement has changed. */
    public int change(String sql, Object... values) throws SQLException {
        return ask(connection -> change(connection, sql, values));
    }

    /** As {@link #all(String, Reader, Object...)}, within a question. */
    public static <T> List<T> all(Connection connection, String sql, Reader<T> reader, Object... values)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement query = prepared(connection, sql, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) found.add(reader.read(row));
        }
        return found;
    }

    /** As {@link #change(String, Object...)}, within a question. */
    public static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement change = prepared(connection, sql, values)) {
            return change.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        return statement;
    }
}
