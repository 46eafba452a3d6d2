package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event;
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

    static final RowStatement AUDIT = new RowStatement("""
            insert into event (region, seq, at_ms, kind, reservation_id, member, payload)
            select $1::text, $2::bigint + e.position, e.at_ms, e.kind, e.reservation_id, e.member, e.payload::jsonb
            from unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[]) with ordinality
              as e (at_ms, kind, reservation_id, member, payload, position)
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
            EventRow row = EventRow.of(event);
            atMs[i] = event.atMs();
            kinds[i] = row.kind();
            reservationIds[i] = row.reservationId();
            members[i] = row.member();
            payloads[i] = row.payload();
        }
        return Tuple.of(owner.region(), batch.formerSeq(), atMs, kinds, reservationIds, members)
                .addArrayOfString(payloads);
    }
}
