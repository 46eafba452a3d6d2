package io.yizhan.fitness;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One statement, on a connection of its own, with an end to waiting. Any thread. */
final class FitnessQueries {
    private static final int ANSWER_MS_MAX = 5_000;

    private final PostgresUri uri;

    FitnessQueries(PostgresUri uri) {
        this.uri = uri;
    }

    /** One row after the other becomes a value. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** @throws IOException the database did not answer, or refused */
    <T> List<T> all(String sql, Reader<T> reader, Object... values) throws IOException {
        List<T> found = new ArrayList<>();
        try (Connection connection = uri.connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
            for (int i = 0; i < values.length; i++) query.setObject(i + 1, values[i]);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) found.add(reader.read(row));
            }
        } catch (SQLException away) {
            throw new IOException("what members have done was not asked for: " + away.getMessage(), away);
        }
        return found;
    }
}
