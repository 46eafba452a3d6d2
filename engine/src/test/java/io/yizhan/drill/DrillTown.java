package io.yizhan.drill;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.TestPolicies;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours;
import io.yizhan.catalogue.WeeklyHours.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A town small enough to start in no time and to be sold out in no time: stations with two courts, a gym, a gym whose holds lapse after
 * 10 s, and a gate. Slots of an hour from 8 to 20, all released. What drills book is of tomorrow, so that no hour of the day is too late
 * for them.
 */
public final class DrillTown {
    public static final String REGION = "drill";
    public static final int STATIONS = 4;
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final int FIRST_HOUR = 8;
    static final int LAST_HOUR = 20;
    static final int GYM_PLACES = 8;
    private static final Policy SLOW = TestPolicies.policy("slow", 3_600, 0, 3, LocalTime.MIDNIGHT);
    private static final Policy QUICK = TestPolicies.policy("quick", 10, 0, 3, LocalTime.MIDNIGHT);

    private DrillTown() {}

    public static City city(int stations) {
        List<Station> all = new ArrayList<>();
        for (int i = 1; i <= stations; i++) all.add(station("d-" + i, 121.4 + i * 0.01));
        return new City(
                REGION,
                new Text("演习城", "Drill Town"),
                ZONE,
                "en",
                3,
                20,
                List.of(SLOW, QUICK),
                List.of(new District("d", new Text("区", "District"))),
                all);
    }

    public static Directory directory() {
        City city = city(STATIONS);
        Map<String, Integer> stationNos = new HashMap<>();
        Map<String, Integer> venueNos = new HashMap<>();
        for (Station station : city.stations()) {
            stationNos.put(station.id(), stationNos.size() + 1);
            for (Venue venue : station.venues()) venueNos.put(venue.id(), venueNos.size() + 1);
        }
        return new Directory(city, stationNos, venueNos);
    }

    /** The town as a file to import. */
    public static Path file(Path folder, int stations) {
        try {
            return Files.write(folder.resolve("drill-town-" + stations + ".json"), CatalogueFile.write(city(stations)));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    static LocalDate tomorrow() {
        return LocalDate.now(ZONE).plusDays(1);
    }

    static String slot(String venue, LocalDate date, int hour) {
        return "%s.%s%02d00".formatted(venue, date.toString().replace("-", "") + "T", hour);
    }

    static boolean exclusive(String slot) {
        return slot.contains("-b");
    }

    /** Whether a hold of this slot may lapse during a drill. */
    static boolean lapses(String slot) {
        return slot.contains("-quick");
    }

    private static Station station(String id, double lonDeg) {
        Map<DayOfWeek, List<Span>> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) hours.put(day, List.of(new Span(6 * 60, 24 * 60)));
        return new Station(
                id,
                new Text("驿站" + id, "Station " + id),
                Station.Kind.REGULAR,
                "d",
                new Text("路1号", "1 Road"),
                lonDeg,
                31.2,
                new WeeklyHours(hours),
                100_000,
                new Text("公司", "Company"),
                List.of(),
                true,
                List.of(
                        venue(id + "-b1", Allocation.EXCLUSIVE, 1, SLOW),
                        venue(id + "-b2", Allocation.EXCLUSIVE, 1, SLOW),
                        venue(id + "-gym", Allocation.POOLED, GYM_PLACES, SLOW),
                        venue(id + "-quick", Allocation.POOLED, GYM_PLACES, QUICK)),
                List.of(),
                List.of(id + "-g1"),
                List.of());
    }

    private static Venue venue(String id, Allocation allocation, int capacity, Policy policy) {
        var daily = new Venue.Weekly(List.of(1, 2, 3, 4, 5, 6, 7), new Span(FIRST_HOUR * 60, LAST_HOUR * 60), 60);
        return new Venue(
                id,
                new Text("场地" + id, "Venue " + id),
                "HALL",
                allocation,
                capacity,
                policy.id(),
                List.of(daily),
                List.of());
    }
}
