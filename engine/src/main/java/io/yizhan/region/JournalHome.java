package io.yizhan.region;

import io.yizhan.postgres.PostgresUri;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a region's events are before the rows have them, as the rows say: so that nobody goes on from the wrong place. Any thread; calls block. */
public final class JournalHome {
    /** The kinds of places. */
    public enum Kind {
        /** The files of one engine. */
        FILES,
        /** The stream of a cluster. */
        STREAM
    }

    /**
     * What the rows say.
     *
     * @param drained they hold all there is, and nobody owns the region: it may go on elsewhere
     * @param epoch of their last owner; 0 where there was none
     */
    public record Home(Kind kind, boolean drained, long epoch) {
        /** Whether a journal of this kind may go on from these rows without losing anything. */
        public boolean mayGoOnIn(Kind wanted) {
            return epoch == 0 || kind == wanted || drained;
        }
    }

    private final PostgresUri uri;
    private final String region;

    public JournalHome(PostgresUri uri, String region) {
        this.uri = uri;
        this.region = region;
    }

    public Home home() throws SQLException {
        try (Connection connection = uri.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select journal, journal_drained, epoch from region where id = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return new Home(Kind.FILES, true, 0);
                return new Home(Kind.valueOf(row.getString(1)), row.getBoolean(2), row.getLong(3));
            }
        }
    }

    /**
     * The owner of this epoch has its journal there, and serves, from now on. To be called before it answers anything: who takes over from it
     * knows by {@link RegionRows.Ownership#servedEpoch} whose answers to look for.
     *
     * @param node where other nodes reach the owner; null where there are none
     * @throws SQLException also where the region has a newer owner
     */
    public void moveTo(Kind kind, long epoch, @Nullable URI node) throws SQLException {
        update(
                "update region set journal = ?, served_by = ?, journal_drained = false, served_epoch = epoch"
                        + " where id = ? and epoch = ?",
                kind,
                node,
                epoch);
    }

    /**
     * The rows hold all that the journal of this kind had, and this owner, the last one, writes nothing more.
     *
     * @throws SQLException also where the region has a newer owner
     */
    public void drained(Kind kind, long epoch) throws SQLException {
        update(
                "update region set journal = ?, served_by = ?, journal_drained = true where id = ? and epoch = ?",
                kind,
                null,
                epoch);
    }

    private void update(String sql, Kind kind, @Nullable URI node, long epoch) throws SQLException {
        try (Connection connection = uri.connect();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, kind.name());
            update.setString(2, node == null ? null : node.toString());
            update.setString(3, region);
            update.setLong(4, epoch);
            if (update.executeUpdate() != 1)
                throw new SQLException("region " + region + " has a newer owner than epoch " + epoch);
        }
    }
}
