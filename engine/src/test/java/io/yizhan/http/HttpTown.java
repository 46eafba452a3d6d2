package io.yizhan.http;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.TestPolicies;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours;
import io.yizhan.catalogue.WeeklyHours.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A town of three stations. {@code s-1} has two courts and a gym, {@code s-2} near it one court, {@code s-3} far away a gym that is closed.
 * Slots of an hour from 8 to 20 every day; today and tomorrow can be booked, later days from 12:00 on the day before.
 */
public final class HttpTown {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final Policy POLICY = TestPolicies.policy("p", 120, 60, 1, LocalTime.of(12, 0));

    private HttpTown() {}

    public static Directory directory() {
        return numbered(city());
    }

    /**
     * Another catalogue for the same town: {@code s-1} and its venues renamed, {@code s-2} closed down, {@code s-4} new; as in the database,
     * former numbers are kept.
     */
    public static Directory changed(String name, ZoneId zone, String language) {
        City former = city();
        List<Station> stations = new ArrayList<>();
        for (Station station : former.stations()) {
            if (!station.id().equals("s-2")) stations.add(renamed(station, station.id(), name));
        }
        stations.add(renamed(former.stations().get(2), "s-4", name));
        City changed = new City(
                former.id(),
                former.name(),
                zone,
                language,
                former.horizonDays(),
                former.activeReservationsMax(),
                former.policies(),
                former.districts(),
                stations);
        return numbered(changed, former);
    }

    /** Numbers in the order in which stations and venues first came up; those that are gone keep theirs. */
    private static Directory numbered(City city, City... former) {
        Map<String, Integer> stationNos = new HashMap<>();
        Map<String, Integer> venueNos = new HashMap<>();
        for (City each : Stream.concat(Arrays.stream(former), Stream.of(city)).toList()) {
            for (Station station : each.stations()) {
                stationNos.putIfAbsent(station.id(), stationNos.size() + 1);
                for (Venue venue : station.venues()) venueNos.putIfAbsent(venue.id(), venueNos.size() + 1);
            }
        }
        return new Directory(city, stationNos, venueNos);
    }

    private static Station renamed(Station it, String id, String name) {
        List<Venue> venues = it.venues().stream()
                .map(venue -> new Venue(
                        venue.id().replace(it.id(), id),
                        new Text(name, name),
                        venue.kind(),
                        venue.allocation(),
                        venue.capacity(),
                        venue.policyId(),
                        venue.schedule(),
                        venue.closures()))
                .toList();
        return new Station(
                id,
                new Text(name + id, name + id),
                it.kind(),
                it.districtId(),
                it.address(),
                it.lonDeg(),
                it.latDeg(),
                it.hours(),
                it.occupancyMax(),
                it.host(),
                it.services(),
                it.synthetic(),
                venues,
                it.machines(),
                it.gates().stream().map(gate -> gate.replace(it.id(), id)).toList(),
                List.of());
    }

    private static City city() {
        Activity taichi = new Activity(
                "taichi",
                new Text("太极", "Tai chi"),
                Activity.Kind.CLASS,
                "s-1-gym",
                12,
                List.of(new Activity.Session(0, null, null, new Span(18 * 60, 19 * 60))));
        return new City(
                "town",
                new Text("小城", "Town"),
                ZONE,
                "zh",
                3,
                4,
                List.of(POLICY),
                List.of(new District("310101", new Text("黄浦区", "Huangpu"))),
                List.of(
                        station(
                                "s-1",
                                Station.Kind.COMPREHENSIVE,
                                121.47,
                                31.23,
                                List.of(
                                        venue("s-1-b1", "BADMINTON", Allocation.EXCLUSIVE, 1),
                                        venue("s-1-b2", "BADMINTON", Allocation.EXCLUSIVE, 1),
                                        venue("s-1-gym", "GYM", Allocation.POOLED, 3)),
                                List.of(taichi)),
                        station(
                                "s-2",
                                Station.Kind.SIMPLE,
                                121.48,
                                31.24,
                                List.of(venue("s-2-b1", "BADMINTON", Allocation.EXCLUSIVE, 1)),
                                List.of()),
                        station("s-3", Station.Kind.REGULAR, 121.9, 31.0, List.of(closed("s-3-gym")), List.of())));
    }

    private static Venue venue(String id, String kind, Allocation allocation, int capacity) {
        return new Venue(id, new Text("场地" + id, "Venue " + id), kind, allocation, capacity, "p", weekly(), List.of());
    }

    private static Venue closed(String id) {
        var closure = new Venue.Closure(TODAY.minusDays(1), TODAY.plusDays(9), new Text("维修", "Repairs"));
        Text name = new Text("场地" + id, "Venue " + id);
        return new Venue(id, name, "GYM", Allocation.POOLED, 5, "p", weekly(), List.of(closure));
    }

    private static List<Venue.Weekly> weekly() {
        return List.of(new Venue.Weekly(List.of(1, 2, 3, 4, 5, 6, 7), new Span(8 * 60, 20 * 60), 60));
    }

    private static Station station(
            String id, Station.Kind kind, double lonDeg, double latDeg, List<Venue> venues, List<Activity> activities) {
        Map<DayOfWeek, List<Span>> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) hours.put(day, List.of(new Span(6 * 60, 24 * 60)));
        return new Station(
                id,
                new Text("驿站" + id, "Station " + id),
                kind,
                "310101",
                new Text("南京东路1号", "1 Nanjing Road East"),
                lonDeg,
                latDeg,
                new WeeklyHours(hours),
                40,
                new Text("某公司", "Some company"),
                List.of(new Text("咨询室", "Consultation room")),
                true,
                venues,
                List.of(new Machine(id + "-m1", new Text("跑步机", "Treadmill"), "TREADMILL")),
                List.of(id + "-g1"),
                activities);
    }
}
