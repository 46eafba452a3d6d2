package io.yizhan.bench.peer;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Up to 100 bookings in one statement: what a batching front end would send. Each slot's places go to those that come first; rows are
 * locked in one order, so that two statements don't lock each other out. In flight counts bookings: with fewer than 100 a statement carries
 * fewer.
 */
final class HundredPeer implements Peer {
    private static final int BATCH = 100;
    private static final String BOOK = """
            with asked as (
              select slot, member, key, n, row_number() over (partition by slot order by n) as rank
              from unnest(?::int[], ?::text[], ?::uuid[]) with ordinality as a (slot, member, key, n)),
            locked as materialized (
              select id, remaining from peer.slot where id in (select slot from asked) order by id for update),
            placed as (
              insert into peer.booking (slot, member, key)
              select a.slot, a.member, a.key from asked a join locked l on l.id = a.slot where a.rank <= l.remaining
              on conflict (key) do nothing returning slot, key),
            taken as (
              update peer.slot s set remaining = s.remaining - p.places
              from (select slot, count(*)::int as places from placed group by slot) p where s.id = p.slot)
            select key from placed
            """;

    private final PostgresServer server;
    private final int connectionsMax;

    HundredPeer(PostgresServer server, int connectionsMax) {
        this.server = server;
        this.connectionsMax = connectionsMax;
    }

    @Override
    public String name() {
        return "PostgreSQL, 100 a statement";
    }

    @Override
    public String durability() {
        return "committed";
    }

    @Override
    public String client() {
        return "JDBC, " + connectionsMax + " connections, each with 100 bookings at once";
    }

    @Override
    public void prepare() throws SQLException {
        try (Connection connection = server.connect()) {
            PostgresTables.empty(connection);
        }
    }

    /** In flight are as many hundreds as there are connections, whatever is asked: fewer would not be this peer. */
    @Override
    public void run(Load load, int inFlight) throws Exception {
        Callers.run(connectionsMax, () -> {
            try (Connection connection = server.connect();
                    PreparedStatement book = connection.prepareStatement(BOOK)) {
                for (List<Booking> batch = batch(load); !batch.isEmpty(); batch = batch(load))
                    book(connection, book, batch, load);
            }
        });
    }

    private static List<Booking> batch(Load load) {
        List<Booking> batch = new ArrayList<>(BATCH);
        Booking next = load.next();
        while (next != null) {
            batch.add(next);
            next = batch.size() < BATCH ? load.poll() : null;
        }
        return batch;
    }

    private static void book(Connection connection, PreparedStatement book, List<Booking> batch, Load load)
            throws SQLException {
        Integer[] slots = new Integer[batch.size()];
        String[] members = new String[batch.size()];
        UUID[] keys = new UUID[batch.size()];
        for (int i = 0; i < slots.length; i++) {
            Booking booking = batch.get(i);
            slots[i] = booking.slot();
            members[i] = booking.member();
            keys[i] = new UUID(booking.keyHi(), booking.keyLo());
        }
        book.setArray(1, array(connection, "int4", slots));
        book.setArray(2, array(connection, "text", members));
        book.setArray(3, array(connection, "uuid", keys));
        Set<UUID> placed = new HashSet<>();
        try (ResultSet row = book.executeQuery()) {
            while (row.next()) placed.add(row.getObject(1, UUID.class));
        }
        for (int i = 0; i < keys.length; i++) load.done(batch.get(i), placed.contains(keys[i]));
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    @Override
    public long booked() throws SQLException {
        try (Connection connection = server.connect()) {
            return PostgresTables.booked(connection);
        }
    }

    @Override
    public void close() {}
}
