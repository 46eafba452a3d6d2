package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Event;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement;
import io.yizhan.rows.RowStatement.Owner;
import java.util.List;

/** The checkpoint and the audit trail, which every batch moves on. */
public final class CheckpointRows {
    private static final String ADVANCE =
            "select advance_checkpoint($1::text, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::int)";

    /** As it is: the view {@code event} takes it apart. */
    private static final String AUDIT = """
            insert into event_batch (region, first_seq, last_seq, at_ms, kind, reservation_id, member, payload)
            values ($1::text, $2::bigint, $3::bigint, $4::bigint[], $5::text[], $6::bigint[], $7::text[], $8::text[])
            """;

    private static final String BEGINS_LATE = """
            select min(first_seq) from event_batch where region = ? having min(first_seq) > 1
            """;

    private static final String ENDS_ELSEWHERE = """
            select coalesce(max(b.last_seq), 0), r.seq from region r left join event_batch b on b.region = r.id
            where r.id = ? group by r.id having coalesce(max(b.last_seq), 0) <> r.seq
            """;

    private static final String GAPS = """
            select first_seq, former from (
              select first_seq, lag(last_seq) over (order by first_seq) as former from event_batch where region = ?) b
            where former is not null and first_seq <> former + 1 order by first_seq
            """;

    /** It has each event from the first one to the checkpoint, once. */
    public static final RowInvariant AUDIT_IS_WHOLE = new RowInvariant(
            "the audit trail",
            "the audit trail is whole",
            List.of(
                    new Breach(BEGINS_LATE, row -> "the audit trail begins with event " + row.getLong(1)),
                    new Breach(
                            ENDS_ELSEWHERE,
                            row -> "the audit trail ends with event " + row.getLong(1) + ", but the checkpoint is "
                                    + row.getLong(2)),
                    new Breach(
                            GAPS,
                            row -> "the audit trail goes from event " + row.getLong(2) + " to " + row.getLong(1))));

    private CheckpointRows() {}

    /** The first of a batch's statements: it locks the region, and lets the present owner alone pass. */
    static RowStatement advance(RowBatch batch) {
        return new RowStatement(
                ADVANCE,
                owner -> Tuple.of(
                        owner.region(),
                        owner.epoch(),
                        batch.formerSeq(),
                        batch.lastSeq(),
                        batch.lastAtMs(),
                        batch.parts().reservationIdEnd(),
                        batch.parts().retiredBeforeMin()));
    }

    static RowStatement audit(RowBatch batch) {
        return new RowStatement(AUDIT, owner -> columns(owner, batch));
    }

    private static Tuple columns(Owner owner, RowBatch batch) {
        List<Event> events = batch.events();
        int count = events.size();
        var atMs = new Long[count];
        var kinds = new String[count];
        var reservationIds = new Long[count];
        var members = new String[count];
        var payloads = new String[count];
        for (int i = 0; i < count; i++) {
            Event event = events.get(i);
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
