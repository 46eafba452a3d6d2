package io.yizhan.rows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Members who asked to be forgotten, and are still named by what happened before: the audit trail, and what operators did. Those tables are
 * large and only ever appended to, so they are gone through in their own time.
 */
public final class Erasures {
    /** What stands where a member was named. */
    public static final String ERASED = "";

    private static final String FORGET = "select forget_members(?, ?)";

    private Erasures() {}

    /**
     * Goes some batches of the audit trail on, in one transaction. Whoever does the same at the same time does no harm. Blocks.
     *
     * @param connection commits by itself
     * @return whether there is more to do
     */
    public static boolean goOn(Connection connection, String region, int batches) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setString(1, region);
            forget.setInt(2, batches);
            try (ResultSet row = forget.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
