package io.yizhan.bench.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The two tables that a booking over PostgreSQL needs at least. They favour it: no foreign key, no second index, room to update in place. */
final class PostgresTables {
    private PostgresTables() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists peer cascade");
            statement.execute("create schema peer");
            statement.execute("""
                    create table peer.slot (
                      id int primary key,
                      remaining int not null check (remaining >= 0)
                    ) with (fillfactor = 50)
                    """);
            statement.execute("""
                    create table peer.booking (
                      id bigint generated always as identity primary key,
                      slot int not null,
                      member text not null,
                      key uuid not null unique,
                      created_at timestamptz not null default now()
                    )
                    """);
        }
    }

    static void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into peer.slot (id, remaining) select id, ? from generate_series(0, ?) id")) {
            statement.execute("truncate peer.slot, peer.booking restart identity");
            insert.setInt(1, Slots.PLACES);
            insert.setInt(2, Slots.COUNT - 1);
            insert.execute();
            statement.execute("vacuum analyze peer.slot");
        }
    }

    /** @throws IllegalStateException places taken and bookings differ: the peer is wrong, and its speed worth nothing */
    static long booked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select (select count(*) from peer.booking),
                          (select sum(%d - remaining::bigint) from peer.slot)
                        """.formatted(Slots.PLACES))) {
            row.next();
            if (row.getLong(1) != row.getLong(2))
                throw new IllegalStateException(row.getLong(1) + " bookings, but " + row.getLong(2) + " places taken");
            return row.getLong(1);
        }
    }
}
