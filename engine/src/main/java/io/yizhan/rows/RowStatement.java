package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * One of the statements that write a batch, whatever its size: columns go as arrays. It fails by itself where it did not touch the rows
 * that the events speak of, because nobody waits for its answer before the commit is sent.
 *
 * @param sql the same for every batch
 * @param arguments this batch's
 */
public record RowStatement(String sql, Arguments arguments) {
    /** What a batch has for a statement. */
    public interface Arguments {
        /** Null where it has nothing. */
        @Nullable
        Tuple of(Owner owner);
    }

    /** Who writes. */
    public record Owner(String region, long epoch) {}
}
