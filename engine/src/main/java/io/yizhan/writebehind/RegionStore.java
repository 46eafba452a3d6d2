package io.yizhan.writebehind;

import io.yizhan.core.Books;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredReservation;
import io.yizhan.core.VenueTerms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.flywaydb.core.Flyway;

/** The rows of a region in PostgreSQL. Any thread. */
public final class RegionStore implements RegionRows {
    private static final int FETCH_ROWS = 10_000;

    private final PostgresUri uri;
    private final String region;

    /** @param region the city's id */
    public RegionStore(PostgresUri uri, String region) {
        this.uri = uri;
        this.region = region;
    }

    /** Brings the schema up to date. Several may try at once: one does it. */
    public static void migrate(PostgresUri uri) {
        migrations(uri).migrate();
    }

    static Flyway migrations(PostgresUri uri) {
        return Flyway.configure()
                .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                .locations("classpath:db/migration")
                .load();
    }

    @Override
    public Ownership stand() throws SQLException {
        try (Connection connection = uri.connect();
                PreparedStatement query =
                        select(connection, "select epoch, seq, served_epoch from region where id = ?");
                ResultSet row = query.executeQuery()) {
            return row.next() ? ownership(row) : new Ownership(0, 0, 0);
        }
    }

    @Override
    public Ownership takeOver(ZoneId zone) throws SQLException {
        try (Connection connection = uri.connect();
                PreparedStatement raise = connection.prepareStatement("""
                        insert into region as r (id, zone, epoch) values (?, ?, 1)
                        on conflict (id) do update set epoch = r.epoch + 1, zone = excluded.zone
                        returning epoch, seq, served_epoch
                        """)) {
            raise.setString(1, region);
            raise.setString(2, zone.getId());
            try (ResultSet row = raise.executeQuery()) {
                row.next();
                return ownership(row);
            }
        }
    }

    private static Ownership ownership(ResultSet row) throws SQLException {
        return new Ownership(row.getLong(1), row.getLong(2), row.getLong(3));
    }

    @Override
    public Figures load(Books books) throws SQLException {
        try (Connection connection = uri.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Figures figures = figures(connection);
            LocalDays days = new LocalDays(zone(connection));
            loadVenues(connection, books);
            loadSlots(connection, books, days);
            loadReservations(connection, books, days);
            loadGates(connection, books);
            books.end(figures.nextReservationId(), figures.atMs());
            connection.commit();
            return figures;
        }
    }

    private ZoneId zone(Connection connection) throws SQLException {
        try (PreparedStatement query = select(connection, "select zone from region where id = ?");
                ResultSet row = query.executeQuery()) {
            row.next();
            return ZoneId.of(row.getString(1));
        }
    }

    private Figures figures(Connection connection) throws SQLException {
        try (PreparedStatement query = select(
                        connection,
                        "select seq, at_ms, next_reservation_id, retired_before_min from region where id = ?");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) throw new SQLException("there is no region " + region);
            return new Figures(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4));
        }
    }

    private void loadVenues(Connection connection, Books books) throws SQLException {
        try (PreparedStatement query = select(connection, """
                        select venue_no, station_no, kind, exclusive, terms, withdrawn
                        from venue_terms where region = ? order by venue_no
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next())
                books.venue(
                        row.getInt(1),
                        new VenueTerms(
                                row.getInt(2),
                                row.getString(3),
                                row.getBoolean(4),
                                TermsJson.read(row.getString(5)),
                                row.getBoolean(6)));
        }
    }

    private void loadSlots(Connection connection, Books books, LocalDays days) throws SQLException {
        try (PreparedStatement query = select(connection, """
                        select venue_no, start_min, end_min, capacity, release_min, closed, exclusive
                        from slot where region = ? and not retired order by venue_no, start_min
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                int startMin = row.getInt(2);
                books.slot(
                        SlotKey.of(row.getInt(1), startMin),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        days.of(startMin));
            }
        }
    }

    private void loadReservations(Connection connection, Books books, LocalDays days) throws SQLException {
        try (PreparedStatement query = select(connection, """
                        select id, member, key_hi, key_lo, state, slots, party, hold_expires_at_ms, exclusive_slots, station_no,
                          cancel_closes_min, created_at_ms, ends_min, ended_at_ms
                        from reservation where region = ? and not archived order by id
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                long[] slots = longs(row, 6);
                books.reservation(new StoredReservation(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        ReservationState.of(row.getInt(5)),
                        slots,
                        row.getInt(7),
                        row.getLong(8),
                        row.getInt(9),
                        row.getInt(10),
                        row.getInt(11),
                        days.of(SlotKey.startMin(slots[0])),
                        row.getLong(12),
                        row.getInt(13) * 60_000L,
                        row.getLong(14)));
            }
        }
    }

    private void loadGates(Connection connection, Books books) throws SQLException {
        try (PreparedStatement query = select(connection, """
                        select gate, boot, station_no, last_heard_ms, array(
                          select bound from unnest(known) r cross join lateral
                            (values (lower(r)), (coalesce(upper(r) - 1, 9223372036854775807))) b (bound) order by bound)
                        from gate_boot where region = ? and not forgotten order by gate, boot
                        """);
                ResultSet row = query.executeQuery()) {
            while (row.next())
                books.gateBoot(row.getString(1), row.getString(2), row.getInt(3), longs(row, 5), row.getLong(4));
        }
        try (PreparedStatement query = select(
                        connection,
                        "select station_no, entries, exits from occupancy where region = ? order by station_no");
                ResultSet row = query.executeQuery()) {
            while (row.next()) books.occupancy(row.getInt(1), row.getLong(2), row.getLong(3));
        }
    }

    /** Its rows arrive in portions: the books may be larger than the memory that is free. */
    private PreparedStatement select(Connection connection, String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setFetchSize(FETCH_ROWS);
        query.setString(1, region);
        return query;
    }

    private static long[] longs(ResultSet row, int column) throws SQLException {
        Long[] boxed = (Long[]) row.getArray(column).getArray();
        var values = new long[boxed.length];
        for (int i = 0; i < values.length; i++) values[i] = boxed[i];
        return values;
    }
}
