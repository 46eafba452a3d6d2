package io.yizhan.journal;

import java.io.IOException;
import java.time.Duration;

/** The rows as a place where events are safe: what an answer waits for where there is no other. */
public interface Commits {
    /**
     * Waits until the rows hold this event; what is pending goes there at once. Blocks the caller.
     *
     * @return false where they don't after this time
     * @throws IOException they never will: the region has a newer owner, or the rows refuse
     */
    boolean await(long seq, Duration atMost) throws IOException;
}
