package io.yizhan.doctor;

import io.yizhan.core.Event;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.Erasures;
import io.yizhan.rows.GateEventSearch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes through the audit trail in step with a journal, and holds one against the other. One thread; calls block. */
public final class AuditTrail implements AutoCloseable {
    private static final int FETCH_BATCHES = 4;

    private final Connection connection;
    private final PreparedStatement query;
    private final GateEventSearch gateEvents;
    private final ResultSet batches;

    private long firstSeq;
    private long lastSeq;
    private Object[] atMs = {};
    private Object[] kinds = {};
    private Object[] reservationIds = {};
    private Object[] members = {};
    private Object[] payloads = {};

    AuditTrail(Connection connection, String region, long fromSeq) throws SQLException {
        this.connection = connection;
        gateEvents = new GateEventSearch(connection, region);
        query = connection.prepareStatement("""
                select first_seq, last_seq, at_ms, kind, reservation_id, member, payload from event_batch
                where region = ? and first_seq >= coalesce(
                  (select max(first_seq) from event_batch where region = ? and first_seq <= ?), 0)
                order by first_seq
                """);
        query.setFetchSize(FETCH_BATCHES);
        query.setString(1, region);
        query.setString(2, region);
        query.setLong(3, fromSeq);
        batches = query.executeQuery();
    }

    /** How the trail differs from an event of the journal; null where it doesn't. Numbers must ascend. */
    public @Nullable String difference(long seq, Event event) throws SQLException {
        while (seq > lastSeq) if (!next()) return "the audit trail does not have event " + seq;
        if (seq < firstSeq) return "the audit trail does not have event " + seq;
        int i = (int) (seq - firstSeq);
        AuditEntry wanted = AuditEntry.of(event);
        AuditEntry found =
                new AuditEntry((String) kinds[i], (Long) reservationIds[i], (String) members[i], (String) payloads[i]);
        if (!Objects.equals(atMs[i], event.atMs()) || !same(wanted, found))
            return "event " + seq + " is " + event.atMs() + " " + wanted + " in the journal, but " + atMs[i] + " "
                    + found + " in the audit trail";
        if (!(event instanceof GateEventsRecorded recorded)) return null;
        int missing = recorded.seqs().length - gateEvents.found(recorded);
        return missing == 0
                ? null
                : missing + " gate events of event " + seq + " (gate " + recorded.gate()
                        + ") are missing or different in the rows";
    }

    private boolean next() throws SQLException {
        if (!batches.next()) return false;
        firstSeq = batches.getLong(1);
        lastSeq = batches.getLong(2);
        atMs = array(3);
        kinds = array(4);
        reservationIds = array(5);
        members = array(6);
        payloads = array(7);
        return true;
    }

    private Object[] array(int column) throws SQLException {
        return (Object[]) batches.getArray(column).getArray();
    }

    private boolean same(AuditEntry wanted, AuditEntry found) throws SQLException {
        return wanted.kind().equals(found.kind())
                && Objects.equals(wanted.reservationId(), found.reservationId())
                && sameMember(wanted.member(), found.member())
                && samePayload(wanted.payload(), found.payload());
    }

    /** The trail may have forgotten whom the journal still names. */
    private static boolean sameMember(@Nullable String wanted, @Nullable String found) {
        return Objects.equals(wanted, found) || (wanted != null && Erasures.ERASED.equals(found));
    }

    /** Another version of this program may have written the same JSON in other words. */
    private boolean samePayload(@Nullable String wanted, @Nullable String found) throws SQLException {
        if (wanted == null || found == null || wanted.equals(found)) return Objects.equals(wanted, found);
        try (PreparedStatement compare = connection.prepareStatement("select ?::jsonb = ?::jsonb")) {
            compare.setString(1, wanted);
            compare.setString(2, found);
            try (ResultSet row = compare.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        query.close();
        gateEvents.close();
    }
}
