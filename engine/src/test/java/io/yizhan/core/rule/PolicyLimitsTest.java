package io.yizhan.core.rule;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.Usage;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Also {@link LimitUse}. Hours count from Thursday, 1970-01-01; so the second week begins with hour 96. */
class PolicyLimitsTest {
    private static final int COURT = 1;
    private static final int OTHER_COURT = 2;
    private static final int TABLE = 3;
    private static final int MONDAY = 96;
    private static final int SUNDAY = MONDAY + 6 * 24;

    private final Booking booking = new Booking();

    @BeforeEach
    void openVenues() {
        VenueTerms court = of("BADMINTON").with(Term.WEEKLY_MAX, 2);
        int[] hours = {MONDAY - 1, MONDAY, MONDAY + 1, MONDAY + 2, SUNDAY + 23, SUNDAY + 24};
        booking.venue(COURT, court, 1, hours);
        booking.venue(OTHER_COURT, court, 1, hours);
        booking.venue(TABLE, of("TABLE_TENNIS"), 1, hours);
    }

    private static VenueTerms of(String kind) {
        return new VenueTerms(1, kind, true, Terms.UNSET);
    }

    private Outcome exceeded(long freesAtMs) {
        return new Refusal.QuotaExceeded(Refusal.Quota.RESERVATIONS_A_WEEK, 2, 2, freesAtMs);
    }

    @Test
    void refusesTheThirdOfAKindInAWeekWhicheverTheVenueIs() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(OTHER_COURT, SUNDAY + 23));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1))).isEqualTo(exceeded(Refusal.NEVER));
        assertThat(booking.book("bert", 1, slot(COURT, MONDAY + 1))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void beginsAnewOnMonday() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY - 1))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 24))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void leavesOtherKindsAlone() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(TABLE, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsWhatWasUsedAndNotWhatWasCancelledOrExpired() {
        booking.nowMs = (MONDAY - 2) * HOUR_MS;
        booking.cancel("anna", booking.book("anna", 1, slot(COURT, MONDAY + 2)));
        booking.hold("anna", slot(COURT, MONDAY + 2));
        booking.nowMs += Term.HOLD_TTL_MS.unset();
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        booking.nowMs = (MONDAY + 1) * HOUR_MS + 1;
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .as("the first was used")
                .isEqualTo(exceeded(Refusal.NEVER));
    }

    @Test
    void saysWhenAHoldOfThatWeekExpires() {
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.hold("anna", slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .isEqualTo(exceeded(booking.nowMs + Term.HOLD_TTL_MS.unset()));
    }

    /** What is Sunday night in Shanghai is still Sunday afternoon by UTC; what counts is the clock on the court's wall. */
    @Test
    void goesByTheRegionsDayAndNotByUtc() {
        int[] start = {(SUNDAY + 20) * 60};
        int[] end = {(SUNDAY + 21) * 60};
        booking.carryOut(new VenueCommand.OpenSlots(
                COURT, start, end, new int[] {1}, new int[1], new boolean[1], new int[] {MONDAY / 24 + 7}));
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.book("anna", 1, slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 20)))
                .as("of next Monday there")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void touchesNoReservationThatWasMadeBefore() {
        booking.book("anna", 1, slot(TABLE, MONDAY));
        booking.book("anna", 1, slot(TABLE, MONDAY + 1));
        booking.carryOut(new VenueCommand.DefineVenue(TABLE, of("TABLE_TENNIS").with(Term.WEEKLY_MAX, 1)));
        assertThat(booking.book("anna", 1, slot(TABLE, MONDAY + 2)))
                .isEqualTo(new Refusal.QuotaExceeded(Refusal.Quota.RESERVATIONS_A_WEEK, 1, 2, Refusal.NEVER));
        assertThat(booking.remaining(slot(TABLE, MONDAY))).isZero();
    }

    private void limit(Term term, int max) {
        for (int venue : new int[] {COURT, OTHER_COURT})
            booking.carryOut(new VenueCommand.DefineVenue(venue, of("BADMINTON").with(term, max)));
    }

    private static Outcome exceeded(Refusal.Quota rule, int limit, int current, long freesAtMs) {
        return new Refusal.QuotaExceeded(rule, limit, current, freesAtMs);
    }

    @Test
    void refusesOneMoreOfAKindAtOnceAndSaysWhenOneEnds() {
        limit(Term.ACTIVE_OF_KIND_MAX, 2);
        booking.book("anna", 1, slot(COURT, MONDAY - 1));
        booking.book("anna", 1, slot(OTHER_COURT, SUNDAY + 24));
        booking.book("anna", 1, slot(TABLE, MONDAY));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.ACTIVE_OF_KIND, 2, 2, MONDAY * HOUR_MS));
        assertThat(booking.book("anna", 1, slot(TABLE, MONDAY + 1))).isInstanceOf(Outcome.Placed.class);

        booking.nowMs = MONDAY * HOUR_MS;
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .as("the first one has ended")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void refusesOneMoreOfAKindOnADayAndNoneOnAnother() {
        limit(Term.DAILY_MAX, 1);
        booking.nowMs = (MONDAY - 2) * HOUR_MS;
        booking.cancel("anna", booking.book("anna", 1, slot(COURT, MONDAY + 2)));
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.nowMs = (MONDAY + 1) * HOUR_MS + 1;
        assertThat(booking.book("anna", 1, slot(OTHER_COURT, MONDAY + 2)))
                .as("the first was used")
                .isEqualTo(exceeded(Refusal.Quota.RESERVATIONS_A_DAY, 1, 1, Refusal.NEVER));
        assertThat(booking.book("anna", 1, slot(TABLE, MONDAY + 2))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 23))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsAReservationOnEachDayOnWhichASlotOfItStarts() {
        limit(Term.DAILY_MAX, 1);
        booking.book("anna", 1, slot(COURT, MONDAY - 1), slot(COURT, MONDAY));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.RESERVATIONS_A_DAY, 1, 1, Refusal.NEVER));
        booking.book("bert", 1, slot(COURT, MONDAY + 1));
        assertThat(booking.book("bert", 1, slot(TABLE, MONDAY - 1), slot(COURT, MONDAY + 2)))
                .as("whichever slot is named first")
                .isEqualTo(exceeded(Refusal.Quota.RESERVATIONS_A_DAY, 1, 1, Refusal.NEVER));
    }

    @Test
    void countsTheMinutesOfEachSlotInItsOwnWeek() {
        limit(Term.WEEKLY_MINUTES_MAX, 120);
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY), slot(COURT, SUNDAY + 23), slot(COURT, SUNDAY + 24)))
                .as("two hours of one week and one of the next")
                .isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.MINUTES_A_WEEK, 120, 120, Refusal.NEVER));
    }

    @Test
    void tellsInAPreviewHowMuchIsUsedOfTheFullerOfTwoDays() {
        limit(Term.DAILY_MAX, 2);
        booking.book("anna", 1, slot(COURT, MONDAY));
        Outcome would = booking.carryOut(new Command.PreviewReservation(
                "anna", Claims.NONE, new long[] {slot(COURT, MONDAY - 1), slot(COURT, MONDAY + 1)}, 1, false));
        assertThat(((Outcome.Previewed) would).usages())
                .contains(new Usage(Refusal.Quota.RESERVATIONS_A_DAY, "BADMINTON", "", 2, 1, Refusal.NEVER));
    }

    @Test
    void refusesMoreMinutesOfAKindAWeekThanThePolicySays() {
        limit(Term.WEEKLY_MINUTES_MAX, 180);
        booking.book("anna", 1, slot(COURT, MONDAY));
        booking.hold("anna", slot(OTHER_COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2), slot(COURT, SUNDAY + 23)))
                .isEqualTo(exceeded(Refusal.Quota.MINUTES_A_WEEK, 180, 120, booking.nowMs + Term.HOLD_TTL_MS.unset()));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2)))
                .as("exactly as many")
                .isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 24)))
                .as("of the week after")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void refusesTooManyMinutesInOneRequestOfSomebodyWhoHasNothing() {
        limit(Term.WEEKLY_MINUTES_MAX, 100);
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY), slot(COURT, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.MINUTES_A_WEEK, 100, 0, Refusal.NEVER));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY), slot(TABLE, MONDAY + 1)))
                .as("the other hour is of another kind")
                .isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsTheMinutesOfEachSlotByItsOwnKind() {
        limit(Term.WEEKLY_MINUTES_MAX, 120);
        booking.book("anna", 1, slot(TABLE, MONDAY), slot(COURT, MONDAY + 1));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 2))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY))).isInstanceOf(Refusal.OverlapsOwnReservation.class);
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 23)))
                .isEqualTo(exceeded(Refusal.Quota.MINUTES_A_WEEK, 120, 120, Refusal.NEVER));
    }

    @Test
    void remembersHowLongSlotsLastedThatHaveLeftTheBooks() {
        limit(Term.WEEKLY_MINUTES_MAX, 180);
        booking.open(COURT, 1, (MONDAY + 4) * 60, (MONDAY + 4) * 60 + 20);
        booking.book("anna", 1, slot(COURT, MONDAY), slot(COURT, MONDAY + 4), slot(TABLE, MONDAY + 2));
        booking.nowMs = (MONDAY + 30) * HOUR_MS;
        booking.carryOut(new VenueCommand.RetireSlots((MONDAY + 29) * 60));
        assertThat(booking.remaining(slot(COURT, MONDAY))).as("gone").isEqualTo(-1);

        booking.open(COURT, 1, (MONDAY + 48) * 60, (MONDAY + 48) * 60 + 101);
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 48)))
                .isEqualTo(exceeded(Refusal.Quota.MINUTES_A_WEEK, 180, 80, Refusal.NEVER));
        assertThat(booking.book("anna", 1, slot(COURT, SUNDAY + 23))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void countsACourtElsewhereAsOneOfItsKind() {
        booking.venue(4, new VenueTerms(2, "BADMINTON", true, Terms.UNSET), 1, MONDAY);
        limit(Term.DAILY_MAX, 1);
        booking.book("anna", 1, slot(4, MONDAY));
        assertThat(booking.book("anna", 1, slot(COURT, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.RESERVATIONS_A_DAY, 1, 1, Refusal.NEVER));
    }

    @Test
    void tellsTheStrictestLimitOfAKindInAStanding() {
        limit(Term.DAILY_MAX, 3);
        booking.carryOut(
                new VenueCommand.DefineVenue(OTHER_COURT, of("BADMINTON").with(Term.DAILY_MAX, 2)));
        booking.book("anna", 1, slot(COURT, MONDAY));
        Outcome standing = booking.carryOut(new Command.FindStanding("anna", MONDAY / 24));
        assertThat(standing)
                .isInstanceOfSatisfying(
                        Outcome.Standing.class,
                        it -> assertThat(it.usages())
                                .contains(new Usage(
                                        Refusal.Quota.RESERVATIONS_A_DAY, "BADMINTON", "", 2, 1, Refusal.NEVER))
                                .hasSize(3));
    }

    private static final int NEAR = 11;
    private static final int NEAR_TOO = 12;
    private static final int FAR = 13;

    /** Two stations of one group and one of none, with venues of kinds that differ. */
    private void limitGroup(Term term, int max) {
        int[] hours = {MONDAY, MONDAY + 1, MONDAY + 2, SUNDAY + 23, SUNDAY + 24};
        booking.venue(NEAR, at(1, "COURT", term, max).inGroup("north"), 1, hours);
        booking.venue(NEAR_TOO, at(2, "TABLE", term, max).inGroup("north"), 1, hours);
        booking.venue(FAR, at(3, "COURT", term, max), 1, hours);
    }

    private static VenueTerms at(int stationNo, String kind, Term term, int max) {
        return new VenueTerms(stationNo, kind, true, Terms.UNSET).with(term, max);
    }

    @Test
    void refusesOneMoreAtOnceInAGroupOfStationsWhateverItsKind() {
        limitGroup(Term.GROUP_ACTIVE_MAX, 1);
        booking.book("anna", 1, slot(NEAR, MONDAY));
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, SUNDAY + 24)))
                .isEqualTo(exceeded(Refusal.Quota.ACTIVE_IN_GROUP, 1, 1, (MONDAY + 1) * HOUR_MS));
        booking.nowMs = (MONDAY + 1) * HOUR_MS;
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, MONDAY + 2))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void refusesOneMoreADayInAGroupOfStations() {
        limitGroup(Term.GROUP_DAILY_MAX, 1);
        booking.book("anna", 1, slot(NEAR, MONDAY));
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, MONDAY + 1)))
                .isEqualTo(exceeded(Refusal.Quota.GROUP_RESERVATIONS_A_DAY, 1, 1, Refusal.NEVER));
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, SUNDAY + 23))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void refusesOneMoreAWeekInAGroupOfStations() {
        limitGroup(Term.GROUP_WEEKLY_MAX, 1);
        booking.book("anna", 1, slot(NEAR, MONDAY));
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, SUNDAY + 23)))
                .isEqualTo(exceeded(Refusal.Quota.GROUP_RESERVATIONS_A_WEEK, 1, 1, Refusal.NEVER));
        assertThat(booking.book("anna", 1, slot(NEAR_TOO, SUNDAY + 24))).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void limitsNothingAtAStationThatIsInNoGroup() {
        limitGroup(Term.GROUP_ACTIVE_MAX, 1);
        booking.book("anna", 1, slot(NEAR, MONDAY));
        assertThat(booking.book("anna", 1, slot(FAR, MONDAY + 1))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("anna", 1, slot(FAR, SUNDAY + 23))).isInstanceOf(Outcome.Placed.class);
        Outcome standing = booking.carryOut(new Command.FindStanding("anna", MONDAY / 24));
        assertThat(standing)
                .isInstanceOfSatisfying(
                        Outcome.Standing.class,
                        it -> assertThat(it.usages())
                                .filteredOn(usage -> usage.rule() == Refusal.Quota.ACTIVE_IN_GROUP)
                                .containsExactly(new Usage(
                                        Refusal.Quota.ACTIVE_IN_GROUP, "", "north", 1, 1, (MONDAY + 1) * HOUR_MS)));
    }
}
