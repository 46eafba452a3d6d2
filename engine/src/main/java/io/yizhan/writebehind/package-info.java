/**
 * From the journal to the rows, behind the writer's back.
 *
 * <p>{@link io.yizhan.writebehind.WriteBehind} follows the journal and folds its events into batches; a
 * {@link io.yizhan.writebehind.RowSink} makes each batch durable together with the checkpoint that it reaches, so that a batch counts
 * once whatever happens.
 */
@NullMarked
package io.yizhan.writebehind;

import org.jspecify.annotations.NullMarked;
