package io.yizhan.journal.record;

import java.io.IOException;

/** These bytes are no event that this version knows: damaged, or written by a newer one. */
public final class EventUnreadable extends IOException {
    public EventUnreadable(String message) {
        super(message);
    }
}
