package io.yizhan.core.visit;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.AdmissionCode;
import io.yizhan.core.Booking;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.Admission;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Visit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether a gate may open, and what follows from it. The court is for one party, the hall for ten people; one must come by a quarter past. */
class AdmissionsTest {
    private static final int COURT = 1;
    private static final int HALL = 2;
    private static final int MINUTE_MS = 60_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Rules RULES = Rules.DEFAULT.withStrikes(new StrikeRules(2, 10 * DAY_MS, 7 * DAY_MS));

    private final Booking booking = new Booking(RULES);

    @BeforeEach
    void openVenues() {
        VenueTerms terms = new VenueTerms(1, false, 300_000, 0)
                .with(Term.CHECK_IN_FROM_MS, 30 * MINUTE_MS)
                .with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS)
                .with(Term.WAITLIST_MAX, 5)
                .with(Term.WAITLIST_CUTOFF_MS, 0);
        booking.venue(COURT, terms, 1, 18);
        booking.venue(HALL, terms, 10, 10, 18);
        at(9, 0);
    }

    private void at(int hour, int minute) {
        booking.nowMs = hour * HOUR_MS + (long) minute * MINUTE_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    private Admission ask(Outcome placed, boolean in, String gate, int stationNo) {
        return (Admission) booking.carryOut(new GateCommand.Admit(
                gate, stationNo, booking.reservation(placed).id(), in));
    }

    private Admission in(Outcome placed) {
        return ask(placed, true, "g-1", 1);
    }

    private Admission out(Outcome placed) {
        return ask(placed, false, "g-1", 1);
    }

    private Visit[] visits(Outcome placed) {
        return booking.region.visits(booking.reservation(placed).id());
    }

    private ReservationState state(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(new Command.FindReservation(
                        member, booking.reservation(placed).id())))
                .state();
    }

    @Test
    void letsInChecksInAndBeginsAVisitInOneCommand() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(17, 40);
        int before = booking.journal.size();
        assertThat(in(anna)).isEqualTo(new Admission(AdmissionCode.ADMITTED, 0, booking.nowMs, 1));
        assertThat(booking.journal.subList(before, booking.journal.size()))
                .extracting(Object::getClass)
                .containsExactly(Event.CheckedIn.class, Event.VisitsRecorded.class);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.CHECKED_IN);
        assertThat(visits(anna)).hasSize(1);
        assertThat(booking.region.headcount(1).inside())
                .as("that is for gates to count")
                .isZero();
        at(19, 0);
        assertThat(state("anna", anna)).as("still inside").isEqualTo(ReservationState.COMPLETED);
        at(19, 5);
        assertThat(out(anna).code()).isEqualTo(AdmissionCode.EXIT);
        assertThat(visits(anna)[0].leftAtMs()).isEqualTo(booking.nowMs);
        assertThat(visits(anna)[0].ending()).isEqualTo(Visit.Ending.EXIT);
    }

    private AdmissionCode again(Outcome placed, String gate) {
        long id = booking.reservation(placed).id();
        return ((Admission) booking.carryOut(new GateCommand.Admit(gate, 1, id, true, true))).code();
    }

    /** As by a take-over: what was decided is durable, and nobody has heard it. */
    @Test
    void letsInByTheNextAnswerWhoeverWasLetInByOneThatWasLost() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(17, 40);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED);
        Visit[] once = visits(anna);
        assertThat(again(anna, "g-1")).isEqualTo(AdmissionCode.ADMITTED);
        assertThat(visits(anna)).isEqualTo(once);
        assertThat(again(anna, "g-2")).as("another gate").isEqualTo(AdmissionCode.ALREADY_INSIDE);
        assertThat(in(anna).code()).as("another who shows it").isEqualTo(AdmissionCode.ALREADY_INSIDE);
        booking.nowMs += 2 * MINUTE_MS + 1;
        assertThat(again(anna, "g-1")).as("much later").isEqualTo(AdmissionCode.ALREADY_INSIDE);
    }

    @Test
    void letsInNobodyByARetryOnceTheGateHasSeenSomebodyGoThrough() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(17, 40);
        in(anna);
        long[] none = {};
        booking.carryOut(new GateCommand.RecordGateEvents(
                "g-1",
                "b",
                1,
                0,
                new long[] {1},
                new long[] {booking.nowMs},
                new boolean[] {true},
                new String[] {""},
                none,
                none,
                new long[] {booking.reservation(anna).id()}));
        assertThat(again(anna, "g-1")).isEqualTo(AdmissionCode.ALREADY_INSIDE);
    }

    @Test
    void opensWithTheWindowsFirstMillisecond() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        booking.nowMs = 17 * HOUR_MS + 30 * MINUTE_MS - 1;
        assertThat(in(anna)).isEqualTo(Admission.opening(booking.nowMs + 1));
        booking.nowMs++;
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED);
    }

    @Test
    void closesWithItsLast() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        long byMs = 18 * HOUR_MS + 15 * MINUTE_MS;
        Command ask = new GateCommand.Admit("g-1", 1, booking.reservation(anna).id(), true);
        // As when more has become due than one slice carries out.
        assertThat(booking.region.carryOut(ask, byMs, booking.journal::add))
                .isEqualTo(Admission.of(AdmissionCode.TOO_LATE));
        at(18, 15);
        assertThat(state("anna", anna)).isEqualTo(ReservationState.NO_SHOW);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.TOO_LATE);
        assertThat(visits(anna)).isEmpty();
    }

    @Test
    void letsNobodyInWhoseReservationIsOver() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 10));
        at(10, 0);
        in(anna);
        out(anna);
        at(11, 0);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.TOO_LATE);
    }

    @Test
    void letsNobodyInWhoHasGivenThePlaceUpOrIsForgotten() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        Outcome bert = booking.book("bert", 1, slot(HALL, 18));
        booking.cancel("anna", anna);
        booking.carryOut(new Command.EraseMember("bert", false));
        at(18, 0);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.CANCELLED);
        assertThat(in(bert).code()).isEqualTo(AdmissionCode.CANCELLED);
    }

    @Test
    void letsNobodyInWhoOnlyHoldsOrWaits() {
        at(17, 58);
        Outcome held = booking.hold("anna", slot(COURT, 18));
        Outcome waits = booking.carryOut(new Command.PlaceReservation(
                "bert", io.yizhan.core.Claims.NONE, 7, 7, new long[] {slot(COURT, 18)}, 1, false, true));
        assertThat(booking.reservation(waits).state()).isEqualTo(ReservationState.WAITLISTED);
        assertThat(in(held).code()).isEqualTo(AdmissionCode.NOT_CONFIRMED);
        assertThat(in(waits).code()).isEqualTo(AdmissionCode.NOT_CONFIRMED);
        at(18, 1);
        assertThat(in(held).code()).as("expired").isEqualTo(AdmissionCode.NOT_CONFIRMED);
    }

    @Test
    void letsNobodyInAtAnotherStation() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        assertThat(ask(anna, true, "g-9", 9).code()).isEqualTo(AdmissionCode.PASS_OF_OTHER_STATION);
        assertThat(ask(anna, false, "g-9", 9).code()).isEqualTo(AdmissionCode.EXIT);
        assertThat(visits(anna)).isEmpty();
    }

    @Test
    void letsOnePassInOnce() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        long sinceMs = booking.nowMs;
        in(anna);
        at(18, 5);
        int before = booking.journal.size();
        assertThat(ask(anna, true, "g-2", 1)).isEqualTo(new Admission(AdmissionCode.ALREADY_INSIDE, 0, sinceMs, 1));
        assertThat(booking.journal).hasSize(before);
        out(anna);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED_AGAIN);
        assertThat(visits(anna)).hasSize(2);
    }

    @Test
    void letsAsManyInAsTheParty() {
        Outcome anna = booking.book("anna", 3, slot(HALL, 18));
        at(18, 0);
        assertThat(in(anna)).isEqualTo(new Admission(AdmissionCode.ADMITTED, 0, booking.nowMs, 1));
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED_AGAIN);
        assertThat(in(anna).inside()).isEqualTo(3);
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ALREADY_INSIDE);
    }

    @Test
    void neverRefusesAnExit() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        int before = booking.journal.size();
        assertThat(out(anna)).as("was never inside").isEqualTo(Admission.of(AdmissionCode.EXIT));
        assertThat(booking.carryOut(new GateCommand.Admit("g-1", 1, 4_711, false)))
                .isEqualTo(Admission.of(AdmissionCode.EXIT));
        assertThat(booking.journal).hasSize(before);
    }

    @Test
    void letsPeopleWalkInWhileThereIsRoomAndMembersInHoweverFullItIs() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 2, 15)))
                .isEqualTo(Admission.of(AdmissionCode.WALK_IN));
        booking.carryOut(new GateCommand.RecordGateEvents(
                "g-1",
                "b",
                1,
                new long[] {1, 2},
                new long[] {booking.nowMs, booking.nowMs},
                new boolean[] {true, true},
                new String[] {"", ""}));
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 2, 15))).isEqualTo(Admission.of(AdmissionCode.FULL));
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 3, 15)))
                .isEqualTo(Admission.of(AdmissionCode.WALK_IN));
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED);
    }

    @Test
    void keepsPlacesForThoseWhoComeSoon() {
        booking.book("anna", 3, slot(HALL, 18));
        at(17, 44);
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 3, 15)))
                .isEqualTo(Admission.of(AdmissionCode.WALK_IN));
        at(17, 45);
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 3, 15))).isEqualTo(Admission.of(AdmissionCode.FULL));
        assertThat(booking.carryOut(new GateCommand.AdmitWalkIn(1, 4, 15)))
                .isEqualTo(Admission.of(AdmissionCode.WALK_IN));
    }

    @Test
    void endsAVisitWhoseExitNobodySaw() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(17, 30);
        in(anna);
        booking.nowMs = 21 * HOUR_MS + 30 * MINUTE_MS - 1;
        booking.carryOut(new ClosureCommand.ListClosures());
        assertThat(visits(anna)[0].isInside()).isTrue();
        booking.nowMs += 10 * MINUTE_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
        assertThat(visits(anna)[0].ending()).isEqualTo(Visit.Ending.LONGEST_STAY);
        assertThat(visits(anna)[0].leftAtMs()).isEqualTo(21 * HOUR_MS + 30 * MINUTE_MS);
    }

    @Test
    void endsNoVisitBeforeItsReservationIsOverByHalfAnHour() {
        Booking brief = new Booking(RULES.withLongestStayMs(20 * MINUTE_MS));
        brief.venue(HALL, new VenueTerms(1, false, 300_000, 0), 10, 18);
        Outcome anna = brief.book("anna", 1, slot(HALL, 18));
        long id = brief.reservation(anna).id();
        brief.nowMs = 18 * HOUR_MS;
        brief.carryOut(new GateCommand.Admit("g-1", 1, id, true));
        brief.nowMs = 19 * HOUR_MS + 30 * MINUTE_MS - 1;
        brief.carryOut(new ClosureCommand.ListClosures());
        assertThat(brief.region.visits(id)[0].isInside()).isTrue();
        brief.nowMs++;
        brief.carryOut(new ClosureCommand.ListClosures());
        assertThat(brief.region.visits(id)[0].ending()).isEqualTo(Visit.Ending.LONGEST_STAY);
    }

    @Test
    void keepsNoMoreThanAHundredVisitsOfAReservationAndLetsPeopleInAllTheSame() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        for (int i = 0; i < Visits.KEPT_MAX; i++) {
            in(anna);
            out(anna);
        }
        int before = booking.journal.size();
        assertThat(in(anna).code()).isEqualTo(AdmissionCode.ADMITTED_AGAIN);
        assertThat(visits(anna)).hasSize(Visits.KEPT_MAX);
        assertThat(booking.journal).hasSize(before);
    }

    @Test
    void forgetsVisitsWithTheirReservation() {
        Outcome anna = booking.book("anna", 1, slot(HALL, 18));
        at(18, 0);
        in(anna);
        booking.carryOut(new Command.EraseMember("anna", false));
        assertThat(visits(anna)).isEmpty();
        at(24 * 2, 0);
        assertThat(booking.journal)
                .as("nothing is due of them")
                .filteredOn(Event.VisitsRecorded.class::isInstance)
                .hasSize(1);
        Booking replayed = new Booking(RULES, booking);
        assertThat(replayed.region.stateHash()).isEqualTo(booking.region.stateHash());
    }
}
