package io.yizhan.core.strike;

import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.Strike;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many strikes suspend a member, until when, and what is left of that when one is forgiven, later rules or not. */
class StrikesTest {
    private static final int COURT = 1;
    private static final int OTHER = 2;
    private static final int DAYS = 80;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long MISSED_MS = 18 * HOUR_MS + 900_000;

    private Booking booking = opened(rules(3, 10, 7));

    private static Rules rules(int max, int windowDays, int suspensionDays) {
        return Rules.DEFAULT
                .withActiveReservationsMax(20)
                .withStrikes(new StrikeRules(max, windowDays * DAY_MS, suspensionDays * DAY_MS));
    }

    private static Booking opened(Rules rules) {
        Booking opened = new Booking(rules);
        int[] hours = IntStream.range(0, DAYS).map(day -> 24 * day + 18).toArray();
        VenueTerms terms = new VenueTerms(1, true, 300_000, 0).with(Term.CHECK_IN_BY_MS, 900_000);
        opened.venue(COURT, terms, 1, hours);
        opened.venue(OTHER, terms, 1, hours);
        return opened;
    }

    private static long end(int day, int suspensionDays) {
        return (day + suspensionDays) * DAY_MS + MISSED_MS;
    }

    /** Anna does not come on these days, to what she books at once. */
    private long[] misses(int... days) {
        long[] ids = new long[days.length];
        for (int i = 0; i < days.length; i++)
            ids[i] = booking.reservation(booking.book("anna", 1, slot(COURT, 24 * days[i] + 18)))
                    .id();
        for (int day : days) passTo(day);
        return ids;
    }

    private void passTo(int day) {
        booking.nowMs = day * DAY_MS + MISSED_MS;
        booking.carryOut(new ClosureCommand.ListClosures());
    }

    private void takenOver(Rules rules) {
        booking = new Booking(rules, booking);
    }

    private void forgive(long id) {
        Outcome stands = booking.carryOut(new Command.ForgiveStrike("anna", id, null, "was there", false));
        assertThat(stands).isInstanceOf(Outcome.Stands.class);
    }

    private Outcome.Standing standing() {
        return (Outcome.Standing) booking.carryOut(new Command.FindStanding("anna", 0));
    }

    private void assertSuspendedUntil(long untilMs) {
        assertThat(standing().suspendedUntilMs()).isEqualTo(untilMs);
        Outcome booked = booking.book("anna", 1, slot(OTHER, 24 * (DAYS - 1) + 18));
        if (untilMs == 0) booking.cancel("anna", booked);
        else assertThat(booked).isEqualTo(new Refusal.MemberSuspended(untilMs));
    }

    @Test
    void threeWithinTheWindowSuspend() {
        misses(0, 5, 10);
        assertThat(standing().strikes()).as("the first one just lapses").hasSize(2);
        assertSuspendedUntil(0);
        misses(15);
        assertSuspendedUntil(0);
        misses(19);
        assertSuspendedUntil(end(19, 7));
    }

    @Test
    void oneMoreWhileSuspendedSuspendsForLonger() {
        misses(0, 1, 2, 5);
        assertSuspendedUntil(end(5, 7));
    }

    @Test
    void aStrikeNeverEndsASuspensionOfFormerRulesEarlier() {
        booking.book("anna", 1, slot(OTHER, 24 * 3 + 18));
        misses(0, 1, 2);
        takenOver(rules(2, 10, 1));
        passTo(3);
        assertThat(standing().strikes()).hasSize(4);
        assertThat(((Event.NoShow) booking.journal.getLast()).suspendedUntilMs())
                .isEqualTo(end(2, 7));
        assertSuspendedUntil(end(2, 7));
    }

    @Test
    void nobodyIsSuspendedForWhatWasNotTooManyThen() {
        misses(0, 1);
        takenOver(rules(2, 10, 60));
        misses(20);
        assertSuspendedUntil(0);
    }

    @Test
    void aSuspensionLastsAsLongAsTheStrikesThatAreLeftHaveIt() {
        long[] missed = misses(0, 1, 2, 3);
        assertSuspendedUntil(end(3, 7));
        forgive(missed[3]);
        assertSuspendedUntil(end(2, 7));
        forgive(missed[0]);
        assertSuspendedUntil(0);
    }

    @Test
    void anyStrikeThatWasOneOfTooManyEndsTheSuspension() {
        for (int i = 0; i < 3; i++) {
            booking = opened(rules(3, 10, 7));
            forgive(misses(0, 4, 9)[i]);
            assertSuspendedUntil(0);
        }
    }

    @Test
    void aStrikeOfBeforeTheWindowEndsNoSuspension() {
        long old = misses(0, 12, 13, 14)[0];
        forgive(old);
        assertSuspendedUntil(end(14, 7));
    }

    /** It outlasts the memory of what was missed: the strikes that it rests on are no longer there to be counted. */
    @Test
    void aLaterStrikeEndsNoSuspensionOfOthersThatAreForgotten() {
        booking = opened(rules(2, 10, 60));
        long later = misses(0, 1, 36)[2];
        assertThat(standing().strikes()).hasSize(1);
        forgive(later);
        assertSuspendedUntil(end(1, 60));
    }

    @Test
    void theLastOfTooManyEndsItAlthoughTheOthersAreForgotten() {
        booking = opened(rules(2, 30, 7));
        long last = misses(0, 29)[1];
        passTo(31);
        forgive(last);
        assertSuspendedUntil(0);
    }

    @Test
    void aSuspensionOfFormerRulesEndsWithAStrikeThatItRestsOn() {
        for (Rules later : new Rules[] {rules(4, 10, 7), rules(3, 10, 3), rules(3, 10, 12)}) {
            booking = opened(rules(3, 10, 7));
            long last = misses(0, 4, 5)[2];
            takenOver(later);
            assertSuspendedUntil(end(5, 7));
            forgive(last);
            assertSuspendedUntil(0);
        }
    }

    @Test
    void forgivingNeverSuspendsNorForLonger() {
        long[] missed = misses(0, 1, 2, 3);
        takenOver(rules(3, 10, 60));
        forgive(missed[0]);
        assertSuspendedUntil(end(3, 7));

        booking = opened(rules(5, 10, 7));
        missed = misses(0, 1, 2);
        takenOver(rules(2, 10, 60));
        forgive(missed[2]);
        assertSuspendedUntil(0);
    }

    @Test
    void aStrikeLapsesWithTheMemoryOfWhatWasMissed() {
        Rules usual = rules(3, 30, 7);
        booking = opened(new Rules(
                usual.activeReservationsMax(),
                usual.holdsMax(),
                usual.rememberedReservationsMax(),
                usual.keyWindowMs(),
                5 * DAY_MS,
                usual.gateEventAgeMaxMs(),
                usual.strikes()));
        misses(0);
        assertThat(standing().strikes()).extracting(Strike::lapsesAtMs).containsExactly(end(0, 5));
        booking.nowMs = end(0, 5) - 1;
        assertThat(standing().strikes()).hasSize(1);
        booking.nowMs++;
        assertThat(standing().strikes()).isEmpty();
    }

    @Test
    void whoeverTakesTheBooksOverKnowsWhoIsSuspended() {
        misses(0, 1, 2);
        long hash = booking.region.stateHash();
        Region without = new Region(rules(3, 10, 7));
        for (Event event : booking.journal)
            without.apply(
                    event instanceof Event.NoShow it
                            ? new Event.NoShow(it.atMs(), it.reservationId(), true, 0)
                            : event);
        takenOver(rules(3, 10, 7));
        assertThat(booking.region.stateHash()).isEqualTo(hash).isNotEqualTo(without.stateHash());
        assertSuspendedUntil(end(2, 7));
    }

    /** Members come and go for years, and nobody asks after most of them again. */
    @Test
    void keepsNoMoreOfWhatIsOverThanOfWhatIsNot() {
        Rules rules = rules(3, 10, 7);
        Strikes strikes = new Strikes(rules, new ReservationTable(), new MemberTable());
        int running = 200;
        for (int i = 0; i < running; i++) strikes.suspend("for-long-" + i, Long.MAX_VALUE, 0);
        for (int nowMs = 0; nowMs < 10_000; nowMs++) {
            strikes.suspend("m-" + nowMs, nowMs + 1, nowMs);
            assertThat(strikes.kept()).isLessThanOrEqualTo(2 * running + 2);
        }
        for (int i = 0; i < running; i++)
            assertThat(strikes.suspendedUntilMs("for-long-" + i, 10_000)).isEqualTo(Long.MAX_VALUE);
    }
}
