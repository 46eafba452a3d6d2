package io.yizhan.http.region;

import java.time.Duration;

/** How far a region's rows have come, which follow the books at their own pace. Any thread but an event loop's. */
public interface RowsReached {
    /**
     * Waits until the rows hold this event, and has them hurry meanwhile.
     *
     * @return false where they do not after this time, or where another node has the region
     */
    boolean through(long seq, Duration atMost) throws InterruptedException;
}
