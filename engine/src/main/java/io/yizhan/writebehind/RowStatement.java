package io.yizhan.writebehind;

import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One of the statements that write a batch, whatever its size: columns go as arrays. It fails by itself where it did not touch the rows
 * that the events speak of, because nobody waits for its answer before the commit is sent.
 *
 * @param sql the same for every batch
 * @param arguments this batch's
 */
record RowStatement(String sql, Arguments arguments) {
    /** What a batch has for a statement. */
    interface Arguments {
        /** Null where it has nothing. */
        @Nullable
        Tuple of(Owner owner);
    }

    /** Who writes. */
    record Owner(String region, long epoch) {}
}
