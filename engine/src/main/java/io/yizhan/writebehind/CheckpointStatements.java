package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowStatement.Owner;

/** The checkpoint and the audit trail: in every batch. */
final class CheckpointStatements {
    static final RowStatement ADVANCE = new RowStatement(
            "select advance_checkpoint($1::text, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::int)",
            (owner, batch) -> Tuple.of(
                    owner.region(),
                    owner.epoch(),
                    batch.formerSeq(),
                    batch.lastSeq(),
                    batch.lastAtMs(),
                    batch.reservationIdEnd,
                    batch.retiredBeforeMin));

    /** As it is: the view {@code event} takes it apart. */
    static final RowStatement AUDIT = new RowStatement("""
            insert into event_batch (region, first_seq, last_seq, at_ms, kind, reservation_id, member, payload)
            values ($1::text, $2::bigint, $3::bigint, $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::text[])
            """, CheckpointStatements::audit);

    private CheckpointStatements() {}

    private static Tuple audit(Owner owner, RowBatch batch) {
        int count = batch.events.size();
        var atMs = new Long[count];
        var kinds = new String[count];
        var reservationIds = new Long[count];
        var members = new String[count];
        var payloads = new String[count];
        for (int i = 0; i < count; i++) {
            Event event = batch.events.get(i);
            AuditEntry row = AuditEntry.of(event);
            atMs[i] = event.atMs();
            kinds[i] = row.kind();
            reservationIds[i] = row.reservationId();
            members[i] = row.member();
            payloads[i] = row.payload();
        }
        return Tuple.of(owner.region(), batch.formerSeq() + 1, batch.lastSeq(), atMs, kinds, reservationIds)
                .addArrayOfString(members)
                .addArrayOfString(payloads);
    }
}
