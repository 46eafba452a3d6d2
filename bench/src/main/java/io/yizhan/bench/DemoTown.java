package io.yizhan.bench;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.DemoCity;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** The demo city's first station on one day, with 16 slots of an hour at each venue; the hour before the first one. One thread. */
public final class DemoTown {
    private static final LocalDate DAY = LocalDate.of(2027, 1, 16);
    private static final int SLOTS = 16;
    private static final int SLOT_MIN = 60;
    private static final int PLACES = 100_000_000;

    private final City city = DemoCity.shanghai();
    private final Station station = city.stations().get(0);
    private final Directory directory;
    private final Region region = new Region(Rules.DEFAULT);
    private final Feed feed = new Feed();
    private final FeedWriter writer = new FeedWriter(feed, region, city.zone());
    private final int firstMin;
    private final int venueNo;
    private long seq;

    public DemoTown() {
        directory = numbered(city);
        firstMin = Math.toIntExact(DAY.atTime(6, 0).atZone(city.zone()).toEpochSecond() / 60);
        venueNo = directory.venueNo(station.venues().get(0).id());
        for (Venue venue : station.venues()) open(directory.venueNo(venue.id()));
        writer.publish(++seq);
    }

    static Directory numbered(City city) {
        Map<String, Integer> stationNos = new HashMap<>();
        Map<String, Integer> venueNos = new HashMap<>();
        for (Station each : city.stations()) {
            stationNos.put(each.id(), stationNos.size() + 1);
            for (Venue venue : each.venues()) venueNos.put(venue.id(), venueNos.size() + 1);
        }
        return new Directory(city, stationNos, venueNos);
    }

    private void open(int venue) {
        int[] start = new int[SLOTS];
        int[] end = new int[SLOTS];
        int[] capacity = new int[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            start[i] = firstMin + i * SLOT_MIN;
            end[i] = start[i] + SLOT_MIN;
            capacity[i] = PLACES;
        }
        int stationNo = directory.stationNo(station.id());
        Workload.carryOut(region, new VenueCommand.DefineVenue(venue, new VenueTerms(stationNo, false, 300_000, 0)), 0);
        Workload.carryOut(
                region, new VenueCommand.OpenSlots(venue, start, end, capacity, new int[SLOTS], new boolean[SLOTS]), 0);
    }

    public Directory directory() {
        return directory;
    }

    public Feed feed() {
        return feed;
    }

    public String stationId() {
        return station.id();
    }

    public long nowMs() {
        return (firstMin - SLOT_MIN) * 60_000L;
    }

    /** One of the day's at the station's first venue. */
    public long slot(int i) {
        return SlotKey.of(venueNo, firstMin + i % SLOTS * SLOT_MIN);
    }

    /** Somebody books one of the day's slots, and it is published. */
    public void book() {
        long number = ++seq;
        Workload.carryOut(
                region,
                new Command.PlaceReservation(
                        "m-" + number, number, number, new long[] {slot((int) (number % SLOTS))}, 1, false),
                nowMs());
        writer.publish(number);
    }
}
