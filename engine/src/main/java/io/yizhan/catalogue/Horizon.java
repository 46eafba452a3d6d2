package io.yizhan.catalogue;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The slots and activities that follow from the catalogue for given days. Pure calculation: the caller says what day it is.
 * Immutable; any thread.
 *
 * <p>The week is written in local time, slots are minutes since 1970 UTC, and on two days a year these disagree. Then:
 * <ul>
 *   <li>A slot or activity whose start the clock skips does not take place.
 *   <li>A slot whose start the clock shows twice takes place twice, an activity only the first time.
 *   <li>Something ends when the clock shows its end, but lasts no longer than planned.
 *   <li>A slot that would start before the one in front of it has ended does not take place.
 * </ul>
 */
public final class Horizon {
    /** The most days that a city's slots can be open or announced for, today included. */
    public static final int DAYS_MAX = 60;

    private final Directory directory;
    private final LocalMinutes minutes;
    private final ZoneId zone;

    private final Courses courses;

    /** The activities of each venue, by venue number. */
    private final List<List<Activity>> activities;

    public Horizon(Directory directory) {
        this.directory = directory;
        zone = directory.city().zone();
        minutes = new LocalMinutes(zone);
        courses = new Courses(this::addOccurrences);
        activities = new ArrayList<>();
        for (int i = 0; i < directory.venueNoEnd(); i++) activities.add(new ArrayList<>());
        for (Station station : directory.stations()) {
            for (Activity activity : station.activities()) {
                activities.get(directory.venueNo(activity.venueId())).add(activity);
            }
        }
    }

    /** The local date at an instant. */
    public LocalDate dateAt(long nowMs) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), zone);
    }

    /** The local date on which a slot starts. */
    public LocalDate dateOf(long slotKey) {
        return minutes.local(SlotKey.startMin(slotKey)).toLocalDate();
    }

    /** The days whose slots are open or announced: today and the days after it. */
    public List<LocalDate> days(LocalDate today) {
        return IntStream.range(0, directory.city().horizonDays())
                .mapToObj(today::plusDays)
                .toList();
    }

    /** From when a slot that is planned will be announced; null where it would be by now, or is not planned at all. */
    public @Nullable LocalDate announcedOn(long slotKey, long nowMs) {
        LocalDate date = dateOf(slotKey);
        LocalDate announcedOn = date.minusDays(directory.city().horizonDays() - 1);
        if (!announcedOn.isAfter(dateAt(nowMs))) return null;
        for (int startMin : slots(SlotKey.venueNo(slotKey), date).startMin())
            if (startMin == SlotKey.startMin(slotKey)) return announcedOn;
        return null;
    }

    /** When the day after this instant's day begins, and so another day's slots are to be opened. */
    public long nextMidnightMs(long nowMs) {
        LocalDate tomorrow = dateAt(nowMs).plusDays(1);
        // Where the clock is put back across midnight, tomorrow begins twice; the first time may be over.
        for (int minute : minutes.at(tomorrow, 0)) if (minute * 60_000L > nowMs) return minute * 60_000L;
        return startOfDayMin(tomorrow) * 60_000L;
    }

    /** The last moment until now at which everybody has left, as the city says. */
    public long lastNightMs(long nowMs) {
        int minOfDay = directory.city().occupancy().resetMinOfDay();
        LocalDate today = dateAt(nowMs);
        long tonightMs = minutes.from(today, minOfDay) * 60_000L;
        return tonightMs <= nowMs ? tonightMs : minutes.from(today.minusDays(1), minOfDay) * 60_000L;
    }

    /** The first minute of a date, since 1970 UTC: not 00:00 where the clock skips that. The date ends where the next begins. */
    public int startOfDayMin(LocalDate date) {
        return minutes.from(date, 0);
    }

    /** The terms of a venue that the catalogue has. */
    public VenueTerms terms(Station station, Venue venue) {
        return new VenueTerms(
                        directory.stationNo(station.id()),
                        venue.kind(),
                        venue.allocation() == Venue.Allocation.EXCLUSIVE,
                        directory.policy(venue.policyId()).terms())
                .hostedBy(station.hostEmployer())
                .inGroup(station.group());
    }

    /** The slots of a venue that start on this date, in order; none where the catalogue has no such venue any more. */
    public VenueCommand.OpenSlots slots(int venueNo, LocalDate date) {
        Venue venue = directory.venue(venueNo);
        return open(venueNo, venue, date, venue == null ? List.of() : planned(venueNo, venue, date));
    }

    /**
     * Of courses that begin within the days that are open, the dates behind those days: whoever enters takes all of them, so all of them are
     * open from the first one on.
     */
    public List<VenueCommand.OpenSlots> coursesAhead(int venueNo, LocalDate today) {
        Venue venue = directory.venue(venueNo);
        LocalDate end = today.plusDays(directory.city().horizonDays());
        List<VenueCommand.OpenSlots> ahead = new ArrayList<>();
        if (venue == null) return ahead;
        for (Activity activity : activities.get(venueNo)) {
            if (!activity.entry().course()) continue;
            List<Occurrence> dates = courses.dates(activity, venueNo);
            if (dates.isEmpty() || !dateOf(dates.getFirst().slotKey()).isBefore(end)) continue;
            for (Occurrence each : dates) {
                LocalDate date = dateOf(each.slotKey());
                if (!date.isBefore(end)) ahead.add(open(venueNo, venue, date, List.of(planned(each, date))));
            }
        }
        return ahead;
    }

    private VenueCommand.OpenSlots open(int venueNo, @Nullable Venue venue, LocalDate date, List<Planned> planned) {
        int count = planned.size();
        int[] startMin = new int[count];
        int[] endMin = new int[count];
        int[] capacity = new int[count];
        int[] releaseMin = new int[count];
        int[] neighboursMin = new int[count];
        boolean[] closed = new boolean[count];
        int[] localDay = new int[count];
        @Nullable ActivityTerms[] activity = new @Nullable ActivityTerms[count];
        boolean closure = venue != null && closed(venue, date);
        for (int i = 0; venue != null && i < count; i++) {
            Planned slot = planned.get(i);
            Policy policy = directory.policy(venue.policyId());
            startMin[i] = slot.startMin;
            endMin[i] = slot.endMin;
            capacity[i] = slot.capacity;
            releaseMin[i] = releaseMin(policy.release(), slot.releasedAs);
            neighboursMin[i] = releaseMin(policy.neighbours(), slot.releasedAs);
            closed[i] = closure;
            localDay[i] = Math.toIntExact(date.toEpochDay());
            activity[i] = slot.terms;
        }
        return new VenueCommand.OpenSlots(
                venueNo, startMin, endMin, capacity, releaseMin, neighboursMin, closed, localDay, activity);
    }

    /** The activities of one station from one date to another, both included, by start. The caller bounds the range. */
    public List<Occurrence> occurrences(int stationNo, LocalDate from, LocalDate to) {
        Station station = directory.station(stationNo);
        if (station == null) return List.of();
        List<Occurrence> found = new ArrayList<>();
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
            for (Activity activity : station.activities()) {
                addOccurrences(found, activity, directory.venueNo(activity.venueId()), date);
            }
        }
        found.sort(Comparator.comparingInt(Occurrence::startMin));
        return found;
    }

    /** The activities in one venue that start on this date, in the order of the catalogue. */
    public List<Occurrence> occurrencesIn(int venueNo, LocalDate date) {
        List<Activity> candidates = venueNo >= 0 && venueNo < activities.size() ? activities.get(venueNo) : List.of();
        if (candidates.isEmpty()) return List.of();
        List<Occurrence> found = new ArrayList<>();
        for (Activity activity : candidates) addOccurrences(found, activity, venueNo, date);
        return found;
    }

    /** The activity that takes place in this slot; null where it is a regular slot, or none. */
    public @Nullable Activity activityIn(long slotKey) {
        int venueNo = SlotKey.venueNo(slotKey);
        for (Occurrence occurrence : occurrencesIn(venueNo, dateOf(slotKey))) {
            if (occurrence.slotKey() == slotKey) return occurrence.activity();
        }
        return null;
    }

    /** How people take part in it; null where that is as in any slot. */
    public @Nullable ActivityTerms terms(Occurrence it) {
        boolean course = it.activity().entry().course();
        return course ? Courses.terms(it, courses.dates(it.activity(), it.venueNo())) : Courses.terms(it);
    }

    /** @param releasedAs the day whose slots are released together with it: its own, or that of its course's first date */
    private record Planned(
            int startMin,
            int endMin,
            int capacity,
            LocalDate releasedAs,
            @Nullable ActivityTerms terms) {}

    private Planned planned(Occurrence it, LocalDate date) {
        ActivityTerms terms = terms(it);
        LocalDate releasedAs = terms == null || terms.course().length == 0 ? date : dateOf(terms.course()[0]);
        return new Planned(it.startMin(), it.endMin(), it.activity().places(), releasedAs, terms);
    }

    private List<Planned> planned(int venueNo, Venue venue, LocalDate date) {
        List<Planned> regular = regular(venue, date);
        List<Occurrence> occurrences = occurrencesIn(venueNo, date);
        if (occurrences.isEmpty()) return regular;
        List<Planned> planned = new ArrayList<>();
        for (Occurrence each : occurrences) planned.add(planned(each, date));
        for (Planned slot : regular) {
            boolean free = occurrences.stream()
                    .noneMatch(taken -> taken.startMin() < slot.endMin && slot.startMin < taken.endMin());
            if (free) planned.add(slot);
        }
        planned.sort(Comparator.comparingInt(Planned::startMin));
        return planned;
    }

    private List<Planned> regular(Venue venue, LocalDate date) {
        List<Planned> slots = new ArrayList<>();
        int weekday = date.getDayOfWeek().getValue();
        for (Venue.Weekly weekly : venue.schedule()) {
            if (!weekly.days().contains(weekday)) continue;
            int lastFromMin = weekly.span().toMin() - weekly.slotMin();
            for (int from = weekly.span().fromMin(); from <= lastFromMin; from += weekly.slotMin()) {
                for (int start : minutes.at(date, from)) {
                    int end = minutes.end(date, start, from, from + weekly.slotMin());
                    slots.add(new Planned(start, end, venue.capacity(), date, null));
                }
            }
        }
        slots.sort(Comparator.comparingInt(Planned::startMin));
        return withoutOverlaps(slots);
    }

    private static List<Planned> withoutOverlaps(List<Planned> sorted) {
        List<Planned> kept = new ArrayList<>(sorted.size());
        int freeFromMin = Integer.MIN_VALUE;
        for (Planned slot : sorted) {
            if (slot.startMin < freeFromMin) continue;
            kept.add(slot);
            freeFromMin = slot.endMin;
        }
        return kept;
    }

    private void addOccurrences(List<Occurrence> found, Activity activity, int venueNo, LocalDate date) {
        for (Activity.Session session : activity.sessions()) {
            if (!session.on(date)) continue;
            int[] starts = minutes.at(date, session.span().fromMin());
            if (starts.length == 0) continue;
            int end = minutes.end(
                    date, starts[0], session.span().fromMin(), session.span().toMin());
            found.add(new Occurrence(activity, directory.stationNoOfVenue(venueNo), venueNo, starts[0], end));
        }
    }

    private int releaseMin(Release release, LocalDate date) {
        return minutes.from(date.minusDays(release.daysAhead()), release.at().toSecondOfDay() / 60);
    }

    private static boolean closed(Venue venue, LocalDate date) {
        for (Venue.Closure closure : venue.closures()) {
            if (!date.isBefore(closure.from()) && !date.isAfter(closure.to())) return true;
        }
        return false;
    }
}
