package io.yizhan.town;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours.Span;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A town of three stations. {@code s-1} has two courts and a gym, {@code s-2} near it one court, {@code s-3} far away a gym that is closed.
 * Slots of an hour from 8 to 20 every day; today and tomorrow can be booked, later days from 12:00 on the day before.
 */
public final class HttpTown {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final Policy POLICY = TestPolicies.policy("p", 120, 60, 1, LocalTime.of(12, 0));

    private HttpTown() {}

    public static Directory directory() {
        return CityBuilder.numbered(city());
    }

    /** {@code s-2} of the town, as all of a city of its own. */
    public static Directory village() {
        City town = city();
        return CityBuilder.numbered(CityBuilder.like(town)
                .id("village")
                .language("en")
                .stations(town.stations().subList(1, 2))
                .build());
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
        City changed = CityBuilder.like(former)
                .zone(zone)
                .language(language)
                .stations(stations)
                .build();
        return CityBuilder.numbered(changed, former);
    }

    private static Station renamed(Station it, String id, String name) {
        List<Venue> venues = it.venues().stream()
                .map(venue -> VenueBuilder.like(venue)
                        .id(venue.id().replace(it.id(), id))
                        .name(new Text(name, name))
                        .build())
                .toList();
        return StationBuilder.like(it)
                .id(id)
                .name(new Text(name + id, name + id))
                .venues(venues)
                .gates(it.gates().stream()
                        .map(gate -> Gate.of(gate.id().replace(it.id(), id)))
                        .toList())
                .activities(List.of())
                .build();
    }

    private static City city() {
        Activity taichi = new Activity(
                "taichi",
                new Text("太极", "Tai chi"),
                Activity.Kind.CLASS,
                "s-1-gym",
                12,
                List.of(new Activity.Session(0, null, null, new Span(18 * 60, 19 * 60))));
        Station first = station(
                        "s-1",
                        venue("s-1-b1", "BADMINTON", Allocation.EXCLUSIVE, 1).build(),
                        venue("s-1-b2", "BADMINTON", Allocation.EXCLUSIVE, 1).build(),
                        venue("s-1-gym", "GYM", Allocation.POOLED, 3).build())
                .kind(Station.Kind.COMPREHENSIVE)
                .at(121.47, 31.23)
                .activities(List.of(taichi))
                .build();
        Station near = station(
                        "s-2",
                        venue("s-2-b1", "BADMINTON", Allocation.EXCLUSIVE, 1).build())
                .kind(Station.Kind.SIMPLE)
                .at(121.48, 31.24)
                .build();
        Station far = station(
                        "s-3",
                        venue("s-3-gym", "GYM", Allocation.POOLED, 5)
                                .closures(List.of(new Venue.Closure(
                                        TODAY.minusDays(1), TODAY.plusDays(9), new Text("维修", "Repairs"))))
                                .build())
                .at(121.9, 31.0)
                .build();
        return CityBuilder.city("town")
                .name(new Text("小城", "Town"))
                .language("zh")
                .policies(List.of(POLICY))
                .stations(List.of(first, near, far))
                .build();
    }

    private static VenueBuilder venue(String id, String kind, Allocation allocation, int capacity) {
        return VenueBuilder.venue(id)
                .kind(kind)
                .shared(allocation, capacity)
                .schedule(VenueBuilder.daily(8 * 60, 20 * 60, 60));
    }

    private static StationBuilder station(String id, Venue... venues) {
        return StationBuilder.station(id)
                .occupancyMax(40)
                .services(List.of(new Text("咨询室", "Consultation room")))
                .venues(List.of(venues))
                .machines(List.of(new Machine(id + "-m1", new Text("跑步机", "Treadmill"), "TREADMILL")));
    }
}
