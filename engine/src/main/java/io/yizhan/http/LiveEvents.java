package io.yizhan.http;

import io.vertx.core.buffer.Buffer;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Venue;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Renders what is new at a station as Server-Sent Events. Only the last of them carries an id, the newest event number: a reader that is cut
 * off in the middle asks again from before the first, and none is lost.
 */
final class LiveEvents {
    private final StationFeed feed;
    private final int occupancyMax;
    private final DirectoryIndex index;
    private final ZoneId zone;
    private final Buffer events = Buffer.buffer();
    private int lastFrom = -1;

    LiveEvents(Loop loop, StationFeed feed, int occupancyMax) {
        this.feed = feed;
        this.occupancyMax = occupancyMax;
        Directory directory = loop.region.directory().get();
        index = loop.directories.of(directory);
        zone = directory.city().zone();
    }

    /**
     * What changed by events after {@code afterVersion}, or by time alone after {@code afterMs}.
     *
     * @param version goes into the id; the feed must have been seen at this version before
     * @return null where nothing did
     */
    @Nullable
    Buffer render(@Nullable LocalDate date, long afterVersion, long version, long afterMs, long nowMs) {
        for (DayView day : feed.days()) {
            if (date == null || date.equals(day.date())) slots(day, afterVersion, afterMs, nowMs);
        }
        Occupancy occupancy = feed.occupancy();
        if (occupancy.version() > afterVersion) {
            JsonOut json = new JsonOut(zone, 160).object();
            OccupancyJson.fields(json, occupancy, occupancyMax, nowMs);
            event("occupancy", json.end());
        }
        if (lastFrom < 0) return null;
        return Buffer.buffer(events.length() + 32)
                .appendBuffer(events, 0, lastFrom)
                .appendString("id: " + version + "\n")
                .appendBuffer(events, lastFrom, events.length() - lastFrom);
    }

    private void slots(DayView day, long afterVersion, long afterMs, long nowMs) {
        boolean changed = day.version() > afterVersion;
        boolean passed = day.nextTransitionMs(afterMs) <= nowMs;
        if (!changed && !passed) return;
        for (int i = 0; i < day.size(); i++) {
            if (day.changedAt(i) > afterVersion
                    || within(day.startMs(i), afterMs, nowMs)
                    || within(day.releasesAtMs(i), afterMs, nowMs)) {
                slot(day, i, nowMs);
            }
        }
    }

    private static boolean within(long atMs, long afterMs, long untilMs) {
        return atMs > afterMs && atMs <= untilMs;
    }

    private void slot(DayView day, int i, long nowMs) {
        Venue venue = index.directory.venue(day.venueNo(i));
        if (venue == null) return;
        SlotState state = day.state(i, nowMs);
        JsonOut json = new JsonOut(zone, 160)
                .object()
                .field("id", index.slotIds.format(day.key(i)))
                .field("remaining", day.remaining(i))
                .field("capacity", day.capacity(i))
                .field("state", state.name())
                .field("venue", venue.id());
        if (state == SlotState.NOT_YET) json.time("releasesAt", day.releasesAtMs(i));
        event("slot", json.end());
    }

    private void event(String type, JsonOut data) {
        lastFrom = events.length();
        events.appendString("event: ")
                .appendString(type)
                .appendString("\ndata: ")
                .appendBytes(data.bytes())
                .appendString("\n\n");
    }
}
