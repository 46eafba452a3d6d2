package io.yizhan.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.feed.SlotState;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code a} has two courts and {@code c} a gym of three places, both on the same spot; {@code b} has one court some 950 m east. Slots of an hour
 * from 17 to 20. It is 10:20; today and tomorrow can be booked, the day after from tomorrow noon on.
 */
class SlotSearchTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final SearchTown town = new SearchTown(city(), ms(TODAY.atTime(10, 20)));

    private static long ms(LocalDateTime local) {
        return local.atZone(ZONE).toInstant().toEpochMilli();
    }

    private static City city() {
        return city(
                StationBuilder.station("b").at(121.48, 31.23).district("d-2"),
                StationBuilder.station("c").at(121.47, 31.23));
    }

    private static City city(StationBuilder b, StationBuilder c) {
        return CityBuilder.city("town")
                .policies(List.of(TestPolicies.policy("p", 60, 0, 1, LocalTime.NOON)))
                .districts(List.of(district("d-1"), district("d-2")))
                .stations(List.of(
                        b.venues(List.of(court("b-1").build())).build(),
                        c.district("d-1")
                                .venues(List.of(court("c-gym")
                                        .kind("GYM")
                                        .shared(Allocation.POOLED, 3)
                                        .build()))
                                .build(),
                        StationBuilder.station("a")
                                .district("d-1")
                                .at(121.47, 31.23)
                                .venues(List.of(
                                        court("a-1").build(), court("a-1-x").build()))
                                .build()))
                .build();
    }

    private static District district(String id) {
        return new District(id, new Text(id, id));
    }

    private static VenueBuilder court(String id) {
        return VenueBuilder.venue(id)
                .kind("BADMINTON")
                .shared(Allocation.EXCLUSIVE, 1)
                .schedule(VenueBuilder.daily(17 * 60, 20 * 60, 60));
    }

    private static Asked tonight() {
        return Asked.on(TODAY);
    }

    private List<String> hours(Asked asked) {
        return town.ids(asked).stream()
                .map(id -> id.replace(".20261121T", " ").replace("00", ""))
                .toList();
    }

    private List<SlotState> states(Asked asked) {
        return town.page(asked.question(), null, 1_000).stream().map(Hit::state).toList();
    }

    @Test
    void givesTheEarliestFirstThenTheLowestId() {
        assertThat(hours(tonight()))
                .containsExactly(
                        "a-1-x 17",
                        "a-1 17",
                        "b-1 17",
                        "c-gym 17",
                        "a-1-x 18",
                        "a-1 18",
                        "b-1 18",
                        "c-gym 18",
                        "a-1-x 19",
                        "a-1 19",
                        "b-1 19",
                        "c-gym 19");
        assertThat(town.ids(tonight().between(18 * 60, 18 * 60 + 1)))
                .as("as texts")
                .isSorted();
    }

    @Test
    void givesTheNearestFirstThenTheEarliestThenTheLowestId() {
        assertThat(hours(tonight().near(121.47, 31.23)))
                .containsExactly(
                        "a-1-x 17",
                        "a-1 17",
                        "c-gym 17",
                        "a-1-x 18",
                        "a-1 18",
                        "c-gym 18",
                        "a-1-x 19",
                        "a-1 19",
                        "c-gym 19",
                        "b-1 17",
                        "b-1 18",
                        "b-1 19");
        assertThat(hours(tonight().near(121.49, 31.23))).startsWith("b-1 17", "b-1 18", "b-1 19", "a-1-x 17");
    }

    @Test
    void tellsHowFarItIs() {
        List<Hit> found = town.page(tonight().near(121.47, 31.23).question(), null, 100);
        assertThat(found.getFirst().metres()).isZero();
        assertThat(found.getLast().metres()).isEqualTo(951);
        assertThat(hours(tonight().near(121.47, 31.23).within(951))).hasSize(12);
        assertThat(hours(tonight().near(121.47, 31.23).within(950))).hasSize(9).noneMatch(slot -> slot.startsWith("b"));
    }

    @Test
    void takesWhatStartsFromOneTimeOnAndBeforeTheOther() {
        assertThat(hours(tonight().kind("GYM").between(18 * 60, 19 * 60))).containsExactly("c-gym 18");
        assertThat(hours(tonight().kind("GYM").between(17 * 60 + 1, 19 * 60 + 1)))
                .containsExactly("c-gym 18", "c-gym 19");
        assertThat(hours(tonight().kind("GYM").between(0, 17 * 60))).isEmpty();
        assertThat(hours(tonight().kind("GYM"))).hasSize(3);
    }

    @Test
    void leavesOutWhatHasStarted() {
        town.nowMs = ms(TODAY.atTime(18, 0)) - 1;
        assertThat(hours(tonight().kind("GYM"))).containsExactly("c-gym 18", "c-gym 19");
        town.nowMs++;
        assertThat(hours(tonight().kind("GYM"))).containsExactly("c-gym 19");
        town.nowMs = ms(TODAY.atTime(23, 59));
        assertThat(hours(tonight())).isEmpty();
    }

    @Test
    void findsOneKindOfVenueInOneDistrict() {
        assertThat(hours(tonight().kind("BADMINTON").district("d-2"))).containsExactly("b-1 17", "b-1 18", "b-1 19");
        assertThat(hours(tonight().kind("GYM").district("d-2"))).isEmpty();
        assertThat(hours(tonight().district("d-1"))).hasSize(9);
    }

    @Test
    void leavesOutWhatCantBeBookedNowWhereOnlyFreeSlotsAreWanted() {
        town.book("a-1.20261121T1700", 2);
        town.book("c-gym.20261121T1700", 2);
        town.close(town.directory.venueNo("b-1"), (int) (ms(TODAY.atTime(17, 0)) / 60_000), (int)
                (ms(TODAY.atTime(19, 0)) / 60_000));

        Asked seventeen = tonight().between(17 * 60, 18 * 60);
        assertThat(hours(seventeen)).containsExactly("a-1-x 17", "a-1 17", "b-1 17", "c-gym 17");
        assertThat(states(seventeen)).containsExactly(SlotState.OPEN, SlotState.FULL, SlotState.CLOSED, SlotState.OPEN);
        assertThat(hours(seventeen.free())).containsExactly("a-1-x 17", "c-gym 17");
        assertThat(hours(seventeen.party(2))).containsExactly("a-1-x 17");

        Asked unreleased = Asked.on(TODAY.plusDays(2));
        assertThat(states(unreleased)).hasSize(12).containsOnly(SlotState.NOT_YET);
        assertThat(town.ids(unreleased.free())).isEmpty();
    }

    @Test
    void leavesOutWhatNeverHasRoomForTheParty() {
        assertThat(hours(tonight().party(3))).hasSize(12);
        assertThat(hours(tonight().party(4))).hasSize(9).noneMatch(slot -> slot.startsWith("c"));
    }

    @Test
    void tellsTheVeryNumberThatItHasLookedAt() {
        town.book("c-gym.20261121T1800", 2);
        Hit found = town.page(tonight().kind("GYM").between(18 * 60, 19 * 60).question(), null, 1)
                .getFirst();
        town.book("c-gym.20261121T1800", 1);
        assertThat(found.remaining()).isEqualTo(1);
        assertThat(found.state()).isEqualTo(SlotState.OPEN);
    }

    @Test
    void findsNothingOutsideOfTheHorizon() {
        for (int days : new int[] {-400, -1, 3, 4_000})
            assertThat(town.ids(Asked.on(TODAY.plusDays(days)))).isEmpty();
        assertThat(town.ids(Asked.on(TODAY.plusDays(2)))).hasSize(12);
    }

    /** Between two pages what is on the one before, and what is on the next, may be booked or start. */
    @Test
    void neitherRepeatsNorSkipsWhilePlacesAreTaken() {
        Question question = tonight().near(121.47, 31.23).free().question();
        List<Hit> first = town.page(question, null, 4);
        assertThat(first).hasSize(5);
        town.book("a-1-x.20261121T1700", 1);
        town.book("a-1-x.20261121T1800", 1); // The last of the page.
        town.book("a-1.20261121T1800", 1);
        List<Hit> second = town.page(question, town.behind(first.get(3)), 4);
        assertThat(second.stream().map(town::id))
                .containsExactly(
                        "c-gym.20261121T1800",
                        "a-1-x.20261121T1900",
                        "a-1.20261121T1900",
                        "c-gym.20261121T1900",
                        "b-1.20261121T1700");
        town.nowMs = ms(TODAY.atTime(18, 0));
        assertThat(town.page(question, town.behind(second.get(3)), 4).stream().map(town::id))
                .containsExactly("b-1.20261121T1900");
        assertThat(town.page(question, town.behind(second.getLast()), 4).stream()
                        .map(town::id))
                .containsExactly("b-1.20261121T1900");
    }

    /** The page before was given by a former catalogue. */
    @Test
    void goesOnBehindAVenueThatIsGone() {
        SearchCursor gone = new SearchCursor(0, (int) (ms(TODAY.atTime(18, 0)) / 60_000), "a-9");
        assertThat(town.page(tonight().question(), gone, 2).stream().map(town::id))
                .containsExactly("b-1.20261121T1800", "c-gym.20261121T1800", "a-1-x.20261121T1900");
    }

    @Test
    void findsTheNearestAcrossTheDateLine() {
        SearchTown fiji = new SearchTown(
                city(
                        StationBuilder.station("b").at(179.999, -17).district("d-2"),
                        StationBuilder.station("c").at(-179.99, -17)),
                town.nowMs);
        List<Hit> found = fiji.page(
                Asked.on(TODAY).near(-179.999, -17).between(17 * 60, 18 * 60).question(), null, 10);
        assertThat(found.stream().map(fiji::id))
                .startsWith("b-1.20261121T1700", "c-gym.20261121T1700", "a-1-x.20261121T1700");
        assertThat(found.stream().map(Hit::metres)).startsWith(213, 957);
    }

    @Test
    void knowsTheHourThatTheClockShowsTwiceAndTheOneThatItSkips() {
        Venue always = VenueBuilder.venue("v")
                .kind("GYM")
                .schedule(VenueBuilder.daily(0, 24 * 60, 30))
                .build();
        Station station = StationBuilder.station("s").venues(List.of(always)).build();
        City city = CityBuilder.city("ny")
                .zone(ZoneId.of("America/New_York"))
                .policies(List.of(TestPolicies.policy("p", 60, 0, 9, LocalTime.NOON)))
                .stations(List.of(station))
                .build();
        LocalDate back = LocalDate.of(2026, 11, 1);
        SearchTown autumn = new SearchTown(city, midnightMs(city, back));
        assertThat(autumn.ids(Asked.on(back).between(60 + 30, 2 * 60)))
                .containsExactly("v.20261101T0130", "v.20261101T0130-0500");
        assertThat(autumn.ids(Asked.on(back).between(60, 2 * 60 + 1)))
                .containsExactly(
                        "v.20261101T0100",
                        "v.20261101T0130",
                        "v.20261101T0100-0500",
                        "v.20261101T0130-0500",
                        "v.20261101T0200");
        LocalDate forth = LocalDate.of(2026, 3, 8);
        SearchTown spring = new SearchTown(city, midnightMs(city, forth));
        assertThat(spring.ids(Asked.on(forth).between(2 * 60, 3 * 60))).isEmpty();
        assertThat(spring.ids(Asked.on(forth).between(60 + 30, 3 * 60 + 1)))
                .containsExactly("v.20260308T0130", "v.20260308T0300");
    }

    private static long midnightMs(City city, LocalDate date) {
        return date.atStartOfDay(city.zone()).toInstant().toEpochMilli() - 1;
    }

    @Test
    void looksNoFartherThanThePageReaches() {
        Question question = tonight().near(121.49, 31.23).question();
        int one = SlotSearch.find(town.offers, town.feed, question, ZONE, null, 2, town.nowMs)
                .looks();
        int all = SlotSearch.find(town.offers, town.feed, question, ZONE, null, 101, town.nowMs)
                .looks();
        assertThat(one)
                .as("three stations, and one venue with three slots of the nearest")
                .isEqualTo(3 + 1 + 3);
        assertThat(all).isEqualTo(3 + 4 + 12);
    }
}
