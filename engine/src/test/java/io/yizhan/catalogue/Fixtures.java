package io.yizhan.catalogue;

import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Small cities for tests of the catalogue. */
final class Fixtures {
    static final Text NAME = new Text("名", "Name");

    private Fixtures() {}

    /** One station, open all day, with one pooled venue {@code v} of 10 places. */
    static City city(String zone, List<Venue.Weekly> schedule, List<Activity> activities) {
        return city(zone, venue(schedule).build(), activities);
    }

    /** To be made another. */
    static VenueBuilder venue(List<Venue.Weekly> schedule) {
        return VenueBuilder.venue("v").shared(Venue.Allocation.POOLED, 10).schedule(schedule);
    }

    static City city(String zone, Venue venue, List<Activity> activities) {
        Station station = StationBuilder.station("s")
                .hours(StationBuilder.daily(0, 1440))
                .venues(List.of(venue))
                .activities(activities)
                .build();
        return CityBuilder.city("c")
                .zone(ZoneId.of(zone))
                .horizonDays(14)
                .policies(List.of(TestPolicies.policy("p", 120, 60, 7, LocalTime.of(2, 30))))
                .stations(List.of(station))
                .build();
    }

    /** From 00:00 to 24:00 on all days. */
    static List<Venue.Weekly> allDay(int slotMin) {
        return VenueBuilder.daily(0, 1440, slotMin);
    }

    static List<String> slotIds(SlotIds ids, VenueCommand.OpenSlots slots) {
        List<String> texts = new ArrayList<>();
        for (int startMin : slots.startMin()) texts.add(ids.format(SlotKey.of(slots.venueNo(), startMin)));
        return texts;
    }
}
