package io.yizhan.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keys that all nodes of a cluster have in common, kept in their database. Any thread; calls block. */
public final class SharedSecrets {
    private final PostgresUri uri;

    public SharedSecrets(PostgresUri uri) {
        this.uri = uri;
    }

    /** The secret of this name: the one that is there, or else {@code own}, which the others get from now on. */
    public byte[] shared(String name, byte[] own) throws SQLException {
        try (Connection connection = uri.connect()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into shared_secret (name, value) values (?, ?) on conflict do nothing")) {
                insert.setString(1, name);
                insert.setBytes(2, own);
                insert.executeUpdate();
            }
            try (PreparedStatement query =
                    connection.prepareStatement("select value from shared_secret where name = ?")) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getBytes(1);
                }
            }
        }
    }

    /** Keeps it so from now on, unless somebody else has changed it meanwhile. */
    public void replace(String name, byte[] former, byte[] now) throws SQLException {
        try (Connection connection = uri.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update shared_secret set value = ? where name = ? and value = ?")) {
            update.setBytes(1, now);
            update.setString(2, name);
            update.setBytes(3, former);
            update.executeUpdate();
        }
    }
}
