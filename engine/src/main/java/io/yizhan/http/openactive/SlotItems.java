package io.yizhan.http.openactive;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Term;
import io.yizhan.feed.ChangedSlots;
import io.yizhan.feed.DayView;
import io.yizhan.http.json.JsonOut;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Slots of facilities, and sessions of series, as items: how each stands, and under which terms it is offered. */
final class SlotItems {
    private static final String UNAVAILABLE = "https://openactive.io/Unavailable";

    private final Opportunities opportunities;
    private final ItemWriter writer;

    SlotItems(Opportunities opportunities, ItemWriter writer) {
        this.opportunities = opportunities;
        this.writer = writer;
    }

    /** As an element of an array that is open. */
    void write(JsonOut json, FeedKind kind, ChangedSlots.Change change) {
        DayView day = change.day();
        Venue venue = day == null ? null : opportunities.index.directory.venue(day.venueNo(change.index()));
        json.object();
        if (day == null || venue == null || !isTold(kind, venue, change.key())) {
            item(json, kind == FeedKind.SLOTS ? slotKind(venue) : kind.type, change, "deleted");
        } else if (kind == FeedKind.SLOTS) {
            item(json, slotKind(venue), change, "updated");
            slot(json, day, change.index(), venue);
        } else {
            item(json, kind.type, change, "updated");
            session(json, day, change.index(), venue);
        }
        json.end();
    }

    /** By the catalogue as it is now. Regular slots that another one had, where everything is an activity now, belong to no facility. */
    private boolean isTold(FeedKind kind, Venue venue, long slotKey) {
        return opportunities.isIn(kind, slotKey) && (kind != FeedKind.SLOTS || Opportunities.isFacility(venue));
    }

    private static String slotKind(@Nullable Venue venue) {
        return venue != null && Opportunities.isCourt(venue) ? "IndividualFacilityUse/Slot" : "FacilityUse/Slot";
    }

    private void item(JsonOut json, String kind, ChangedSlots.Change change, String state) {
        json.field("state", state)
                .field("kind", kind)
                .field("id", opportunities.index.slotIds.format(change.key()))
                .field("modified", change.seq());
    }

    private void slot(JsonOut json, DayView day, int i, Venue venue) {
        Station station = station(day, i);
        String facility = ParentItems.facilityUrl(writer, Opportunities.facilityId(station, venue));
        String id = url(FeedKind.SLOTS, day.key(i));
        ItemWriter.begin(json, "Slot", id);
        json.field("facilityUse", Opportunities.isCourt(venue) ? ParentItems.courtId(facility, venue) : facility);
        time(json, day.startMs(i), day.endMs(i));
        json.field("maximumUses", day.capacity(i)).field("remainingUses", remaining(day, i));
        offer(json, id, day, i, venue);
        json.end();
    }

    private void session(JsonOut json, DayView day, int i, Venue venue) {
        Activity activity = Objects.requireNonNull(opportunities.activity(day.key(i)));
        String id = url(FeedKind.SCHEDULED_SESSIONS, day.key(i));
        ItemWriter.begin(json, "ScheduledSession", id);
        json.field("superEvent", ParentItems.seriesId(writer, activity));
        time(json, day.startMs(i), day.endMs(i));
        json.field("eventStatus", "https://schema.org/" + (day.closed(i) ? "EventCancelled" : "EventScheduled"))
                .field("maximumAttendeeCapacity", day.capacity(i))
                .field("remainingAttendeeCapacity", remaining(day, i))
                .field("isAccessibleForFree", true);
        offer(json, id, day, i, venue);
        json.end();
    }

    private Station station(DayView day, int i) {
        int stationNo = opportunities.index.directory.stationNoOfVenue(day.venueNo(i));
        return Objects.requireNonNull(opportunities.index.directory.station(stationNo));
    }

    private String url(FeedKind kind, long slot) {
        return writer.base + '/' + kind.path + '/' + opportunities.index.slotIds.format(slot);
    }

    static void time(JsonOut json, long startMs, long endMs) {
        json.time("startDate", startMs).time("endDate", endMs).field("duration", minutes(endMs - startMs));
    }

    /**
     * Whoever waits comes first, and a slot whose places are drawn for has none to be booked. What only the host's staff can take counts until somebody
     * waits: that ends by time alone, which no feed tells.
     */
    static int remaining(DayView day, int i) {
        if (day.closed(i) || day.inDraw(i)) return 0;
        return day.remaining(i, Long.MAX_VALUE);
    }

    private void offer(JsonOut json, String id, DayView day, int i, Venue venue) {
        json.array("offers").object();
        writer.offer(json, id);
        long startMs = day.startMs(i);
        json.field("validFromBeforeStartDate", minutes(Math.max(0, startMs - day.releasesAtMs(i))));
        if (day.closesAtMs(i) < startMs)
            json.field("validThroughBeforeStartDate", minutes(startMs - day.closesAtMs(i)));
        cutoff(json, opportunities, venue);
        if (day.inDraw(i) || !day.fits(i, 1)) json.field("openBookingInAdvance", UNAVAILABLE);
        json.end().endArray();
    }

    /** Until when it can be given back, into an offer that is open. */
    static void cutoff(JsonOut json, Opportunities opportunities, Venue venue) {
        int cutoffMs =
                opportunities.index.directory.policy(venue.policyId()).terms().get(Term.CANCEL_CUTOFF_MS);
        if (cutoffMs > 0) json.field("latestCancellationBeforeStartDate", minutes(cutoffMs));
    }

    /** ISO 8601. Everything here begins and ends with a minute. */
    private static String minutes(long ms) {
        return "PT" + ms / 60_000 + "M";
    }
}
