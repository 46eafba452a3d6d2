package io.yizhan.town;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.core.Term;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A town small enough to start in no time and to be sold out in no time: stations with two courts, a gym, a gym whose holds lapse after
 * 10 s, a machine and a gate. Slots of an hour from 8 to 20, all released, where one can check in from a day before. What drills book is of tomorrow, so that no hour of the day is too late
 * for them.
 */
public final class DrillTown {
    public static final String REGION = "drill";
    public static final int STATIONS = 4;
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final int FIRST_HOUR = 8;
    public static final int LAST_HOUR = 20;
    private static final int GYM_PLACES = 8;
    private static final Policy SLOW =
            checkInFromADayBefore(TestPolicies.policy("slow", 3_600, 0, 3, LocalTime.MIDNIGHT));
    private static final Policy QUICK = TestPolicies.policy("quick", 10, 0, 3, LocalTime.MIDNIGHT);

    private DrillTown() {}

    private static Policy checkInFromADayBefore(Policy policy) {
        int dayMs = (int) TimeUnit.DAYS.toMillis(1);
        return new Policy(policy.id(), policy.terms().with(Term.CHECK_IN_FROM_MS, dayMs), policy.release());
    }

    public static City city(int stations) {
        List<Station> all = new ArrayList<>();
        for (int i = 1; i <= stations; i++) all.add(station("d-" + i, 121.4 + i * 0.01));
        return CityBuilder.city(REGION)
                .activeReservationsMax(20)
                .policies(List.of(SLOW, QUICK))
                .stations(all)
                .build();
    }

    public static Directory directory() {
        return CityBuilder.numbered(city(STATIONS));
    }

    /** The town as a file to import. */
    public static Path file(Path folder, int stations) {
        try {
            return Files.write(folder.resolve("drill-town-" + stations + ".json"), CatalogueFile.write(city(stations)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static LocalDate tomorrow() {
        return LocalDate.now(ZONE).plusDays(1);
    }

    public static String slot(String venue, LocalDate date, int hour) {
        return "%s.%s%02d00".formatted(venue, date.toString().replace("-", "") + "T", hour);
    }

    public static boolean exclusive(String slot) {
        return slot.contains("-b");
    }

    /** Whether a hold of this slot may lapse during a drill. */
    public static boolean lapses(String slot) {
        return slot.contains("-quick");
    }

    private static Station station(String id, double lonDeg) {
        return StationBuilder.station(id)
                .at(lonDeg, 31.2)
                .occupancyMax(100_000)
                .venues(List.of(
                        venue(id + "-b1", Allocation.EXCLUSIVE, 1, SLOW),
                        venue(id + "-b2", Allocation.EXCLUSIVE, 1, SLOW),
                        venue(id + "-gym", Allocation.POOLED, GYM_PLACES, SLOW),
                        venue(id + "-quick", Allocation.POOLED, GYM_PLACES, QUICK)))
                .machines(List.of(new Machine(id + "-m1", new Text("跑步机", "Treadmill"), "TREADMILL")))
                .build();
    }

    private static Venue venue(String id, Allocation allocation, int capacity, Policy policy) {
        return VenueBuilder.venue(id)
                .shared(allocation, capacity)
                .policy(policy.id())
                .schedule(VenueBuilder.daily(FIRST_HOUR * 60, LAST_HOUR * 60, 60))
                .build();
    }
}
