package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What another catalogue means for venues and for the slots of the days ahead. By the two files alone: what operators closed or gave more
 * places makes no difference.
 *
 * @param slotsOpened that are new, and share no time with one that was planned before
 * @param slotsKept that are open and would be otherwise by the other file, or not at all: they stay as they were opened
 * @param gone numbers of venues that the other file lacks
 * @param touched numbers of venues of both whose terms, place or slots are not the same
 */
public record Outlook(int slotsOpened, int slotsKept, List<Integer> gone, List<Integer> touched) {

    /** @param nowMs what has begun by then is not looked at */
    public static Outlook of(Directory former, Directory next, long nowMs) {
        Horizon was = new Horizon(former);
        Horizon is = new Horizon(next);
        List<LocalDate> wasOpen = was.days(was.dateAt(nowMs));
        List<LocalDate> isOpen = is.days(is.dateAt(nowMs));
        int opened = 0;
        int kept = 0;
        List<Integer> touched = new ArrayList<>();
        for (Station station : next.stations()) {
            for (Venue venue : station.venues()) {
                int venueNo = next.venueNo(venue.id());
                int ofVenue = 0;
                for (LocalDate day : isOpen) {
                    Plan after = new Plan(is.slots(venueNo, day), nowMs);
                    opened += wasOpen.contains(day)
                            ? after.besides(new Plan(was.slots(venueNo, day), nowMs))
                            : after.at.size();
                }
                for (LocalDate day : wasOpen)
                    ofVenue += new Plan(was.slots(venueNo, day), nowMs)
                            .otherwiseIn(new Plan(is.slots(venueNo, day), nowMs));
                kept += ofVenue;
                VenueTerms terms = terms(former, was, venueNo);
                if (terms != null && (ofVenue > 0 || !terms.equals(is.terms(station, venue)))) touched.add(venueNo);
            }
        }
        return new Outlook(opened, kept, gone(former, next), List.copyOf(touched));
    }

    private static @Nullable VenueTerms terms(Directory former, Horizon was, int venueNo) {
        Venue venue = former.venue(venueNo);
        Station station = former.station(former.stationNoOfVenue(venueNo));
        return venue == null || station == null ? null : was.terms(station, venue);
    }

    /** Numbers of venues that the other one lacks. */
    public static List<Integer> gone(Directory former, Directory next) {
        List<Integer> gone = new ArrayList<>();
        for (int venueNo = 1; venueNo < former.venueNoEnd(); venueNo++)
            if (former.venue(venueNo) != null && next.venue(venueNo) == null) gone.add(venueNo);
        return List.copyOf(gone);
    }

    /** The slots of one venue and day that are to come. */
    private static final class Plan {
        private final VenueCommand.OpenSlots slots;
        /** By the minute of their start, where they stand in {@link #slots}. */
        private final Map<Integer, Integer> at = new HashMap<>();

        Plan(VenueCommand.OpenSlots slots, long nowMs) {
            this.slots = slots;
            for (int i = 0; i < slots.startMin().length; i++)
                if (slots.startMin()[i] * 60_000L > nowMs) at.put(slots.startMin()[i], i);
        }

        int besides(Plan before) {
            int count = 0;
            for (int i : at.values()) if (before.at.values().stream().noneMatch(k -> sharesTime(i, before, k))) count++;
            return count;
        }

        int otherwiseIn(Plan after) {
            int count = 0;
            for (int i : at.values()) {
                Integer k = after.at.get(slots.startMin()[i]);
                if (k == null || !same(i, after, k)) count++;
            }
            return count;
        }

        private boolean sharesTime(int i, Plan other, int k) {
            return slots.startMin()[i] < other.slots.endMin()[k] && other.slots.startMin()[k] < slots.endMin()[i];
        }

        private boolean same(int i, Plan other, int k) {
            VenueCommand.OpenSlots its = other.slots;
            return slots.endMin()[i] == its.endMin()[k]
                    && slots.capacity()[i] == its.capacity()[k]
                    && slots.releaseMin()[i] == its.releaseMin()[k]
                    && slots.neighboursMin()[i] == its.neighboursMin()[k]
                    && slots.closed()[i] == its.closed()[k];
        }
    }
}
