package io.yizhan.doctor;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.rows.RowInvariant;
import io.yizhan.rows.RowParts;
import io.yizhan.writebehind.CheckpointRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a region's rows in one snapshot, without changing them: the database refuses this connection every write. One thread; calls
 * block.
 */
public final class RowsReview implements AutoCloseable {
    private final Connection connection;
    private final String region;

    /**
     * What the region's row says.
     *
     * @param seq the checkpoint
     * @param atMs when its event happened; 0 where there was none
     */
    public record Stand(long seq, long atMs, long epoch) {}

    public RowsReview(PostgresUri uri, String region) throws SQLException {
        this.region = region;
        connection = uri.connect();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Null where the database has nothing of the region. */
    public @Nullable Stand stand() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select seq, at_ms, epoch from region where id = ?")) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Stand(row.getLong(1), row.getLong(2), row.getLong(3)) : null;
            }
        }
    }

    /** What must hold for the rows of a region, in the order in which it is told. */
    public static List<RowInvariant> invariants() {
        List<RowInvariant> invariants = new ArrayList<>();
        invariants.add(CheckpointRows.AUDIT_IS_WHOLE);
        invariants.addAll(RowParts.invariants());
        return invariants;
    }

    /** Where it does not hold. */
    public List<String> problems(RowInvariant invariant) throws SQLException {
        return invariant.problems(connection, region);
    }

    /** The audit trail from this event on, as this snapshot has it. Closed with the review, or before. */
    public AuditTrail auditFrom(long seq) throws SQLException {
        return new AuditTrail(connection, region, seq);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
