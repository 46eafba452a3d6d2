package io.yizhan.core.visit;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Booking;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Ending;
import io.yizhan.core.Visit.Oddity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from passes that gates have read. The hall is for ten people; one must come by a quarter past. */
class GateReportsTest {
    private static final int HALL = 2;
    private static final int MINUTE_MS = 60_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Rules RULES = Rules.DEFAULT.withStrikes(new StrikeRules(1, 10 * DAY_MS, 7 * DAY_MS));

    private Booking booking = new Booking(RULES);
    private long seq;

    @BeforeEach
    void openVenues() {
        booking.venue(
                HALL,
                new VenueTerms(1, false, 300_000, 0)
                        .with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS)
                        .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS),
                10,
                18,
                20);
        at(9, 0);
    }

    private static long moment(int hour, int minute) {
        return hour * HOUR_MS + (long) minute * MINUTE_MS;
    }

    private void at(int hour, int minute) {
        booking.nowMs = moment(hour, minute);
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    /** Somebody went through by that pass. */
    private record Seen(Outcome placed, boolean in, long atMs) {}

    private Seen in(Outcome placed, int hour, int minute) {
        return new Seen(placed, true, moment(hour, minute));
    }

    private Seen out(Outcome placed, int hour, int minute) {
        return new Seen(placed, false, moment(hour, minute));
    }

    private Outcome report(String gate, int stationNo, List<Seen> all) {
        int n = all.size();
        long[] seqs = new long[n];
        long[] atMs = new long[n];
        boolean[] in = new boolean[n];
        String[] credentials = new String[n];
        long[] reservations = new long[n];
        for (int i = 0; i < n; i++) {
            seqs[i] = ++seq;
            atMs[i] = all.get(i).atMs;
            in[i] = all.get(i).in;
            credentials[i] = "";
            reservations[i] = id(all.get(i).placed);
        }
        long[] none = {};
        return booking.carryOut(new GateCommand.RecordGateEvents(
                gate, "b", stationNo, 0, seqs, atMs, in, credentials, none, none, reservations));
    }

    private void report(Seen... all) {
        report("g-1", 1, List.of(all));
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    private Reservation of(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(new Command.FindReservation(member, id(placed))));
    }

    private Visit[] visits(Outcome placed) {
        return booking.region.visits(id(placed));
    }

    private Visit only(Outcome placed) {
        assertThat(visits(placed)).hasSize(1);
        return visits(placed)[0];
    }

    private long suspendedUntilMs(String member) {
        return ((Outcome.Standing) booking.carryOut(new Command.FindStanding(member, 0))).suspendedUntilMs();
    }

    @Test
    void checksInWhoeverCameInTimeHoweverLateThatIsHeardOf() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 10);
        report(in(anna, 17, 45));
        assertThat(of("anna", anna).state()).isEqualTo(ReservationState.CHECKED_IN);
        assertThat(only(anna))
                .isEqualTo(new Visit(moment(17, 45), "g-1", true, 0, "", false, Ending.INSIDE, Oddity.NONE));
        assertThat(booking.region.headcount(1).inside()).isOne();
        report(out(anna, 18, 5));
        assertThat(only(anna).leftAtMs()).isEqualTo(moment(18, 5));
        assertThat(booking.region.headcount(1).inside()).isZero();
    }

    /** It was found to be twenty minutes ahead; then the network was away for an hour. */
    @Test
    void putsTheTimesOfAClockRightThatIsAhead() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        Outcome bert = booking.book("bert", 1, slot(HALL, 18));
        at(17, 40);
        report(in(bert, 18, 0));
        assertThat(only(bert).enteredAtMs()).isEqualTo(moment(17, 40));
        at(18, 50);
        report(in(anna, 18, 25), out(bert, 18, 30));
        assertThat(only(anna).enteredAtMs()).isEqualTo(moment(18, 5));
        assertThat(suspendedUntilMs("anna")).as("came at 18:05, not at 18:25").isZero();
        assertThat(only(bert).leftAtMs()).isEqualTo(moment(18, 10));
    }

    @Test
    void checksNobodyInBeforeTheTimeAndNotesThatTheyWereLetIn() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(17, 50);
        report(in(anna, 17, 29));
        assertThat(of("anna", anna).state()).isEqualTo(ReservationState.CONFIRMED);
        assertThat(only(anna).oddity()).isEqualTo(Oddity.OUT_OF_TIME);
        assertThat(only(anna).isInside()).isTrue();
    }

    @Test
    void forgivesTheStrikeOfWhoeverCameInTimeAndReopensNothing() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 15);
        assertThat(of("anna", anna).arrival().strike()).isTrue();
        assertThat(suspendedUntilMs("anna")).isPositive();
        int remaining = booking.remaining(slot(HALL, 18));
        at(18, 40);
        int before = booking.journal.size();
        report(in(anna, 18, 14));
        assertThat(booking.journal.subList(before, booking.journal.size()))
                .extracting(Object::getClass)
                .containsExactly(
                        Event.GateEventsRecorded.class, Event.StrikeForgiven.class, Event.VisitsRecorded.class);
        assertThat(of("anna", anna).state()).isEqualTo(ReservationState.NO_SHOW);
        assertThat(of("anna", anna).arrival().strike()).isFalse();
        assertThat(suspendedUntilMs("anna")).isZero();
        assertThat(booking.remaining(slot(HALL, 18))).isEqualTo(remaining);
        assertThat(only(anna).oddity()).isEqualTo(Oddity.NONE);
        assertThat(only(anna).isInside()).as("nobody is locked in").isTrue();
    }

    @Test
    void forgivesNoStrikeOfWhoeverCameTooLate() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 15);
        at(18, 40);
        report(in(anna, 18, 41));
        assertThat(of("anna", anna).arrival().strike()).isTrue();
        assertThat(only(anna).oddity()).isEqualTo(Oddity.OUT_OF_TIME);
        assertThat(only(anna).enteredAtMs()).as("nobody comes in the future").isEqualTo(booking.nowMs);
    }

    @Test
    void notesWhoeverCameAlthoughThePlaceWasCancelledAndPunishesNobody() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        booking.cancel("anna", anna);
        at(18, 10);
        report(in(anna, 18, 0));
        assertThat(only(anna).oddity()).isEqualTo(Oddity.CANCELLED);
        assertThat(of("anna", anna).state()).isEqualTo(ReservationState.CANCELLED);
        report(out(anna, 18, 9));
        assertThat(only(anna).ending()).isEqualTo(Ending.EXIT);
        assertThat(only(anna).oddity()).isEqualTo(Oddity.CANCELLED);
    }

    @Test
    void notesThePassThatIsInsideTwice() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 10);
        report(in(anna, 18, 0));
        report("g-2", 1, List.of(in(anna, 18, 1)));
        assertThat(visits(anna)).extracting(Visit::ending).containsExactly(Ending.INSIDE, Ending.UNKNOWN);
        assertThat(visits(anna)[1].oddity()).isEqualTo(Oddity.PASS_INSIDE_ALREADY);
        report(out(anna, 18, 5));
        assertThat(visits(anna)).extracting(Visit::ending).containsExactly(Ending.EXIT, Ending.UNKNOWN);
    }

    @Test
    void notesAnEntryAtAnotherStationAndNoExitFromThere() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 10);
        report("g-9", 9, List.of(in(anna, 18, 0), out(anna, 18, 5)));
        assertThat(only(anna).oddity()).isEqualTo(Oddity.OTHER_STATION);
        assertThat(only(anna).ending()).isEqualTo(Ending.UNKNOWN);
        assertThat(of("anna", anna).state()).isEqualTo(ReservationState.CONFIRMED);
    }

    @Test
    void takesWhatTheGateWasToldToOpenForAndReportsForOneVisit() {
        Outcome anna = booking.book("anna", 2, slot(HALL, 18));
        at(18, 0);
        Command admit = new GateCommand.Admit("g-1", 1, id(anna), true);
        booking.carryOut(admit);
        booking.carryOut(admit);
        report(in(anna, 18, 2), in(anna, 17, 58));
        assertThat(visits(anna)).hasSize(2);
        assertThat(visits(anna)).allMatch(it -> it.entryReported() && it.isInside());
        at(18, 4);
        booking.carryOut(new GateCommand.Admit("g-2", 1, id(anna), false));
        report("g-1", 1, List.of(out(anna, 18, 4)));
        assertThat(visits(anna)).as("at another gate it is somebody else").noneMatch(Visit::isInside);
        report("g-2", 1, List.of(out(anna, 18, 3)));
        assertThat(visits(anna)).hasSize(2);
    }

    @Test
    void takesAnEntryThreeMinutesLaterForAnother() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        booking.carryOut(new GateCommand.Admit("g-1", 1, id(anna), true));
        at(18, 5);
        report(in(anna, 18, 3));
        assertThat(visits(anna)).hasSize(2);
    }

    @Test
    void mendsAVisitThatWasTakenForTheLongestStay() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        report(in(anna, 18, 0));
        at(22, 1);
        assertThat(only(anna).ending()).isEqualTo(Ending.LONGEST_STAY);
        report(out(anna, 19, 5));
        assertThat(only(anna).ending()).isEqualTo(Ending.EXIT);
        assertThat(only(anna).leftAtMs()).isEqualTo(moment(19, 5));
    }

    @Test
    void takesAnExitBehindTheLongestStayForThatOfSomebodyWhomNobodySawComeIn() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        report(in(anna, 18, 0));
        at(23, 0);
        report(out(anna, 22, 30));
        assertThat(visits(anna)).extracting(Visit::ending).containsExactly(Ending.LONGEST_STAY, Ending.EXIT);
        assertThat(visits(anna)[1].oddity()).isEqualTo(Oddity.NO_ENTRY);
    }

    @Test
    void learnsOfAnEntryBehindItsExit() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(19, 0);
        report(out(anna, 18, 50));
        assertThat(only(anna).oddity()).isEqualTo(Oddity.NO_ENTRY);
        report(in(anna, 18, 0));
        assertThat(only(anna))
                .isEqualTo(
                        new Visit(moment(18, 0), "g-1", true, moment(18, 50), "g-1", true, Ending.EXIT, Oddity.NONE));
    }

    @Test
    void countsTheSameEventOnceAndWhatIsTooOldNotAtAll() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 5);
        report(in(anna, 18, 0));
        int before = booking.journal.size();
        seq--;
        report(in(anna, 18, 0));
        assertThat(booking.journal).hasSize(before);
        at(18 + 24 * 8, 0);
        report(out(anna, 18, 30));
        assertThat(only(anna).ending()).isEqualTo(Ending.LONGEST_STAY);
    }

    @Test
    void followsEveryPassOfTheLargestReportInOneBatch() {
        List<Seen> all = new ArrayList<>();
        List<Outcome> missed = new ArrayList<>();
        Booking crowd = new Booking(RULES);
        booking = crowd;
        crowd.venue(
                HALL,
                new VenueTerms(1, false, 300_000, 0)
                        .with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS)
                        .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS),
                500,
                18);
        for (int i = 0; i < GateCommand.GATE_PASSES_MAX; i++) missed.add(crowd.book("m-" + i, 1, slot(HALL, 18)));
        at(18, 20);
        for (Outcome it : missed) all.add(in(it, 18, 0));
        report("g-1", 1, all);
        assertThat(missed).allMatch(it -> visits(it).length == 1);
        all.add(all.getFirst());
        assertThatThrownBy(() -> report("g-1", 1, all)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever comes late, twice, in any order, and with the engine taken over in between. */
    @Test
    void findsTheSameVisitsInWhateverOrderGatesReport() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Visit> clean = null;
            for (int run = 0; run < 4; run++) {
                booking = new Booking(RULES);
                openVenues();
                Outcome party = booking.book("anna", 1 + seed % 3, slot(HALL, 18));
                at(23, 0);
                List<Seen> passages = new ArrayList<>();
                Random same = new Random(seed);
                for (int i = 0; i < 8; i++)
                    passages.add(new Seen(
                            party, same.nextInt(5) < 3, moment(17, 40) + same.nextInt(5 * 60) * (long) MINUTE_MS));
                if (run > 0) Collections.shuffle(passages, random);
                else passages.sort((a, b) -> Long.compare(a.atMs, b.atMs));
                for (Seen it : passages) {
                    report(it);
                    if (run > 1 && random.nextInt(3) == 0) {
                        seq--;
                        report(it);
                    }
                    if (run > 2) booking = new Booking(RULES, booking);
                }
                List<Visit> found = List.of(visits(party));
                if (clean == null) clean = found;
                assertThat(times(found)).as("seed %d, run %d", seed, run).isEqualTo(times(clean));
            }
        }
    }

    private static List<String> times(List<Visit> visits) {
        Stream<String> times = visits.stream()
                .map(it -> it.enteredAtMs() + "-" + it.leftAtMs() + " " + it.ending() + " "
                        + (it.oddity() == Oddity.PASS_INSIDE_ALREADY || it.oddity() == Oddity.NO_ENTRY
                                ? it.oddity()
                                : ""));
        return times.toList();
    }
}
