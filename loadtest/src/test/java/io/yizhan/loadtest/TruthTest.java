package io.yizhan.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts from a run in which everything agrees, and lets one side say something else. */
final class TruthTest {
    private static final String COURT = "s-b1.20261121T1800";
    private static final String GYM = "s-g1.20261121T1800";

    private final Ledger ledger = new Ledger();
    private final Map<String, Api.Slot> after = new TreeMap<>();
    private final Map<Integer, Set<String>> confirmed = new HashMap<>();
    private final Map<String, Rows.Slot> slotRows = new HashMap<>();
    private final Map<String, Rows.Reservation> reservationRows = new HashMap<>();
    private final Map<String, Rows.GateRun> gateRows = new HashMap<>();
    private final Map<String, Integer> inside = new HashMap<>();
    private Map<String, String> gates = Map.of();
    private String target = "";

    @BeforeEach
    void everythingAgrees() {
        for (String line : List.of("+ r-1 0 " + COURT, "+ r-2 1 " + GYM, "+ r-3 1 " + GYM, "- r-3")) ledger.read(line);
        court(1);
        gym(9, 1);
        confirmed.put(0, Set.of("r-1"));
        confirmed.put(1, Set.of("r-2"));
        reservation("r-1", "CONFIRMED", "m-1");
        reservation("r-2", "CONFIRMED", "m-2");
        reservation("r-3", "CANCELLED", "m-2");
        slotRows.put(COURT, new Rows.Slot(1, 1, 1, true, 1));
    }

    private void court(int taken) {
        after.put(COURT, new Api.Slot(COURT, "s", true, 1, 1 - taken, "OPEN"));
    }

    private void gym(int remaining, int rows) {
        after.put(GYM, new Api.Slot(GYM, "s", false, 10, remaining, "OPEN"));
        slotRows.put(GYM, new Rows.Slot(10, rows, rows, false, rows));
    }

    private void reservation(String id, String state, String member) {
        reservationRows.put(id, new Rows.Reservation(state, member));
    }

    private List<Finding> check(@Nullable Rows rows, String missing) {
        Map<String, Api.Slot> before = new TreeMap<>();
        after.forEach((id, it) ->
                before.put(id, new Api.Slot(id, it.station(), it.exclusive(), it.capacity(), it.capacity(), "OPEN")));
        return Truth.check(new Truth.Evidence(
                ledger, before, after, confirmed, Map.of(), inside, gates, rows, missing, "m-", target));
    }

    private List<String> sentences() {
        return check(new Rows(slotRows, reservationRows, gateRows), "").stream()
                .filter(Finding::violated)
                .map(Finding::sentence)
                .toList();
    }

    @Test
    void findsNothingWhereAllAgree() {
        assertThat(sentences()).isEmpty();
    }

    @Test
    void namesASlotOfWhichTheApiHasLostAPlace() {
        gym(10, 1);
        assertThat(sentences())
                .contains("Slot " + GYM + ": k6 was told of 1 places, the API shows 0 more taken than before.");
    }

    @Test
    void namesAReservationWithoutARow() {
        reservationRows.remove("r-2");
        assertThat(sentences())
                .containsExactly("Reservation r-2 (m-2, " + GYM + ") is CONFIRMED for k6 and not in PostgreSQL.");
    }

    @Test
    void namesACancellationThatDidNotReachTheRows() {
        reservation("r-3", "CONFIRMED", "m-2");
        assertThat(sentences())
                .containsExactly("Reservation r-3 (m-2, " + GYM + ") is CANCELLED for k6 and CONFIRMED in PostgreSQL.");
    }

    @Test
    void namesAReservationOfAnotherMember() {
        reservation("r-1", "CONFIRMED", "m-7");
        assertThat(sentences()).containsExactly("Reservation r-1 (m-1, " + COURT + ") is m-7's in PostgreSQL.");
    }

    @Test
    void namesAReservationOfWhichNobodyWasTold() {
        reservation("r-9", "CONFIRMED", "m-4");
        assertThat(sentences()).containsExactly("PostgreSQL has reservation r-9 of m-4, of which k6 was told nothing.");
    }

    @Test
    void namesAnOversoldSlot() {
        gym(9, 11);
        assertThat(sentences())
                .contains("Slot " + GYM
                        + " is oversold: PostgreSQL has 11 places in live reservations, its capacity is 10.");
    }

    @Test
    void namesACourtWithTwoParties() {
        slotRows.put(COURT, new Rows.Slot(1, 1, 1, true, 2));
        assertThat(sentences())
                .containsExactly("Slot " + COURT + " is for one party, and PostgreSQL has 2 live reservations of it.");
    }

    @Test
    void namesASlotWhoseOwnCountIsNotItsReservations() {
        slotRows.put(GYM, new Rows.Slot(10, 2, 1, false, 1));
        assertThat(sentences())
                .containsExactly("Slot " + GYM + ": the API says 1 of 10 taken, PostgreSQL's slot row 2 of 10, its live"
                        + " reservations sum up to 1.");
    }

    @Test
    void namesAMemberWhoMissesAReservation() {
        confirmed.put(1, Set.of());
        assertThat(sentences()).containsExactly("Member m-2 was told of [r-2] and has [] by the API.");
    }

    @Test
    void namesAnIdThatTwoWereGiven() {
        ledger.read("+ r-1 0 " + COURT);
        assertThat(sentences()).containsExactly("Reservation r-1 was given to two.");
    }

    @Test
    void wantsExactlyAsManyWinnersAsThereIsRoom() {
        target = COURT;
        assertThat(sentences()).isEmpty();
        ledger.read("- r-1");
        assertThat(sentences()).contains("Slot " + COURT + " has room for 1, and 0 were told yes.");
    }

    @Test
    void countsWhoIsInsideAndEveryGateEvent() {
        gates = Map.of("s-g1", "s");
        ledger.read("g s-g1 b1 3 2 1");
        inside.put("s", 1);
        gateRows.put("s-g1 b1", new Rows.GateRun(3, 2, 1));
        assertThat(sentences()).isEmpty();
        inside.put("s", 2);
        gateRows.put("s-g1 b1", new Rows.GateRun(2, 2, 0));
        assertThat(sentences())
                .containsExactly(
                        "Station s: by k6 1 more went in than out, the API shows 2 more inside than before.",
                        "Gate s-g1 b1: k6 had 3 events accepted (2 in, 1 out), PostgreSQL has 2 (2 in, 0 out).");
    }

    @Test
    void saysWhatNobodyLookedAt() {
        assertThat(check(null, "Not looked at."))
                .filteredOn(it -> it.verdict() == Finding.Verdict.NOT_CHECKED)
                .hasSize(2);
        assertThat(check(null, "PostgreSQL is still 5 events behind after 180 s."))
                .filteredOn(Finding::violated)
                .hasSize(2);
    }
}
