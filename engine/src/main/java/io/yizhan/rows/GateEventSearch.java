package io.yizhan.rows;

import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.journal.record.AuditEntry;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Looks gate events of a journal up in the rows: the audit trail has no more than their numbers. One thread; calls block. */
public final class GateEventSearch implements AutoCloseable {
    private static final String FOUND = """
            select count(*) from unnest(?::bigint[], ?::bigint[], ?::boolean[], ?::boolean[], ?::text[])
              as w (seq, happened_at_ms, entry, counted, credential)
            where exists (select from gate_event g
              where g.region = ? and g.gate = ? and g.boot = ? and g.seq = w.seq and g.station_no = ?
                and g.happened_at_ms = w.happened_at_ms and g.entry = w.entry and g.counted = w.counted
                and g.credential = w.credential)
            """;

    private final Connection connection;
    private final String region;
    private final PreparedStatement query;

    public GateEventSearch(Connection connection, String region) throws SQLException {
        this.connection = connection;
        this.region = region;
        query = connection.prepareStatement(FOUND);
    }

    /** How many of them the rows have, in each field as they were. */
    public int found(GateEventsRecorded event) throws SQLException {
        int count = event.seqs().length;
        var entered = new Boolean[count];
        var counted = new Boolean[count];
        for (int i = 0; i < count; i++) {
            entered[i] = event.in()[i];
            counted[i] = event.counted()[i];
        }
        query.setArray(1, longs(event.seqs()));
        query.setArray(2, longs(event.happenedAtMs()));
        query.setArray(3, connection.createArrayOf("boolean", entered));
        query.setArray(4, connection.createArrayOf("boolean", counted));
        query.setArray(
                5,
                connection.createArrayOf(
                        "text",
                        Arrays.stream(event.credentials())
                                .map(AuditEntry::storable)
                                .toArray()));
        query.setString(6, region);
        query.setString(7, AuditEntry.storable(event.gate()));
        query.setString(8, AuditEntry.storable(event.boot()));
        query.setInt(9, event.stationNo());
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private Array longs(long[] values) throws SQLException {
        return connection.createArrayOf("bigint", Arrays.stream(values).boxed().toArray());
    }

    @Override
    public void close() throws SQLException {
        query.close();
    }
}
