package io.yizhan.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a region's rows by a connection whose transaction is open. One thread; calls block. */
final class RowReader {
    private static final int FETCH_ROWS = 10_000;

    private final Connection connection;
    private final String region;

    RowReader(Connection connection, String region) {
        this.connection = connection;
        this.region = region;
    }

    /** Gets the rows of a query, one after the other. */
    interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    /**
     * Hands over each row. They arrive in portions: there may be more than the memory that is free.
     *
     * @param sql each of its question marks is for the region
     */
    void each(String sql, Taker to) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH_ROWS);
            int regions = (int) sql.chars().filter(it -> it == '?').count();
            for (int i = 1; i <= regions; i++) query.setString(i, region);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) to.take(row);
            }
        }
    }

    static long[] longs(ResultSet row, int column) throws SQLException {
        Long[] boxed = (Long[]) row.getArray(column).getArray();
        var values = new long[boxed.length];
        for (int i = 0; i < values.length; i++) values[i] = boxed[i];
        return values;
    }

    static int[] ints(ResultSet row, int column) throws SQLException {
        Integer[] boxed = (Integer[]) row.getArray(column).getArray();
        var values = new int[boxed.length];
        for (int i = 0; i < values.length; i++) values[i] = boxed[i];
        return values;
    }
}
