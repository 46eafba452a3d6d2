package io.yizhan.town;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours.Span;
import java.time.ZoneId;
import java.util.List;

/**
 * A town that never sleeps, so that it sees its clocks change: one station, {@code s-1}, with the court {@code s-1-b1} and the hall
 * {@code s-1-gym}, in slots of an hour from 00:00 to 24:00. Both go by a policy of the test's; in the hall people run each night.
 */
public final class NightTown {
    public static final int HORIZON_DAYS = 16;

    private NightTown() {}

    /**
     * A town of some zone.
     *
     * @param policy of both venues
     * @param runHour at which the run begins, by the clock; it lasts an hour
     */
    public static Directory of(ZoneId zone, Policy policy, int runHour) {
        Activity run = new Activity(
                "run",
                new Text("夜跑", "Night run"),
                Activity.Kind.CLASS,
                "s-1-gym",
                12,
                List.of(new Activity.Session(0, null, null, new Span(runHour * 60, (runHour + 1) * 60))));
        Station station = StationBuilder.station("s-1")
                .hours(StationBuilder.daily(0, 24 * 60))
                .venues(List.of(
                        venue("s-1-b1", "BADMINTON", Allocation.EXCLUSIVE, 1, policy),
                        venue("s-1-gym", "GYM", Allocation.POOLED, 3, policy)))
                .activities(List.of(run))
                .build();
        City city = CityBuilder.city("town")
                .zone(zone)
                .horizonDays(HORIZON_DAYS)
                .policies(List.of(policy))
                .stations(List.of(station))
                .build();
        return CityBuilder.numbered(city);
    }

    private static Venue venue(String id, String kind, Allocation allocation, int capacity, Policy policy) {
        return VenueBuilder.venue(id)
                .kind(kind)
                .shared(allocation, capacity)
                .policy(policy.id())
                .schedule(VenueBuilder.daily(0, 24 * 60, 60))
                .build();
    }
}
