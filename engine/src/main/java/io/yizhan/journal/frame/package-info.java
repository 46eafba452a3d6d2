/** A batch of events as bytes, the same on a disk and in a stream. */
@NullMarked
package io.yizhan.journal.frame;

import org.jspecify.annotations.NullMarked;
