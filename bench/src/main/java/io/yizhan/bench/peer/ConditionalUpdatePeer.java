package io.yizhan.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** One statement, one round trip, committed by itself: take a place if there is one, and where there was, insert the booking. */
final class ConditionalUpdatePeer extends PostgresPeer {
    /** A key that is there already fails the whole statement, so nothing is taken for it. */
    static final String BOOK = """
            with taken as (
              update peer.slot set remaining = remaining - 1 where id = %s and remaining > 0 returning id)
            insert into peer.booking (slot, member, key) select id, %s, %s from taken
            """;

    ConditionalUpdatePeer(PostgresServer server, int connectionsMax) {
        super(server, connectionsMax);
    }

    @Override
    public String name() {
        return "PostgreSQL, conditional update";
    }

    @Override
    Session session(Connection connection) throws SQLException {
        PreparedStatement book = connection.prepareStatement(BOOK.formatted("?", "?", "?"));
        return new Session(connection) {
            @Override
            boolean book(Booking booking) throws SQLException {
                book.setInt(1, booking.slot());
                book.setString(2, booking.member());
                book.setObject(3, new UUID(booking.keyHi(), booking.keyLo()));
                return book.executeUpdate() == 1;
            }
        };
    }
}
