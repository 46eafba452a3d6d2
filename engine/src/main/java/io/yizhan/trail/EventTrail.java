package io.yizhan.trail;

import java.io.IOException;
import java.util.List;

/** The events of all regions, durable ones only: what is not in the rows yet is not told. Any thread; each question blocks. */
public interface EventTrail {
    /**
     * Some events in their order, without one left out between them.
     *
     * @param lastSeq the last that there is now; 0 where nothing has happened yet
     */
    record Page(List<TrailEvent> events, long lastSeq) {}

    /**
     * What came after an event.
     *
     * @param after the number of that event; 0 from the beginning
     * @param limit at most so many, 1 or above; there may be fewer although there are more behind them, but never none
     * @throws IOException they can't be read for now
     */
    Page after(String region, long after, int limit) throws IOException;

    /**
     * The number of the last event that there is; 0 where nothing has happened yet.
     *
     * @throws IOException it can't be read for now
     */
    long lastSeq(String region) throws IOException;
}
