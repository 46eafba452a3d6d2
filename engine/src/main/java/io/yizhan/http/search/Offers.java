package io.yizhan.http.search;

import io.yizhan.catalogue.District;
import io.yizhan.catalogue.SpherePoint;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.region.DirectoryIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a catalogue's stations offer and where they are, laid out once for all searches. Does not change; any thread. */
final class Offers {
    private static final int KINDS_NAMED_MAX = 30;

    /** What one station has of one kind, or of all. */
    record Offer(int stationNo, String districtId, SpherePoint at, int[] venueNos) {}

    private final Offer[] all;
    private final Map<String, Offer[]> byKind = new TreeMap<>();
    private final Set<String> districtIds = new HashSet<>();
    /** As slot ids begin, in their order. */
    private final String[] beginnings;
    /** By venue number: where its slots' ids are among those of all venues. */
    private final int[] ranks;

    private Offers(DirectoryIndex index) {
        List<Offer> whole = new ArrayList<>();
        Map<String, List<Offer>> parts = new TreeMap<>();
        for (Station station : index.directory.stations()) {
            whole.add(offer(index, station, station.venues()));
            Map<String, List<Venue>> kinds = new TreeMap<>();
            for (Venue venue : station.venues())
                kinds.computeIfAbsent(venue.kind(), kind -> new ArrayList<>()).add(venue);
            kinds.forEach((kind, venues) ->
                    parts.computeIfAbsent(kind, it -> new ArrayList<>()).add(offer(index, station, venues)));
        }
        all = whole.toArray(Offer[]::new);
        parts.forEach((kind, offers) -> byKind.put(kind, offers.toArray(Offer[]::new)));
        for (District district : index.directory.city().districts()) districtIds.add(district.id());
        beginnings = index.directory.stations().stream()
                .flatMap(station -> station.venues().stream())
                .map(venue -> beginning(venue.id()))
                .sorted()
                .toArray(String[]::new);
        ranks = new int[index.directory.venueNoEnd()];
        for (Station station : index.directory.stations()) {
            for (Venue venue : station.venues())
                ranks[index.directory.venueNo(venue.id())] = Arrays.binarySearch(beginnings, beginning(venue.id()));
        }
    }

    private static Offer offer(DirectoryIndex index, Station station, List<Venue> venues) {
        return new Offer(
                index.directory.stationNo(station.id()),
                station.districtId(),
                SpherePoint.of(station.lonDeg(), station.latDeg()),
                venues.stream()
                        .mapToInt(venue -> index.directory.venueNo(venue.id()))
                        .toArray());
    }

    /** An id goes on with a dot, which is less than a letter and more than a hyphen. */
    private static String beginning(String venueId) {
        return venueId + '.';
    }

    static Offers of(DirectoryIndex index) {
        return index.derived(Offers.class, () -> new Offers(index));
    }

    /** Those of one kind of venue; of all where it is null. */
    Offer[] of(@Nullable String kind) {
        return kind == null ? all : byKind.getOrDefault(kind, new Offer[0]);
    }

    boolean hasKind(String kind) {
        return byKind.containsKey(kind);
    }

    /** For whoever is told what is expected. */
    String kinds() {
        List<String> kinds = List.copyOf(byKind.keySet());
        if (kinds.size() <= KINDS_NAMED_MAX) return String.join(", ", kinds);
        return String.join(", ", kinds.subList(0, KINDS_NAMED_MAX)) + ", …";
    }

    boolean hasDistrict(String id) {
        return districtIds.contains(id);
    }

    /** Of two slots that start at the same time, the one whose venue has the lower rank has the lower id. */
    int rank(int venueNo) {
        return ranks[venueNo];
    }

    /** The first rank behind this venue's, whether there is such a venue or not. */
    int rankBehind(String venueId) {
        int at = Arrays.binarySearch(beginnings, beginning(venueId));
        return at < 0 ? -at - 1 : at + 1;
    }
}
