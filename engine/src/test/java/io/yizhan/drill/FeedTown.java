package io.yizhan.drill;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.WeeklyHours;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import io.yizhan.town.StationBuilder;
import java.util.List;

/** The drill town with more stations, so that a feed has several pages, and with a class a day in each gym, so that both kinds of items are in it. */
final class FeedTown {
    static final int STATIONS = 12;
    private static final int CLASS_HOUR = 18;
    private static final int CLASS_PLACES = 12;

    private FeedTown() {}

    static City withoutClasses() {
        return DrillTown.city(STATIONS);
    }

    static City city() {
        City plain = withoutClasses();
        return CityBuilder.like(plain)
                .stations(plain.stations().stream()
                        .map(it -> StationBuilder.like(it)
                                .activities(List.of(yoga(it.id())))
                                .build())
                        .toList())
                .build();
    }

    private static Activity yoga(String station) {
        return new Activity(
                station + "-yoga",
                new Text("瑜伽", "Yoga"),
                Activity.Kind.CLASS,
                station + "-gym",
                CLASS_PLACES,
                List.of(new Activity.Session(
                        0, null, null, new WeeklyHours.Span(CLASS_HOUR * 60, (CLASS_HOUR + 1) * 60))));
    }
}
