package io.yizhan.region;

import io.yizhan.core.Books;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.rows.RowParts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;

/** The rows of a region in PostgreSQL. Any thread. */
public final class RegionStore implements RegionRows {
    private final PostgresUri uri;
    private final String region;

    /** @param region the city's id */
    public RegionStore(PostgresUri uri, String region) {
        this.uri = uri;
        this.region = region;
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
            RowParts.load(connection, region, zone(connection), books);
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

    private PreparedStatement select(Connection connection, String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, region);
        return query;
    }
}
