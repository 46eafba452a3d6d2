/**
 * From the journal to rows, and from rows to the books.
 *
 * <p>{@link io.yizhan.writebehind.WriteBehind} follows the journal and folds its events into batches; a
 * {@link io.yizhan.writebehind.RowSink} makes each batch durable together with the checkpoint that it reaches, so that a batch counts
 * once whatever happens. {@link io.yizhan.writebehind.RegionStore} takes a region over and loads the books at the checkpoint.
 */
@NullMarked
package io.yizhan.writebehind;

import org.jspecify.annotations.NullMarked;
