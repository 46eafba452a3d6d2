package io.yizhan.bench.peer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Bookings over PostgreSQL by JDBC: a thread a caller, a pool of connections that keep their prepared statements. Which statements, the
 * subclasses say.
 */
abstract class PostgresPeer implements Peer {
    private final PostgresServer server;
    private final int connectionsMax;
    private final List<Session> sessions = new ArrayList<>();
    private final LinkedBlockingDeque<Session> idle = new LinkedBlockingDeque<>();

    PostgresPeer(PostgresServer server, int connectionsMax) {
        this.server = server;
        this.connectionsMax = connectionsMax;
    }

    /** A connection with its statements; of one thread at a time. */
    abstract static class Session implements AutoCloseable {
        final Connection connection;

        Session(Connection connection) {
            this.connection = connection;
        }

        /** Whether the place was got. Durable on return. */
        abstract boolean book(Booking booking) throws SQLException;

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    abstract Session session(Connection connection) throws SQLException;

    @Override
    public String durability() {
        return "committed";
    }

    @Override
    public String client() {
        return "JDBC, a thread a caller, " + connectionsMax + " connections";
    }

    @Override
    public void prepare() throws SQLException {
        while (sessions.size() < connectionsMax) {
            Session session = session(server.connect());
            sessions.add(session);
            idle.addFirst(session);
        }
        try (Connection connection = server.connect()) {
            PostgresTables.empty(connection);
        }
    }

    @Override
    public void run(Load load, int inFlight) throws Exception {
        Callers.run(inFlight, () -> {
            for (Booking booking = load.next(); booking != null; booking = load.next())
                load.done(booking, book(booking));
        });
    }

    final boolean book(Booking booking) throws InterruptedException, SQLException {
        Session session = idle.takeFirst();
        try {
            return session.book(booking);
        } finally {
            idle.addFirst(session);
        }
    }

    @Override
    public long booked() throws SQLException {
        try (Connection connection = server.connect()) {
            return PostgresTables.booked(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Session session : sessions) session.close();
    }
}
