package io.yizhan.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.Event.OccupancyCorrected.By;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Headcount;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is inside, once somebody has counted or a night has passed. */
class CrowdsTest {
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long NOW_MS = 1_000_000 * HOUR_MS;
    private static final int STATION = 7;

    private final Region region = new Region(Rules.DEFAULT);
    private final List<Event> journal = new ArrayList<>();
    private long seq;

    private void pass(long nowMs, long happenedAtMs, boolean in) {
        pass("g", 0, nowMs, happenedAtMs, in);
    }

    private void pass(String gate, int venueNo, long nowMs, long happenedAtMs, boolean in) {
        region.carryOut(
                new GateCommand.RecordGateEvents(
                        gate,
                        "b",
                        STATION,
                        venueNo,
                        new long[] {++seq},
                        new long[] {happenedAtMs},
                        new boolean[] {in},
                        new String[] {""},
                        new long[0],
                        new long[0],
                        new long[0]),
                nowMs,
                journal::add);
    }

    private void comeIn(long nowMs, int people) {
        for (int i = 0; i < people; i++) pass(nowMs, nowMs, true);
    }

    private Outcome.OccupancyCounted count(long nowMs, int inside, boolean preview) {
        return (Outcome.OccupancyCounted)
                region.carryOut(new GateCommand.CountByEye(STATION, inside, preview), nowMs, journal::add);
    }

    private void night(long nowMs, long momentMs) {
        region.carryOut(new GateCommand.ResetOccupancy(STATION, momentMs), nowMs, journal::add);
    }

    private int inside() {
        return region.headcount(STATION).inside();
    }

    @Test
    void showsWhatWasCountedByEyeAndTellsByHowMuchTheGatesWereWrong() {
        comeIn(NOW_MS, 20);
        assertThat(count(NOW_MS + 1, 17, false))
                .isEqualTo(new Outcome.OccupancyCounted(STATION, 17, 20, 3, NOW_MS + 1));
        assertThat(inside()).isEqualTo(17);
        assertThat(journal.getLast())
                .isEqualTo(new OccupancyCorrected(NOW_MS + 1, STATION, 0, 17, 3, 20, NOW_MS + 1, By.EYE));

        comeIn(NOW_MS + 2, 2);
        assertThat(inside()).as("gates count on from it").isEqualTo(19);
        assertThat(count(NOW_MS + 3, 25, false).drift()).as("too few").isEqualTo(-6);
        assertThat(inside()).isEqualTo(25);
    }

    @Test
    void countsWhereNoGateWasEverHeard() {
        assertThat(count(NOW_MS, 4, false)).isEqualTo(new Outcome.OccupancyCounted(STATION, 4, 0, -4, NOW_MS));
        assertThat(region.headcount(STATION)).isEqualTo(new Headcount(4, NOW_MS, 0, -4, 4));
    }

    @Test
    void changesNothingForAPreview() {
        comeIn(NOW_MS, 2);
        long before = region.stateHash();
        int events = journal.size();
        assertThat(count(NOW_MS + 1, 9, true)).isEqualTo(new Outcome.OccupancyCounted(STATION, 9, 2, -7, NOW_MS + 1));
        assertThat(region.stateHash()).isEqualTo(before);
        assertThat(journal).hasSize(events);
    }

    @Test
    void hasItsActWithWhatWasShownBeforeAndAfter() {
        comeIn(NOW_MS, 5);
        var by = new Command.ByOperator<>("o-1", new GateCommand.CountByEye(STATION, 3, false), "round");
        region.carryOut(by, NOW_MS + 1, journal::add);
        assertThat(journal.getLast())
                .usingRecursiveComparison()
                .isEqualTo(new Event.OperatorActed(
                        NOW_MS + 1,
                        "o-1",
                        OperatorAct.COUNT_OCCUPANCY,
                        new int[] {STATION},
                        "",
                        STATION,
                        "round",
                        "5",
                        "3"));
    }

    @Test
    void keepsWhatIsBelowZeroAndShowsItBesideTheNumber() {
        pass(NOW_MS, NOW_MS, false);
        pass(NOW_MS, NOW_MS, false);
        assertThat(region.headcount(STATION)).isEqualTo(new Headcount(0, NOW_MS, NOW_MS, -2, 2));
        comeIn(NOW_MS, 3);
        assertThat(region.headcount(STATION))
                .as("the order does not matter")
                .isEqualTo(new Headcount(1, NOW_MS, NOW_MS, 0, 0));
        pass(NOW_MS, NOW_MS, false);
        pass(NOW_MS, NOW_MS, false);
        assertThat(count(NOW_MS + 1, 2, false)).isEqualTo(new Outcome.OccupancyCounted(STATION, 2, 0, -3, NOW_MS + 1));
        assertThat(inside()).isEqualTo(2);
    }

    @Test
    void knowsAndDoesNotCountWhatHappenedBeforeACountAndIsToldLater() {
        comeIn(NOW_MS, 5);
        count(NOW_MS + HOUR_MS, 3, false);
        pass(NOW_MS + HOUR_MS + 5, NOW_MS + HOUR_MS - 1, false);
        assertThat(inside()).as("the count has it").isEqualTo(3);
        pass(NOW_MS + HOUR_MS + 6, NOW_MS + HOUR_MS, false);
        assertThat(inside()).isEqualTo(2);
    }

    /** It says half past while it is one hour earlier: by its own clock all happened before the count. */
    @Test
    void goesByTheTimeHereWhereAGatesClockIsWrong() {
        long behindMs = 2 * HOUR_MS;
        pass(NOW_MS, NOW_MS - behindMs, true);
        count(NOW_MS + MINUTE_MS, 1, false);
        pass(NOW_MS + 3 * MINUTE_MS, NOW_MS + 2 * MINUTE_MS - behindMs, true);
        assertThat(inside()).as("after the count").isEqualTo(2);
        pass(NOW_MS + 3 * MINUTE_MS, NOW_MS + 50_000 - behindMs, true);
        assertThat(inside()).as("before it").isEqualTo(2);
    }

    @Test
    void isEmptyAtNightAndTellsWhatTheDayHasLost() {
        comeIn(NOW_MS, 4);
        pass(NOW_MS, NOW_MS, false);
        night(NOW_MS + HOUR_MS, NOW_MS + HOUR_MS - 300);
        assertThat(inside()).isZero();
        assertThat(journal.getLast())
                .isEqualTo(new OccupancyCorrected(
                        NOW_MS + HOUR_MS, STATION, 0, 0, 3, 5, NOW_MS + HOUR_MS - 300, By.NIGHT));
        int events = journal.size();
        comeIn(NOW_MS + HOUR_MS + 1, 1);
        night(NOW_MS + HOUR_MS + 2, NOW_MS + HOUR_MS - 300);
        assertThat(journal).as("said again").hasSize(events + 1);
        assertThat(inside()).isEqualTo(1);
    }

    @Test
    void saysNothingOfANightWhereNobodyHasPassed() {
        night(NOW_MS, NOW_MS);
        comeIn(NOW_MS, 1);
        night(NOW_MS + HOUR_MS, NOW_MS + HOUR_MS);
        int events = journal.size();
        night(NOW_MS + 25 * HOUR_MS, NOW_MS + 25 * HOUR_MS);
        assertThat(journal).hasSize(events);
    }

    @Test
    void leavesThoseInsideWhoMayHaveComeSinceANightThatIsToldLate() {
        comeIn(NOW_MS, 4);
        comeIn(NOW_MS + 2 * HOUR_MS, 2);
        night(NOW_MS + 3 * HOUR_MS, NOW_MS + HOUR_MS);
        assertThat(inside()).isEqualTo(6);
    }

    /** The engine stood still from before the night until the morning, and a gate kept what it counted. */
    @Test
    void countsWhoCameSinceANightThatWasToldLateWhereNobodyWasHeardSince() {
        comeIn(NOW_MS, 4);
        night(NOW_MS + 3 * HOUR_MS, NOW_MS + HOUR_MS);
        assertThat(inside()).isZero();
        pass(NOW_MS + 3 * HOUR_MS + 1, NOW_MS + 2 * HOUR_MS, true);
        pass(NOW_MS + 3 * HOUR_MS + 1, NOW_MS + HOUR_MS - 1, true);
        assertThat(inside()).isEqualTo(1);
    }

    @Test
    void keepsPlacesBackForWhatWasWrongLastAndForAHundredthOfThePassagesSince() {
        comeIn(NOW_MS, 10);
        assertThat(region.headcount(STATION).margin()).as("nothing is known").isZero();
        count(NOW_MS + 1, 8, false);
        assertThat(region.headcount(STATION).margin()).isEqualTo(2);
        comeIn(NOW_MS + 2, 350);
        assertThat(region.headcount(STATION).margin()).isEqualTo(3);
        count(NOW_MS + 3, 358, false);
        assertThat(region.headcount(STATION).margin()).as("they were right").isZero();
        assertThat(WalkIn.places(100, new Headcount(60, 0, 0, 2, 5), 15)).isEqualTo(20);
        assertThat(WalkIn.places(100, new Headcount(90, 0, 0, 2, 5), 15)).isZero();
    }

    @Test
    void countsAVenuesGateThereAndNotIntoTheStation() {
        pass("g-venue", 40, NOW_MS, NOW_MS, true);
        pass("g", 0, NOW_MS, NOW_MS, true);
        pass("g-venue", 40, NOW_MS, NOW_MS, true);
        List<String> told = new ArrayList<>();
        region.readHeadcounts(STATION, (venueNo, it) -> told.add(venueNo + ": " + it.inside()));
        assertThat(told).containsExactly("40: 2");
        assertThat(inside()).isEqualTo(1);
        night(NOW_MS + HOUR_MS, NOW_MS + HOUR_MS);
        told.clear();
        region.readHeadcounts(STATION, (venueNo, it) -> told.add(venueNo + ": " + it.inside()));
        assertThat(told).containsExactly("40: 0");
    }

    @Test
    void replaysToTheSameBooks() {
        comeIn(NOW_MS, 4);
        count(NOW_MS + 1, 9, false);
        pass("g-venue", 40, NOW_MS + 2 * HOUR_MS, NOW_MS, true);
        night(NOW_MS + 3 * HOUR_MS, NOW_MS + 2 * HOUR_MS);
        comeIn(NOW_MS + 4 * HOUR_MS, 1);
        Region replayed = new Region(Rules.DEFAULT);
        journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(region.stateHash());
        assertThat(replayed.headcount(STATION)).isEqualTo(region.headcount(STATION));
    }
}
