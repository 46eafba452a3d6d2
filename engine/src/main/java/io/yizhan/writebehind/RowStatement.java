package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the statements that write a batch, whatever its size: columns go as arrays. It fails by itself where it did not touch the rows
 * that the events speak of, because nobody waits for its answer before the commit is sent.
 */
record RowStatement(String sql, Arguments arguments) {
    /** In this order. The checkpoint is first: it locks the region and lets the present owner alone pass. */
    static List<RowStatement> ofBatch() {
        return List.of(
                CheckpointStatements.ADVANCE,
                SlotStatements.DEFINE_VENUES,
                SlotStatements.OPEN_SLOTS,
                ReservationStatements.CONFIRM,
                ReservationStatements.END,
                ReservationStatements.PLACE,
                ReservationStatements.ARCHIVE,
                GateStatements.HEAR_BOOTS,
                GateStatements.RECORD,
                GateStatements.FORGET,
                SlotStatements.RETIRE,
                CheckpointStatements.AUDIT);
    }

    /** Picks a statement's arguments from a batch. */
    interface Arguments {
        /** Null where the batch has nothing for this statement. */
        @Nullable
        Tuple of(Owner owner, RowBatch batch);
    }

    /** Who writes. */
    record Owner(String region, long epoch) {}
}
