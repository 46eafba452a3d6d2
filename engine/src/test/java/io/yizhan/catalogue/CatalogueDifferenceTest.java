package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.catalogue.CatalogueDifference.Change;
import io.yizhan.catalogue.CatalogueDifference.Field;
import io.yizhan.catalogue.CatalogueDifference.Kind;
import io.yizhan.catalogue.CatalogueDifference.Sort;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogueDifferenceTest {
    private static final City TOWN = HttpTown.directory().city();
    private static final Station FIRST = TOWN.stations().get(0);
    private static final Station SECOND = TOWN.stations().get(1);
    private static final Station THIRD = TOWN.stations().get(2);

    private static List<Change> between(City former, City next) {
        return CatalogueDifference.between(former, next).changes();
    }

    private static City of(Station... stations) {
        return CityBuilder.like(TOWN).stations(List.of(stations)).build();
    }

    private static Change changed(Sort sort, String id, Field... fields) {
        return new Change(sort, id, Kind.CHANGED, List.of(fields));
    }

    @Test
    void findsNoneWhereOnlyTheOrderIsAnother() {
        assertThat(between(TOWN, TOWN)).isEmpty();
        List<Venue> turned = new ArrayList<>(FIRST.venues()).reversed();
        assertThat(between(
                        TOWN,
                        of(THIRD, StationBuilder.like(FIRST).venues(turned).build(), SECOND)))
                .isEmpty();
    }

    @Test
    void namesWhatAFieldSaidAndSays() {
        Venue gym = VenueBuilder.like(FIRST.venues().get(2))
                .shared(Venue.Allocation.POOLED, 9)
                .schedule(List.of())
                .build();
        List<Venue> venues = List.of(FIRST.venues().get(0), FIRST.venues().get(1), gym);
        Station larger =
                StationBuilder.like(FIRST).venues(venues).occupancyMax(50).build();
        assertThat(between(TOWN, of(larger, SECOND, THIRD)))
                .containsExactly(
                        changed(Sort.STATION, "s-1", new Field("occupancyMax", "40", "50")),
                        changed(
                                Sort.VENUE,
                                "s-1-gym",
                                new Field("capacity", "3", "9"),
                                new Field(
                                        "schedule",
                                        "[{\"days\":\"daily\",\"span\":\"08:00-20:00\",\"slotMin\":60}]",
                                        "[]")));
    }

    @Test
    void namesWhatIsNewAndWhatIsGoneWithAllThatItHas() {
        List<Change> gone = between(TOWN, of(FIRST, THIRD));
        assertThat(gone)
                .extracting(Change::sort, Change::id, Change::kind)
                .containsExactly(
                        tuple(Sort.STATION, "s-2", Kind.REMOVED),
                        tuple(Sort.VENUE, "s-2-b1", Kind.REMOVED),
                        tuple(Sort.MACHINE, "s-2-m1", Kind.REMOVED));
        assertThat(between(of(FIRST, THIRD), TOWN)).extracting(Change::kind).containsOnly(Kind.ADDED);
    }

    @Test
    void namesTheStationOfAVenueThatWasMoved() {
        Station without = StationBuilder.like(SECOND).venues(List.of()).build();
        List<Venue> all = new ArrayList<>(THIRD.venues());
        all.addAll(SECOND.venues());
        Station with = StationBuilder.like(THIRD).venues(all).build();
        assertThat(between(TOWN, of(FIRST, without, with)))
                .containsExactly(changed(Sort.VENUE, "s-2-b1", new Field("stationId", "\"s-2\"", "\"s-3\"")));
    }

    @Test
    void namesWhatTheCityAndItsPoliciesSayOtherwise() {
        City other = CityBuilder.like(TOWN)
                .holdsMax(2)
                .policies(List.of(
                        TestPolicies.policy("p", 120, 90, 1, LocalTime.of(12, 0)),
                        TestPolicies.policy("q", 120, 60, 1, LocalTime.of(12, 0))))
                .build();
        assertThat(between(TOWN, other))
                .containsExactly(
                        changed(Sort.CITY, "town", new Field("holdsMax", null, "2")),
                        changed(Sort.POLICY, "p", new Field("cancelCutoffMin", "60", "90")),
                        new Change(Sort.POLICY, "q", Kind.ADDED, List.of()));
        assertThat(between(other, TOWN).getFirst())
                .isEqualTo(changed(Sort.CITY, "town", new Field("holdsMax", "2", null)));
    }
}
