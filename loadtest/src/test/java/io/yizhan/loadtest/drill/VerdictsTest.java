package io.yizhan.loadtest.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.loadtest.drill.Attempt.Told;
import io.yizhan.loadtest.drill.Evidence.Found;
import io.yizhan.loadtest.drill.Evidence.Places;
import io.yizhan.loadtest.drill.Evidence.RowPlaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing wrong proves nothing until it has found each thing that can be. */
final class VerdictsTest {
    private static final String COURT = "d-1-b1.20261123T0800";
    private static final long NOW_MS = 1_000_000;

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, List<Found>> api = new HashMap<>();
    private final Map<String, List<Found>> rows = new HashMap<>();
    private final Map<String, Places> apiSlots = new HashMap<>();
    private final Map<String, RowPlaces> rowSlots = new HashMap<>();

    private Attempt booked(String id) {
        Attempt it = new Attempt(0, "k-" + id, COURT, 1, false);
        it.told = Told.PLACED;
        it.id = id;
        it.became(Attempt.CONFIRMED);
        attempts.add(it);
        Found found = new Found(Attempt.CONFIRMED, "m-1", List.of(COURT));
        api.put(id, List.of(found));
        rows.put(id, List.of(found));
        apiSlots.put(COURT, new Places(1, 1));
        rowSlots.put(COURT, new RowPlaces(1, 1, 1));
        return it;
    }

    private Verdicts.Verdict verdict() {
        return Verdicts.of(attempts, "m-", new Evidence(api, rows, apiSlots, rowSlots), NOW_MS);
    }

    @Test
    void findsNothingWhereAllAgree() {
        booked("r-1");
        assertThat(verdict()).isEqualTo(new Verdicts.Verdict(0, 0, List.of()));
    }

    @Test
    void findsAnAnsweredBookingThatTheRowsOrTheApiHaveLost() {
        booked("r-1");
        rows.clear();
        assertThat(verdict().lost()).isEqualTo(1);
        api.clear();
        assertThat(verdict().lost()).isEqualTo(2);
    }

    @Test
    void findsASlotSoldTwice() {
        booked("r-1");
        booked("r-2");
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void findsABookingStoredTwice() {
        booked("r-1");
        api.put(
                "r-1",
                List.of(
                        java.util.Objects.requireNonNull(api.get("r-1")).getFirst(),
                        api.get("r-1").getFirst()));
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void findsAReservationOfWhichNobodyWasTold() {
        booked("r-1");
        rows.put("r-9", rows.get("r-1"));
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void findsABookingThatIsSomethingElseThanItsMemberWasTold() {
        booked("r-1").became(Attempt.CANCELLED);
        assertThat(verdict().broken()).anySatisfy(it -> assertThat(it).contains("it should be [CANCELLED]"));
    }

    @Test
    void findsRowsWithoutTheirSlot() {
        booked("r-1");
        rows.put("r-1", List.of(new Found(Attempt.CONFIRMED, "m-1", List.of())));
        assertThat(verdict().broken()).singleElement().asString().contains("instead of");
    }

    @Test
    void findsASlotWhoseCountDiffers() {
        booked("r-1");
        rowSlots.put(COURT, new RowPlaces(1, 0, 1));
        assertThat(verdict().broken()).hasSize(1);
    }

    @Test
    void findsAHoldThatOutlivedItsEnd() {
        Attempt hold = booked("r-1");
        hold.holdExpiresAtMs = NOW_MS - 60_000;
        hold.became(Attempt.HELD);
        Found held = new Found(Attempt.HELD, "m-1", List.of(COURT));
        api.put("r-1", List.of(held));
        rows.put("r-1", List.of(held));
        assertThat(verdict().broken())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).contains("60000 ms ago"));
    }

    @Test
    void findsABookingThatNeverGotAnAnswer() {
        booked("r-1");
        attempts.add(new Attempt(1, "k-2", COURT, 1, false));
        assertThat(verdict().broken()).singleElement().asString().contains("never got an answer");
    }
}
