package io.yizhan.loadtest;

import io.yizhan.loadtest.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether k6, the API and PostgreSQL tell the same story. Each check compares two of them that know it independently of each other: k6
 * by the answers it got, the API by the engine's memory, PostgreSQL by its rows.
 */
final class Truth {
    private static final int NAMED_MAX = 3;

    /**
     * What is compared.
     *
     * @param before slots by id, as the API showed them before the run; nobody else books meanwhile
     * @param confirmed ids of confirmed reservations by member, as the API lists them, of every member who got a booking
     * @param insideBefore people inside by station, where gates were loaded; else empty
     * @param stationOfGate of every gate that was loaded
     * @param rows null where PostgreSQL was not looked at
     * @param rowsMissing why, or that PostgreSQL never caught up; else empty
     * @param memberPrefix of the members' names, which go on with their place in the list, counted from 1
     * @param target the slot that everybody wanted; else empty
     */
    record Evidence(
            Ledger ledger,
            Map<String, Api.Slot> before,
            Map<String, Api.Slot> after,
            Map<Integer, Set<String>> confirmed,
            Map<String, Integer> insideBefore,
            Map<String, Integer> insideAfter,
            Map<String, String> stationOfGate,
            @Nullable Rows rows,
            String rowsMissing,
            String memberPrefix,
            String target) {}

    private final Evidence evidence;
    private final Ledger ledger;
    private final List<Finding> findings = new ArrayList<>();

    private Truth(Evidence evidence) {
        this.evidence = evidence;
        this.ledger = evidence.ledger();
    }

    static List<Finding> check(Evidence evidence) {
        Truth truth = new Truth(evidence);
        truth.placesTaken();
        truth.noSlotOversold();
        truth.membersHaveTheirs();
        truth.reservationsInRows();
        truth.slotsInRows();
        if (!evidence.target().isEmpty()) truth.oneWinner();
        if (!evidence.stationOfGate().isEmpty()) truth.gates();
        return truth.findings;
    }

    private void add(String what, String k6, String api, String rows, List<String> differences) {
        findings.add(new Finding(
                what, k6, api, rows, differences.isEmpty() ? Verdict.HOLDS : Verdict.VIOLATED, told(differences)));
    }

    private void notChecked(String what, String k6) {
        Verdict verdict = evidence.rowsMissing().startsWith("PostgreSQL") ? Verdict.VIOLATED : Verdict.NOT_CHECKED;
        findings.add(new Finding(what, k6, "", "", verdict, evidence.rowsMissing()));
    }

    private static String told(List<String> differences) {
        if (differences.isEmpty()) return "";
        String told = String.join(" ", differences.subList(0, Math.min(NAMED_MAX, differences.size())));
        return differences.size() <= NAMED_MAX ? told : told + " And " + (differences.size() - NAMED_MAX) + " more.";
    }

    private void placesTaken() {
        Map<String, Integer> wanted = ledger.takenBySlot();
        List<String> differences = new ArrayList<>();
        int api = 0;
        for (Api.Slot slot : evidence.after().values()) {
            Api.Slot former = evidence.before().get(slot.id());
            int taken = slot.taken() - (former == null ? 0 : former.taken());
            api += taken;
            int k6 = wanted.getOrDefault(slot.id(), 0);
            if (k6 != taken)
                differences.add("Slot " + slot.id() + ": k6 was told of " + k6 + " places, the API shows " + taken
                        + " more taken than before.");
        }
        for (String slot : wanted.keySet()) {
            if (!evidence.after().containsKey(slot))
                differences.add("Slot " + slot + ": k6 booked it, the API does not show it.");
        }
        for (String id : ledger.doubled) differences.add("Reservation " + id + " was given to two.");
        if (!differences.isEmpty() && !ledger.inDoubt.isEmpty())
            differences.add(0, ledger.inDoubt.size() + " members never learnt what became of a request.");
        add("places taken, slot by slot", "" + ledger.standing(), "" + api, "", differences);
    }

    private void noSlotOversold() {
        List<String> differences = new ArrayList<>();
        Rows rows = evidence.rows();
        for (Api.Slot slot : evidence.after().values()) {
            if (slot.remaining() < 0 || slot.remaining() > slot.capacity())
                differences.add("Slot " + slot.id() + " has " + slot.remaining() + " of " + slot.capacity()
                        + " places left, says the API.");
            Rows.Slot row = rows == null ? null : rows.slots().get(slot.id());
            if (row != null && row.summed() > slot.capacity())
                differences.add("Slot " + slot.id() + " is oversold: PostgreSQL has " + row.summed()
                        + " places in live reservations, its capacity is " + slot.capacity() + ".");
            if (row != null && slot.exclusive() && row.liveRows() > 1)
                differences.add("Slot " + slot.id() + " is for one party, and PostgreSQL has " + row.liveRows()
                        + " live reservations of it.");
        }
        String seen = evidence.after().size() + " slots";
        add("no slot oversold", "", seen, rows == null ? "" : seen, differences);
    }

    private void membersHaveTheirs() {
        Map<Integer, Set<String>> wanted = new TreeMap<>();
        ledger.booked.forEach((id, booking) -> {
            Set<String> mine = wanted.computeIfAbsent(booking.member(), it -> new TreeSet<>());
            if (!ledger.cancelled.contains(id)) mine.add(id);
        });
        List<String> differences = new ArrayList<>();
        int api = 0;
        for (var entry : wanted.entrySet()) {
            Set<String> has = evidence.confirmed().getOrDefault(entry.getKey(), Set.of());
            api += has.size();
            if (!has.equals(entry.getValue()))
                differences.add("Member " + member(entry.getKey()) + " was told of " + entry.getValue() + " and has "
                        + has + " by the API.");
        }
        add("reservations, member by member", "" + ledger.standing(), "" + api, "", differences);
    }

    private String member(int index) {
        return evidence.memberPrefix() + (index + 1);
    }

    private void reservationsInRows() {
        String what = "reservations, one by one";
        Rows rows = evidence.rows();
        if (rows == null) {
            notChecked(what, "" + ledger.standing());
            return;
        }
        List<String> differences = new ArrayList<>();
        ledger.booked.forEach((id, booking) -> {
            Rows.Reservation row = rows.reservations().get(id);
            String wanted = ledger.cancelled.contains(id) ? "CANCELLED" : "CONFIRMED";
            String whose = "Reservation " + id + " (" + member(booking.member()) + ", " + booking.slot() + ")";
            if (row == null) differences.add(whose + " is " + wanted + " for k6 and not in PostgreSQL.");
            else if (!stated(row.state()).equals(wanted))
                differences.add(whose + " is " + wanted + " for k6 and " + row.state() + " in PostgreSQL.");
            else if (!row.member().equals(member(booking.member())))
                differences.add(whose + " is " + row.member() + "'s in PostgreSQL.");
        });
        long live = 0;
        for (var row : rows.reservations().entrySet()) {
            boolean confirmed = stated(row.getValue().state()).equals("CONFIRMED");
            if (confirmed) live++;
            if (confirmed && !ledger.booked.containsKey(row.getKey()))
                differences.add("PostgreSQL has reservation " + row.getKey() + " of "
                        + row.getValue().member() + ", of which k6 was told nothing.");
        }
        add(what, "" + ledger.standing(), "", "" + live, differences);
    }

    /** Who has come has been confirmed; k6 is told of no more. */
    private static String stated(String state) {
        return state.equals("CHECKED_IN") ? "CONFIRMED" : state;
    }

    private void slotsInRows() {
        String what = "places taken in the API and in rows, slot by slot";
        Rows rows = evidence.rows();
        if (rows == null) {
            notChecked(what, "");
            return;
        }
        List<String> differences = new ArrayList<>();
        long api = 0;
        long summed = 0;
        for (Api.Slot slot : evidence.after().values()) {
            Rows.Slot row = rows.slots().get(slot.id());
            if (row == null) {
                if (!slot.state().equals("PAST"))
                    differences.add("Slot " + slot.id() + " is in the API and not in PostgreSQL.");
                continue;
            }
            api += slot.taken();
            summed += row.summed();
            if (slot.taken() != row.summed() || row.taken() != row.summed() || row.capacity() != slot.capacity())
                differences.add("Slot " + slot.id() + ": the API says " + slot.taken() + " of " + slot.capacity()
                        + " taken, PostgreSQL's slot row " + row.taken() + " of " + row.capacity()
                        + ", its live reservations sum up to " + row.summed() + ".");
        }
        add(what, "", "" + api, "" + summed, differences);
    }

    private void oneWinner() {
        int capacity = evidence.after().get(evidence.target()) == null
                ? 0
                : evidence.after().get(evidence.target()).capacity();
        int winners = ledger.takenBySlot().getOrDefault(evidence.target(), 0);
        Rows rows = evidence.rows();
        Rows.Slot row = rows == null ? null : rows.slots().get(evidence.target());
        List<String> differences = new ArrayList<>();
        if (winners != capacity)
            differences.add(
                    "Slot " + evidence.target() + " has room for " + capacity + ", and " + winners + " were told yes.");
        if (row != null && row.liveRows() != capacity)
            differences.add("Slot " + evidence.target() + " has room for " + capacity + ", and PostgreSQL has "
                    + row.liveRows() + " live reservations of it.");
        add(
                "winners of " + evidence.target(),
                "" + winners,
                "" + capacity,
                row == null ? "" : "" + row.liveRows(),
                differences);
    }

    private void gates() {
        Map<String, Long> inside = new TreeMap<>();
        List<String> apart = new ArrayList<>();
        List<String> unlike = new ArrayList<>();
        Rows rows = evidence.rows();
        long sent = 0;
        long stored = 0;
        for (var entry : ledger.gateRuns.entrySet()) {
            Ledger.GateRun run = entry.getValue();
            String gate = entry.getKey().substring(0, entry.getKey().indexOf(' '));
            inside.merge(evidence.stationOfGate().getOrDefault(gate, "?"), run.entries() - run.exits(), Long::sum);
            sent += run.through();
            if (rows == null) continue;
            Rows.GateRun row = rows.gateEvents().getOrDefault(entry.getKey(), new Rows.GateRun(0, 0, 0));
            stored += row.events();
            if (row.events() != run.through() || row.entries() != run.entries() || row.exits() != run.exits())
                unlike.add("Gate " + entry.getKey() + ": k6 had " + run.through() + " events accepted (" + run.entries()
                        + " in, " + run.exits() + " out), PostgreSQL has " + row.events() + " (" + row.entries()
                        + " in, "
                        + row.exits() + " out).");
        }
        long wantedInside = 0;
        long apiInside = 0;
        for (var station : evidence.insideAfter().entrySet()) {
            long grown = (long) station.getValue() - evidence.insideBefore().getOrDefault(station.getKey(), 0);
            long wanted = inside.getOrDefault(station.getKey(), 0L);
            wantedInside += wanted;
            apiInside += grown;
            if (grown != wanted)
                apart.add("Station " + station.getKey() + ": by k6 " + wanted + " more went in than out, the API shows "
                        + grown + " more inside than before.");
        }
        add("people inside, station by station", "" + wantedInside, "" + apiInside, "", apart);
        if (rows == null) notChecked("gate events, gate by gate", "" + sent);
        else add("gate events, gate by gate", "" + sent, "", "" + stored, unlike);
    }
}
