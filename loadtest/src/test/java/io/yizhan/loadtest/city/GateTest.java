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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final long FROM_MS = WeekTime.of(DayOfWeek.WEDNESDAY, LocalTime.of(17, 0));
    private static final Habits BAD = Habits.USUAL.withMissedExits(0.05).withLost(0.02, 1);

    /** It never closes, so that somebody is still inside at the end. */
    private static TrueDay day(long seed) {
        List<String> gates = List.of("s-g1", "s-g2", "s-g3");
        Station station = new Station("s", Station.Kind.COMPREHENSIVE, 200, gates, Station.daily(0, 24 * 60));
        return TrueDay.of(List.of(station), FROM_MS, FROM_MS + 4 * WeekTime.HOUR_MS, 1, seed);
    }

    /** What an engine does: each (gate, boot, seq) counts once. */
    private static int naive(List<Telling> tellings) {
        int inside = 0;
        Set<String> seen = new HashSet<>();
        for (Telling telling : tellings)
            for (Message message : telling.messages())
                for (Event it : message.events())
                    if (seen.add(telling.gate() + " " + it.boot() + " " + it.seq()))
                        inside += it.passage().in() ? 1 : -1;
        return inside;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aGateThatDoesNothingWrongTellsTheTruth(long seed) {
        TrueDay day = day(seed);
        List<Telling> tellings = Gate.all(day, Habits.NONE, seed);
        int truth = Headcount.of(day.passages()).inside("s");
        assertThat(truth).isPositive();
        assertThat(Standing.told(tellings).inside("s")).isEqualTo(truth);
        assertThat(naive(tellings)).isEqualTo(truth);
        assertThat(tellings.stream().mapToInt(Telling::sent).sum())
                .isEqualTo(day.passages().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void duplicatesAndDisorderChangeNothing(long seed) {
        TrueDay day = day(seed);
        List<Telling> tellings = Gate.all(day, Habits.USUAL.withLost(0, 0), seed);
        assertThat(naive(tellings)).isEqualTo(Headcount.of(day.passages()).inside("s"));
        CityResult.Told told = CityResult.Told.of(tellings);
        double whole = told.events();
        assertThat((told.sent() - told.events()) / whole).isBetween(0.15, 0.25);
        assertThat(told.disordered() / whole).isBetween(0.07, 0.13);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsMissedAndLostExplainsTheWholeError(long seed) {
        TrueDay day = day(seed);
        List<Telling> tellings = Gate.all(day, BAD, seed);
        Standing standing = Standing.of(day, tellings, Map.of(), Map.of()).getFirst();
        assertThat(standing.missedExits()).isPositive();
        assertThat(standing.lostExits()).isPositive();
        assertThat(standing.told())
                .isEqualTo(standing.truth() + standing.missedExits() + standing.lostExits() - standing.lostEntries());
        assertThat(naive(tellings)).isEqualTo(standing.told());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allNumbersBelowTheHighestAreToldOrGivenUp(long seed) {
        for (Telling telling : Gate.all(day(seed), BAD, seed)) {
            Map<Integer, Set<Long>> known = new HashMap<>();
            for (Message message : telling.messages()) {
                Set<Long> of = known.computeIfAbsent(message.boot(), boot -> new HashSet<>());
                message.events().forEach(it -> of.add(it.seq()));
                long highest = of.stream().mapToLong(it -> it).max().orElse(0);
                // As an engine: what lies above is not given up.
                for (Message.Range it : message.forget())
                    for (long seq = it.from(); seq <= Math.min(it.to(), highest); seq++) of.add(seq);
            }
            telling.highest()
                    .forEach((boot, highest) ->
                            assertThat(known.get(boot)).as("boot " + boot).hasSize((int) (long) highest));
        }
    }

    @Test
    void noNumberIsTwoEventsAndARebootBeginsAnew() {
        Set<Integer> boots = new HashSet<>();
        for (Telling telling : Gate.all(day(3), BAD, 3)) {
            Set<String> numbers = new HashSet<>();
            for (Event it : telling.told()) {
                assertThat(numbers.add(it.boot() + " " + it.seq())).isTrue();
                boots.add(it.boot());
            }
        }
        assertThat(boots).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void saysNothingBeforeItHappensAndNothingWhileCutOff() {
        for (Telling telling : Gate.all(day(5), Habits.USUAL, 5)) {
            long last = 0;
            for (Message message : telling.messages()) {
                assertThat(message.dueMs()).isGreaterThanOrEqualTo(last);
                last = message.dueMs();
                for (Event it : message.events())
                    assertThat(it.passage().atMs()).isLessThan(message.dueMs());
            }
        }
        Outages outages = new Outages(List.of(new Outages.Span(10, 20), new Outages.Span(15, 30)));
        assertThat(outages.endMs(9)).isEqualTo(9);
        assertThat(outages.endMs(10)).isEqualTo(30);
        assertThat(outages.endMs(30)).isEqualTo(30);
    }

    @Test
    void theSameSeedTellsTheSame() {
        assertThat(Gate.all(day(3), BAD, 3)).isEqualTo(Gate.all(day(3), BAD, 3));
        assertThat(Gate.all(day(3), BAD, 4)).isNotEqualTo(Gate.all(day(3), BAD, 3));
    }

    @Test
    void badClocksAreOffAndGoodOnesHardly() {
        List<Event> good = told(Habits.NONE);
        List<Event> bad = told(new Habits(0, 0, 0, 0, 0, 0, 1));
        assertThat(good).allSatisfy(it -> assertThat(Math.abs(it.clockMs())).isLessThanOrEqualTo(500));
        assertThat(bad).anySatisfy(it -> assertThat(Math.abs(it.clockMs())).isGreaterThan(5_000));
    }

    private static List<Event> told(Habits habits) {
        return Gate.all(day(3), habits, 3).stream()
                .flatMap(it -> it.told().stream())
                .toList();
    }
}
