package io.yizhan.http.openactive;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.json.JsonOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What sessions and slots belong to, as a catalogue has it: series of sessions, and facilities with their courts. */
final class ParentItems {
    private ParentItems() {}

    /** Writes one item's data. */
    interface Data {
        void write(ItemWriter writer, JsonOut json);
    }

    record Item(String id, Data data) {}

    /** All of a feed, in order. */
    static List<Item> of(FeedKind kind, Directory directory) {
        List<Item> items = new ArrayList<>();
        for (Station station : directory.stations()) {
            if (kind == FeedKind.SESSION_SERIES) series(items, station);
            else facilities(items, station);
        }
        return List.copyOf(items);
    }

    private static void series(List<Item> items, Station station) {
        for (Activity activity : station.activities()) {
            Concepts.Concept concept = Concepts.activity(activity);
            if (concept != null)
                items.add(new Item(activity.id(), (to, json) -> series(to, json, station, activity, concept)));
        }
    }

    private static void series(
            ItemWriter to, JsonOut json, Station station, Activity activity, Concepts.Concept concept) {
        String url = seriesId(to, activity);
        ItemWriter.begin(json, "SessionSeries", url);
        ofSeries(to, json, station, activity, concept);
        to.seller(json, "organizer");
        json.field("isAccessibleForFree", true).array("offers");
        // Each session has the same by this identifier, with the times at which it can be booked.
        json.object();
        to.offer(json, url);
        json.end().endArray().end();
    }

    static String seriesId(ItemWriter to, Activity activity) {
        return to.base + "/session-series/" + activity.id();
    }

    /** What a series is, wherever it is told of. */
    static void ofSeries(ItemWriter to, JsonOut json, Station station, Activity activity, Concepts.Concept concept) {
        json.field("url", to.page(station)).field("name", to.text(activity.name()));
        to.location(json, station);
        ItemWriter.concept(json, "activity", concept);
    }

    private static void facilities(List<Item> items, Station station) {
        Map<String, List<Venue>> facilities = new LinkedHashMap<>();
        for (Venue venue : station.venues())
            if (Opportunities.isFacility(venue))
                facilities
                        .computeIfAbsent(Opportunities.facilityId(station, venue), id -> new ArrayList<>())
                        .add(venue);
        facilities.forEach(
                (id, venues) -> items.add(new Item(id, (to, json) -> facility(to, json, station, id, venues))));
    }

    private static void facility(ItemWriter to, JsonOut json, Station station, String id, List<Venue> venues) {
        String url = facilityUrl(to, id);
        ItemWriter.begin(json, "FacilityUse", url);
        ofFacility(to, json, station, venues);
        to.seller(json, "provider");
        if (Opportunities.isCourt(venues.getFirst())) {
            json.array("individualFacilityUse");
            for (Venue court : venues)
                json.object()
                        .field("@type", "IndividualFacilityUse")
                        .field("@id", courtId(url, court))
                        .field("name", to.text(court.name()))
                        .end();
            json.endArray();
        }
        json.end();
    }

    static String facilityUrl(ItemWriter to, String id) {
        return to.base + "/facility-uses/" + id;
    }

    /** What a facility is, wherever it is told of. */
    static void ofFacility(ItemWriter to, JsonOut json, Station station, List<Venue> venues) {
        json.field("url", to.page(station)).field("name", to.text(station.name()) + " · " + name(to, venues));
        to.location(json, station);
        ItemWriter.concept(json, "facilityType", type(to, venues.getFirst().kind()));
    }

    /** All venues of the facility to which one belongs. */
    static List<Venue> facilityOf(Station station, Venue venue) {
        String id = Opportunities.facilityId(station, venue);
        return station.venues().stream()
                .filter(it -> Opportunities.isFacility(it)
                        && Opportunities.facilityId(station, it).equals(id))
                .toList();
    }

    /** What the names of several begin with: court 1 and court 2 are courts. */
    private static String name(ItemWriter to, List<Venue> venues) {
        String common = to.text(venues.getFirst().name());
        for (Venue each : venues) {
            String name = to.text(each.name());
            int same = 0;
            while (same < Math.min(common.length(), name.length()) && common.charAt(same) == name.charAt(same)) same++;
            common = common.substring(0, same);
        }
        return common.isBlank() ? label(venues.getFirst().kind()) : common.strip();
    }

    static String courtId(String facilityUrl, Venue court) {
        return facilityUrl + "#/individual-facility-uses/" + court.id();
    }

    private static Concepts.Concept type(ItemWriter to, String kind) {
        String scheme = to.base + "/venue-kinds";
        return Objects.requireNonNullElseGet(
                Concepts.facility(kind), () -> new Concepts.Concept(scheme + '#' + kind, label(kind), scheme));
    }

    /** {@code GYM_FLOOR} as words. */
    private static String label(String kind) {
        Concepts.Concept known = Concepts.facility(kind);
        if (known != null) return known.label();
        String words = kind.replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
