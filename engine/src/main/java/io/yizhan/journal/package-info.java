/**
 * The ordered, durable events of a region: the port, and what it needs of the rows.
 *
 * <p>{@link io.yizhan.journal.file.FileJournal} keeps them on a disk. {@link io.yizhan.journal.stream.StreamJournal} keeps them in an
 * {@link io.yizhan.journal.stream.EventStream} that whoever takes the region over can reach,
 * {@link io.yizhan.journal.stream.RedisEventStream}, and falls back on the rows, {@link io.yizhan.journal.Commits}, which
 * {@link io.yizhan.journal.CommittedJournal} always waits for.
 */
@NullMarked
package io.yizhan.journal;

import org.jspecify.annotations.NullMarked;
