package io.yizhan.catalogue.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of slots at ten in the morning: of three days, from eight to twenty each, 33 of an hour are to come in each venue. */
final class OutlookTest {
    private static final Directory TOWN = HttpTown.directory();
    private static final long NOW_MS =
            HttpTown.TODAY.atTime(10, 0).atZone(HttpTown.ZONE).toInstant().toEpochMilli();
    private static final Station NEAR = TOWN.stations().get(1);
    private static final Venue COURT = NEAR.venues().getFirst();
    private static final int COURT_NO = TOWN.venueNo("s-2-b1");

    private static Outlook of(City next) {
        return Outlook.of(TOWN, TOWN.followedBy(next), NOW_MS);
    }

    private static Outlook near(Venue... venues) {
        Station near = StationBuilder.like(NEAR).venues(List.of(venues)).build();
        return of(CityBuilder.like(TOWN.city())
                .stations(List.of(TOWN.stations().get(0), near, TOWN.stations().get(2)))
                .build());
    }

    private static VenueBuilder court() {
        return VenueBuilder.like(COURT);
    }

    @Test
    void seesNothingWhereNothingFollows() {
        assertThat(of(TOWN.city())).isEqualTo(new Outlook(0, 0, List.of(), List.of()));
        assertThat(near(court().name(new Text("新", "New")).build()))
                .as("a name is no matter of slots")
                .isEqualTo(new Outlook(0, 0, List.of(), List.of()));
    }

    @Test
    void countsTheSlotsThatAreOpened() {
        assertThat(near(COURT, court().id("s-2-b2").build())).isEqualTo(new Outlook(33, 0, List.of(), List.of()));
        assertThat(near(court().schedule(VenueBuilder.daily(8 * 60, 22 * 60, 60))
                        .build()))
                .as("two more in the evening")
                .isEqualTo(new Outlook(6, 0, List.of(), List.of()));
        assertThat(of(CityBuilder.like(TOWN.city()).horizonDays(4).build()).slotsOpened())
                .as("a day more of five venues, and the gym has a class in place of one")
                .isEqualTo(5 * 12);
        assertThat(of(CityBuilder.like(TOWN.city()).horizonDays(2).build()))
                .as("what is open beyond stays, as it would be opened later")
                .isEqualTo(new Outlook(0, 0, List.of(), List.of()));
    }

    @Test
    void countsTheSlotsThatStayOtherwiseThanTheFileSays() {
        assertThat(near(court().schedule(VenueBuilder.daily(8 * 60, 20 * 60, 120))
                        .build()))
                .isEqualTo(new Outlook(0, 33, List.of(), List.of(COURT_NO)));
        assertThat(near(court().schedule(List.of()).build()))
                .isEqualTo(new Outlook(0, 33, List.of(), List.of(COURT_NO)));
        Venue.Closure tomorrow =
                new Venue.Closure(HttpTown.TODAY.plusDays(1), HttpTown.TODAY.plusDays(1), new Text("维修", "Repairs"));
        assertThat(near(court().closures(List.of(tomorrow)).build()))
                .isEqualTo(new Outlook(0, 12, List.of(), List.of(COURT_NO)));
        assertThat(near(court().shared(Venue.Allocation.POOLED, 4).build()))
                .isEqualTo(new Outlook(0, 33, List.of(), List.of(COURT_NO)));
    }

    @Test
    void namesVenuesThatAreGoneAndThoseOfOtherTerms() {
        assertThat(near()).isEqualTo(new Outlook(0, 0, List.of(COURT_NO), List.of()));
        Outlook terms = of(CityBuilder.like(TOWN.city())
                .policies(List.of(TestPolicies.policy("p", 120, 90, 1, LocalTime.of(12, 0))))
                .build());
        assertThat(terms.touched()).hasSize(5);
        assertThat(terms.slotsKept()).isZero();
        assertThat(near(court().kind("TABLE_TENNIS").build()).touched()).containsExactly(COURT_NO);
    }
}
