package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Venues whose slots are something else by another catalogue: what takes place in them, what they belong to, under which terms. The slots that are open stay as
 * they are in the books; but whoever keeps a copy of them has to hear what they are now.
 */
public final class Retold {
    private Retold() {}

    /** What is said of each slot of a venue. */
    private record Said(VenueTerms terms, boolean hasSchedule, List<Activity> activities) {}

    /** Numbers of venues of the former catalogue of which the next one says something else, or nothing. */
    public static List<Integer> between(Directory former, Directory next) {
        Map<Integer, Said> is = said(next);
        List<Integer> retold = new ArrayList<>();
        said(former).forEach((venueNo, was) -> {
            if (!was.equals(is.get(venueNo))) retold.add(venueNo);
        });
        retold.sort(null);
        return List.copyOf(retold);
    }

    private static Map<Integer, Said> said(Directory directory) {
        Horizon horizon = new Horizon(directory);
        Map<Integer, Said> said = new HashMap<>();
        for (Station station : directory.stations()) {
            for (Venue venue : station.venues()) {
                List<Activity> activities = station.activities().stream()
                        .filter(it -> it.venueId().equals(venue.id()))
                        .toList();
                said.put(
                        directory.venueNo(venue.id()),
                        new Said(
                                horizon.terms(station, venue), !venue.schedule().isEmpty(), activities));
            }
        }
        return said;
    }
}
