package io.yizhan.http.live;

import io.vertx.core.buffer.Buffer;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.EquipmentMark;
import io.yizhan.equipment.MachineNow;
import io.yizhan.equipment.StationMachines;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotJson;
import io.yizhan.http.station.MachineJson;
import io.yizhan.http.station.OccupancyJson;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Renders what is new at a station as Server-Sent Events. Only the last of them carries an id, the {@link LivePosition}: a reader that is cut
 * off in the middle asks again from before the first, and none is lost.
 */
final class LiveEvents {
    private final StationFeed feed;
    private final int occupancyMax;
    private final int aheadMin;
    private final int usual;
    private final DirectoryIndex index;
    private final TimeTexts times;
    private final Buffer events = Buffer.buffer();
    private int lastFrom = -1;

    /** @param usual as {@link OccupancyJson#fields} takes it */
    LiveEvents(DirectoryIndex index, StationFeed feed, int occupancyMax, int usual, TimeTexts times) {
        this.index = index;
        this.feed = feed;
        this.occupancyMax = occupancyMax;
        this.usual = usual;
        aheadMin = index.directory.city().occupancy().walkInAheadMin();
        this.times = times;
    }

    /**
     * Machines that have changed after this version of theirs, by time alone, or by an operator's word; all of them where that version is not
     * known. To be told before the rest, with which they get an id.
     */
    LiveEvents machines(StationMachines machines, int stationNo, LivePosition after, long afterVersion, long nowMs) {
        Station station = index.directory.station(stationNo);
        if (station == null) return this;
        StationFeed.OutOfOrder marks = feed.outOfOrder();
        for (Machine each : station.machines()) {
            MachineNow machine = machines.machine(each.id());
            boolean changed = marks.hasChangedAfter(each.id(), after.seq())
                    || machine.version() > afterVersion
                    || machine.stateAt(after.untilMs()) != machine.stateAt(nowMs);
            if (changed) machine(each.id(), machine, marks.byMachine().get(each.id()), nowMs);
        }
        return this;
    }

    private void machine(String id, MachineNow machine, @Nullable EquipmentMark mark, long nowMs) {
        JsonOut json = new JsonOut(times, 96).object().field("id", id);
        MachineJson.standing(json, machine, mark, nowMs);
        event("equipment", json.end());
    }

    /**
     * What changed by events after a position, or by time alone between then and now, whichever is the earlier.
     *
     * @param version goes into the id; the feed must have been seen at this version before
     * @return null where nothing did
     */
    @Nullable
    Buffer render(@Nullable LocalDate date, LivePosition after, long version, long nowMs) {
        for (DayView day : feed.days()) {
            if (date == null || date.equals(day.date())) slots(day, after, version, nowMs);
        }
        Occupancy occupancy = feed.occupancy();
        if (isNews(occupancy.version(), after, version)
                || between(OccupancyJson.staleAtMs(occupancy), after.untilMs(), nowMs)
                || between(OccupancyJson.unknownAtMs(occupancy), after.untilMs(), nowMs)
                || dueMoved(after, nowMs)) {
            JsonOut json = new JsonOut(times, 256).object();
            OccupancyJson.fields(json, feed, occupancyMax, usual, index.directory, nowMs);
            event("occupancy", json.end());
        }
        if (lastFrom < 0) return null;
        return Buffer.buffer(events.length() + 32)
                .appendBuffer(events, 0, lastFrom)
                .appendString("id: " + new LivePosition(version, nowMs).id() + "\n")
                .appendBuffer(events, lastFrom, events.length() - lastFrom);
    }

    /** Whether other people are expected soon, so that more or fewer may walk in. */
    private boolean dueMoved(LivePosition after, long nowMs) {
        for (DayView day : feed.days()) if (day.dueMoved(after.seq(), after.untilMs(), nowMs, aheadMin)) return true;
        return false;
    }

    private void slots(DayView day, LivePosition after, long version, long nowMs) {
        long untilMs = after.untilMs();
        boolean changed = day.version() > after.seq();
        boolean passed = day.nextTransitionMs(Math.min(untilMs, nowMs)) <= Math.max(untilMs, nowMs);
        if (!changed && !passed) return;
        for (int i = 0; i < day.size(); i++) {
            boolean turned = day.nextTransitionMs(i, Math.min(untilMs, nowMs)) <= Math.max(untilMs, nowMs);
            if (turned || isNews(day.changedAt(i), after, version)) slot(day, i, nowMs);
        }
    }

    /** What the writer is at just now is told when it shows the version that it belongs to; else it would be told twice. */
    private static boolean isNews(long changedBy, LivePosition after, long version) {
        return changedBy > after.seq() && changedBy <= version;
    }

    /** Whether that moment is later than the one and not than the other. */
    private static boolean between(long atMs, long oneMs, long otherMs) {
        return atMs > Math.min(oneMs, otherMs) && atMs <= Math.max(oneMs, otherMs);
    }

    private void slot(DayView day, int i, long nowMs) {
        Venue venue = index.directory.venue(day.venueNo(i));
        if (venue == null) return;
        JsonOut json = new JsonOut(times, 160).object().field("id", index.slotIds.format(day.key(i)));
        SlotJson.standing(json, day, i, nowMs);
        json.field("venue", venue.id());
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
