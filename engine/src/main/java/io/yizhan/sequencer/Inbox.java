package io.yizhan.sequencer;

import io.yizhan.core.Refusal;
import org.jspecify.annotations.Nullable;

/** The way to a region's writer. */
public interface Inbox {
    /**
     * Accepts a command, or refuses it at once where the writer would not come to it in time or the region takes none. Any thread; never
     * blocks.
     *
     * @return null where it is accepted: then its mailbox gets the answer, whatever happens
     */
    @Nullable
    Refusal offer(Submission submission);
}
