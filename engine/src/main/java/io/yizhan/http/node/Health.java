package io.yizhan.http.node;

import java.util.List;

/** How the engine's parts are. Asked on an event loop: answers at once, from what is known. */
public interface Health {
    List<Part> parts();

    /** @param name for instance journal, postgres, redis, lease */
    record Part(String name, Status status, String detail) {}

    /** The order is by severity: the whole is as its worst part. */
    enum Status {
        UP,
        /** Serves, but not with everything that it promises. */
        DEGRADED,
        DOWN
    }
}
