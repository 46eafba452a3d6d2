package io.yizhan.catalogue;

import io.yizhan.core.Command;
import io.yizhan.core.SlotKey;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small cities for tests, and numbers for any city. */
final class Fixtures {
    static final Text NAME = new Text("名", "Name");

    private Fixtures() {}

    /** Numbers in the order of the file. */
    static Directory directory(City city) {
        Map<String, Integer> stationNos = new HashMap<>();
        Map<String, Integer> venueNos = new HashMap<>();
        for (Station station : city.stations()) {
            stationNos.put(station.id(), stationNos.size() + 1);
            for (Venue venue : station.venues()) venueNos.put(venue.id(), venueNos.size() + 1);
        }
        return new Directory(city, stationNos, venueNos);
    }

    /** One station, open all day, with one pooled venue {@code v} of 10 places. */
    static City city(String zone, List<Venue.Weekly> schedule, List<Activity> activities) {
        Venue venue = new Venue("v", NAME, "ROOM", Venue.Allocation.POOLED, 10, "p", schedule, List.of());
        return city(zone, venue, activities);
    }

    static City city(String zone, Venue venue, List<Activity> activities) {
        Map<DayOfWeek, List<WeeklyHours.Span>> byDay = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) byDay.put(day, List.of(new WeeklyHours.Span(0, 1440)));
        Station station = new Station(
                "s",
                NAME,
                Station.Kind.SIMPLE,
                "d",
                NAME,
                121.5,
                31.2,
                new WeeklyHours(byDay),
                50,
                NAME,
                List.of(NAME),
                true,
                List.of(venue),
                List.of(new Machine("m", NAME, "ROWER")),
                List.of("g"),
                activities);
        return new City(
                "c",
                NAME,
                ZoneId.of(zone),
                "en",
                14,
                4,
                List.of(TestPolicies.policy("p", 120, 60, 7, LocalTime.of(2, 30))),
                List.of(new District("d", NAME)),
                List.of(station));
    }

    /** From 00:00 to 24:00 on all days. */
    static List<Venue.Weekly> allDay(int slotMin) {
        return List.of(new Venue.Weekly(List.of(1, 2, 3, 4, 5, 6, 7), new WeeklyHours.Span(0, 1440), slotMin));
    }

    static List<String> slotIds(SlotIds ids, Command.OpenSlots slots) {
        List<String> texts = new ArrayList<>();
        for (int startMin : slots.startMin()) texts.add(ids.format(SlotKey.of(slots.venueNo(), startMin)));
        return texts;
    }
}
