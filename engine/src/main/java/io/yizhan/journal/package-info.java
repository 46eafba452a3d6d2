/**
 * The ordered, durable events of a region: the port, and the record format.
 *
 * <p>{@link io.yizhan.journal.FileJournal} keeps them on a disk. {@link io.yizhan.journal.StreamJournal} keeps them in an
 * {@link io.yizhan.journal.EventStream} that whoever takes the region over can reach, {@link io.yizhan.journal.RedisEventStream}, and falls
 * back on the rows, {@link io.yizhan.journal.Commits}, which {@link io.yizhan.journal.CommittedJournal} always waits for.
 */
@NullMarked
package io.yizhan.journal;

import org.jspecify.annotations.NullMarked;
