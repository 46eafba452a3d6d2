package io.yizhan.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * What a transaction by the book does: lock the slot's row, look, write, commit. Two round trips: {@code begin} goes with the look, and
 * the writes go with {@code commit}.
 */
class RowLockPeer extends PostgresPeer {
    private static final String LOOK = "select remaining from peer.slot where id = ? for update";
    private static final String WRITE = """
            with placed as (
              insert into peer.booking (slot, member, key) values (?, ?, ?) on conflict (key) do nothing returning slot)
            update peer.slot set remaining = remaining - 1 from placed where id = placed.slot;
            commit
            """;

    RowLockPeer(PostgresServer server, int connectionsMax) {
        super(server, connectionsMax);
    }

    @Override
    public String name() {
        return "PostgreSQL, row lock";
    }

    @Override
    Session session(Connection connection) throws SQLException {
        return new LookThenWrite(connection, LOOK);
    }

    /** A transaction that looks first and then writes. */
    static final class LookThenWrite extends Session {
        private final PreparedStatement look;
        private final PreparedStatement write;

        LookThenWrite(Connection connection, String lookSql) throws SQLException {
            super(connection);
            connection.setAutoCommit(false);
            look = connection.prepareStatement(lookSql);
            write = connection.prepareStatement(WRITE);
        }

        @Override
        boolean book(Booking booking) throws SQLException {
            look.setInt(1, booking.slot());
            try (ResultSet row = look.executeQuery()) {
                if (!row.next() || row.getInt(1) < 1) {
                    connection.rollback();
                    return false;
                }
            }
            write.setInt(1, booking.slot());
            write.setString(2, booking.member());
            write.setObject(3, new UUID(booking.keyHi(), booking.keyLo()));
            return write.executeUpdate() == 1;
        }
    }
}
