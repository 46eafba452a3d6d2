package io.yizhan.http.openactive;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import org.jspecify.annotations.Nullable;

/**
 * What orders are about, by the URLs under which the feeds tell of it, and written out as answers to orders have it: an offer without what it is of, an
 * opportunity with what it belongs to. Of one request.
 */
public final class OrderedThings {
    /** What {@link #slotOf} gives for a URL that is none of an opportunity here. */
    public static final long NO_URL = -2;

    /** The same for one that could be, of a slot that there is not. */
    public static final long NO_SLOT = SlotIds.UNKNOWN;

    private final Opportunities opportunities;
    private final Feed feed;
    private final ItemWriter writer;

    public OrderedThings(Exchange exchange, OpenData data) {
        opportunities = Opportunities.of(exchange.index());
        feed = exchange.region.feed();
        writer = new ItemWriter(data.base(exchange), exchange.directory().city(), data);
    }

    /** The URL that all of it is below. */
    public String base() {
        return writer.base;
    }

    /** Whether texts are in English; else they are in Chinese. */
    public boolean isEnglish() {
        return writer.isEnglish();
    }

    public String sellerId() {
        return writer.sellerId();
    }

    /** The slot that an opportunity is; or {@link #NO_URL}, or {@link #NO_SLOT}. */
    public long slotOf(String url) {
        for (FeedKind kind : FeedKind.values()) {
            String below = writer.base + '/' + kind.path + '/';
            if (!kind.isBooked() || !url.startsWith(below)) continue;
            long slot = opportunities.index.slotIds.parse(url.substring(below.length()));
            return slot != SlotIds.UNKNOWN && opportunities.isIn(kind, slot) ? slot : NO_SLOT;
        }
        return NO_URL;
    }

    /** As what a slot is told of. */
    public enum Sort {
        /** Something takes place in it. */
        SESSION,
        /** A party has all of it. */
        COURT,
        /** Each place is given out by itself. */
        PLACE
    }

    /** Null for what no feed tells of. */
    public @Nullable Sort sortOf(long slot) {
        Venue venue = opportunities.index.directory.venue(SlotKey.venueNo(slot));
        if (venue == null) return null;
        if (opportunities.isIn(FeedKind.SCHEDULED_SESSIONS, slot)) return Sort.SESSION;
        if (!opportunities.isIn(FeedKind.SLOTS, slot) || !Opportunities.isFacility(venue)) return null;
        return Opportunities.isCourt(venue) ? Sort.COURT : Sort.PLACE;
    }

    public String typeOf(long slot) {
        return opportunities.activity(slot) == null ? FeedKind.SLOTS.type : FeedKind.SCHEDULED_SESSIONS.type;
    }

    /** How an offer's URL fits what is ordered. */
    public enum Fit {
        /** It is that one's. */
        OWN,
        /** It is another one's. */
        ANOTHERS,
        /** It could be an offer's, and is none. */
        NONE,
        /** Nothing here has such a URL. */
        NO_URL
    }

    public Fit fit(String offerUrl, String opportunityUrl, long slot) {
        if (offerUrl.equals(opportunityUrl + ItemWriter.OFFER)) return Fit.OWN;
        Activity activity = opportunities.activity(slot);
        if (activity != null && offerUrl.equals(ParentItems.seriesId(writer, activity) + ItemWriter.OFFER))
            return Fit.OWN;
        if (!offerUrl.startsWith(writer.base + '/')) return Fit.NO_URL;
        if (!offerUrl.endsWith(ItemWriter.OFFER)) return Fit.NONE;
        String of = offerUrl.substring(0, offerUrl.length() - ItemWriter.OFFER.length());
        return slotOf(of) >= 0 || of.startsWith(writer.base + '/' + FeedKind.SESSION_SERIES.path + '/')
                ? Fit.ANOTHERS
                : Fit.NONE;
    }

    /** Places that are left of a slot, as the feeds tell it; 0 where nothing is published of it. */
    public int remaining(long slot) {
        DayView day = day(slot);
        int i = day == null ? -1 : day.indexOf(slot);
        return day == null || i < 0 ? 0 : SlotItems.remaining(day, i);
    }

    private @Nullable DayView day(long slot) {
        StationFeed station = feed.station(opportunities.index.directory.stationNoOfVenue(SlotKey.venueNo(slot)));
        return station == null ? null : station.dayOf(slot);
    }

    public void seller(JsonOut json) {
        writer.sellerInFull(json, "seller");
    }

    public void offer(JsonOut json, long slot) {
        Venue venue = opportunities.index.directory.venue(SlotKey.venueNo(slot));
        json.object("acceptedOffer");
        writer.offer(json, url(slot));
        if (venue != null) SlotItems.cutoff(json, opportunities, venue);
        json.end();
    }

    /** Of the opportunity that a slot is. */
    public String url(long slot) {
        FeedKind kind = opportunities.activity(slot) == null ? FeedKind.SLOTS : FeedKind.SCHEDULED_SESSIONS;
        return writer.base + '/' + kind.path + '/' + opportunities.index.slotIds.format(slot);
    }

    /** As long as it can still be booked: with the places that are left. */
    public void opportunity(JsonOut json, long slot, int remaining) {
        DayView day = day(slot);
        int i = day == null ? -1 : day.indexOf(slot);
        boolean session = opportunities.activity(slot) != null;
        begin(json, slot, session);
        if (day != null && i >= 0) {
            SlotItems.time(json, day.startMs(i), day.endMs(i));
            json.field(session ? "maximumAttendeeCapacity" : "maximumUses", day.capacity(i));
        } else {
            json.time("startDate", SlotKey.startMs(slot));
        }
        json.field(session ? "remainingAttendeeCapacity" : "remainingUses", remaining);
        belongsTo(json, slot);
        json.end();
    }

    /** Of what is booked: the same whenever it is asked for. */
    public void booked(JsonOut json, long slot, long endMs) {
        begin(json, slot, opportunities.activity(slot) != null);
        SlotItems.time(json, SlotKey.startMs(slot), endMs);
        belongsTo(json, slot);
        json.end();
    }

    private void begin(JsonOut json, long slot, boolean session) {
        json.object("orderedItem");
        ItemWriter.type(json, session ? FeedKind.SCHEDULED_SESSIONS.type : FeedKind.SLOTS.type, url(slot));
    }

    private void belongsTo(JsonOut json, long slot) {
        int venueNo = SlotKey.venueNo(slot);
        Venue venue = opportunities.index.directory.venue(venueNo);
        Station station =
                opportunities.index.directory.station(opportunities.index.directory.stationNoOfVenue(venueNo));
        // What has left the catalogue belongs to nothing any more.
        if (venue == null || station == null) return;
        Activity activity = opportunities.activity(slot);
        Concepts.Concept concept = activity == null ? null : Concepts.activity(activity);
        if (activity != null && concept != null) {
            json.object("superEvent");
            ItemWriter.type(json, FeedKind.SESSION_SERIES.type, ParentItems.seriesId(writer, activity));
            ParentItems.ofSeries(writer, json, station, activity, concept);
            json.end();
        } else {
            facility(json, station, venue);
        }
    }

    private void facility(JsonOut json, Station station, Venue venue) {
        String url = ParentItems.facilityUrl(writer, Opportunities.facilityId(station, venue));
        json.object("facilityUse");
        boolean court = Opportunities.isCourt(venue);
        if (court) {
            ItemWriter.type(json, "IndividualFacilityUse", ParentItems.courtId(url, venue));
            json.field("name", writer.text(venue.name())).object("aggregateFacilityUse");
        }
        ItemWriter.type(json, FeedKind.FACILITY_USES.type, url);
        ParentItems.ofFacility(writer, json, station, ParentItems.facilityOf(station, venue));
        if (court) json.end();
        json.end();
    }
}
