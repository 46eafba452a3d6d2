/**
 * The kinds of events: how each is written as bytes, read again in whatever version, and told to people.
 *
 * <p>Kinds that are about the same thing are described together, {@link io.yizhan.journal.record.ReservationKinds} for instance;
 * {@link io.yizhan.journal.record.EventKinds} has them all. The bytes are those of {@code src/main/sbe/journal.xml}.
 */
@NullMarked
package io.yizhan.journal.record;

import org.jspecify.annotations.NullMarked;
