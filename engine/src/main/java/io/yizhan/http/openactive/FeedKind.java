package io.yizhan.http.openactive;

import org.jspecify.annotations.Nullable;

/** A feed for each type of item, as the dataset site lists them: parents first, so that whoever reads in that order knows each item's. */
enum FeedKind {
    SESSION_SERIES("session-series", "SessionSeries"),
    SCHEDULED_SESSIONS("scheduled-sessions", "ScheduledSession"),
    FACILITY_USES("facility-uses", "FacilityUse"),
    SLOTS("slots", "Slot");

    /** In the URL. */
    final String path;
    /** As OpenActive calls its items. */
    final String type;

    FeedKind(String path, String type) {
        this.path = path;
        this.type = type;
    }

    /** Whether its items can be booked: the others are what these belong to. */
    boolean isBooked() {
        return this == SCHEDULED_SESSIONS || this == SLOTS;
    }

    static @Nullable FeedKind of(String path) {
        for (FeedKind each : values()) if (each.path.equals(path)) return each;
        return null;
    }
}
