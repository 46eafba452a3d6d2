package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TrueDayTest {
    private static final long SEED = 7;
    private static final long MONDAY = WeekTime.of(DayOfWeek.MONDAY, LocalTime.MIN);
    private static final long SATURDAY = WeekTime.of(DayOfWeek.SATURDAY, LocalTime.MIN);

    private static final Station OFFICE =
            new Station("office", Station.Kind.SIMPLE, 40, List.of("office-g1"), Station.daily(6 * 60 + 30, 22 * 60));
    private static final Station CENTRE = new Station(
            "centre",
            Station.Kind.COMPREHENSIVE,
            200,
            List.of("centre-g1", "centre-g2"),
            Station.daily(6 * 60 + 30, 22 * 60));
    private static final Station NIGHT =
            new Station("night", Station.Kind.REGULAR, 80, List.of("night-g1"), Station.daily(0, 24 * 60));

    private static TrueDay day(long fromMs, double crowd, Station... stations) {
        return TrueDay.of(List.of(stations), fromMs, fromMs + WeekTime.DAY_MS, crowd, SEED);
    }

    @Test
    void nobodyLeavesBeforeHavingComeNorComesTwice() {
        Set<String> inside = new HashSet<>();
        Set<String> known = new HashSet<>();
        long last = 0;
        for (Passage it : day(MONDAY, 1, OFFICE, CENTRE, NIGHT).passages()) {
            String who = it.station() + it.person();
            assertThat(it.atMs()).isGreaterThanOrEqualTo(last);
            last = it.atMs();
            if (it.in())
                assertThat(known.add(who) && inside.add(who)).as("%s", it).isTrue();
            else assertThat(inside.remove(who)).as("%s", it).isTrue();
        }
        assertThat(known.size()).isGreaterThan(500);
    }

    @Test
    void aCrowdIsNeverMoreThanTheLimitAndTheRestGoesHome() {
        TrueDay crowded = day(MONDAY, 4, OFFICE);
        Map<String, Integer> inside = new HashMap<>();
        int most = 0;
        for (Passage it : crowded.passages())
            most = Math.max(most, inside.merge(it.station(), it.in() ? 1 : -1, Integer::sum));
        assertThat(most).isEqualTo(OFFICE.limit());
        assertThat(crowded.turnedAway()).isPositive();
    }

    @Test
    void allComeWhileItIsOpenAndAreOutWhenItCloses() {
        TrueDay day = day(MONDAY, 1, OFFICE, CENTRE);
        assertThat(day.passages()).allSatisfy(it -> {
            int minute = WeekTime.minuteOfDay(it.atMs());
            assertThat(minute).isBetween(6 * 60 + 30, 22 * 60 - 1);
        });
        Headcount count = Headcount.of(day.passages());
        assertThat(count.inside("office")).isZero();
        assertThat(count.inside("centre")).isZero();
    }

    @Test
    void whatNeverClosesHasSomebodyAtMidnight() {
        TrueDay twoDays = TrueDay.of(List.of(NIGHT), MONDAY, MONDAY + 2 * WeekTime.DAY_MS, 1, SEED);
        assertThat(Headcount.of(twoDays.passages()).inside("night", MONDAY + WeekTime.DAY_MS))
                .isPositive();
    }

    @Test
    void anOfficeIsFullestAtLunchAndACentreAfterWork() {
        Headcount count = Headcount.of(day(MONDAY, 1, OFFICE, CENTRE).passages());
        assertThat(at(count, "office", 12.75)).isGreaterThan(at(count, "office", 10));
        assertThat(at(count, "office", 12.75)).isGreaterThan(at(count, "office", 19));
        assertThat(at(count, "centre", 19)).isGreaterThan(3 * at(count, "centre", 12.75) / 2);
        assertThat(at(count, "centre", 8)).isGreaterThan(at(count, "centre", 10));
    }

    @Test
    void theWeekendIsOtherwise() {
        Headcount weekday = Headcount.of(day(MONDAY, 1, CENTRE).passages());
        Headcount weekend = Headcount.of(day(SATURDAY, 1, CENTRE).passages());
        int onSaturday = weekend.inside("centre", SATURDAY + 16 * WeekTime.HOUR_MS);
        assertThat(onSaturday).isGreaterThan(2 * at(weekday, "centre", 16));
    }

    @Test
    void theSameSeedGivesTheSameCityAndAnotherGivesAnother() {
        assertThat(day(MONDAY, 1, OFFICE, CENTRE)).isEqualTo(day(MONDAY, 1, OFFICE, CENTRE));
        TrueDay other = TrueDay.of(List.of(OFFICE, CENTRE), MONDAY, MONDAY + WeekTime.DAY_MS, 1, SEED + 1);
        assertThat(other.passages()).isNotEqualTo(day(MONDAY, 1, OFFICE, CENTRE).passages());
    }

    @Test
    void aStationIsTheSameWhicheverOthersThereAre() {
        List<Passage> alone = day(MONDAY, 1, CENTRE).passages();
        List<Passage> amongOthers = day(MONDAY, 1, OFFICE, CENTRE, NIGHT).passages().stream()
                .filter(it -> it.station().equals("centre"))
                .toList();
        assertThat(amongOthers).isEqualTo(alone);
    }

    private static int at(Headcount count, String station, double hour) {
        return count.inside(station, MONDAY + (long) (hour * WeekTime.HOUR_MS));
    }
}
