package io.yizhan.core.audit;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an operator who changes something. */
class OperatorActsTest {
    private static final int COURT = 1;
    private static final int GYM = 2;
    private static final int NOWHERE = 3;
    private static final String WHO = "o-1";
    private static final String WHY = "a parade";

    private final Booking booking =
            new Booking(Rules.DEFAULT.withStrikes(new StrikeRules(2, 100 * HOUR_MS, 100 * HOUR_MS)));

    /** The events of the last command. */
    private List<Event> happened = List.of();

    @BeforeEach
    void venuesAtTwoStations() {
        booking.venue(COURT, terms(5, true), 1, 17, 18, 19);
        booking.venue(GYM, terms(4, false), 6, 17, 18, 19);
        booking.venue(NOWHERE, terms(0, true), 1, 18);
    }

    private static VenueTerms terms(int station, boolean exclusive) {
        return new VenueTerms(station, exclusive, 300_000, 0).with(Term.CHECK_IN_BY_MS, 600_000);
    }

    private <A extends Outcome> Outcome by(Command.Change<A> change) {
        while (booking.region.elapse(booking.nowMs, 100, booking.journal::add)) {}
        int before = booking.journal.size();
        Outcome outcome = booking.region.carryOut(
                new Command.ByOperator<>(WHO, change, WHY), booking.nowMs, booking.journal::add);
        happened = new ArrayList<>(booking.journal.subList(before, booking.journal.size()));
        return outcome;
    }

    private void assertSaid(OperatorAct act, String member, long target, String before, String after, int... stations) {
        assertThat(happened.stream().filter(OperatorActed.class::isInstance)).hasSize(1);
        assertThat(happened.getLast())
                .usingRecursiveComparison()
                .isEqualTo(new OperatorActed(booking.nowMs, WHO, act, stations, member, target, WHY, before, after));
        assertThat(happened).as("and what has changed").hasSizeGreaterThan(1);
    }

    private static ClosureCommand.CloseVenues closing(boolean cancels, int... venues) {
        return new ClosureCommand.CloseVenues(venues, 18 * HOUR_MIN, 19 * HOUR_MIN, cancels, WHY);
    }

    private long id(Outcome placed) {
        return booking.reservation(placed).id();
    }

    @Test
    void saysWhoHasClosedVenuesAndWhere() {
        by(closing(true, COURT, NOWHERE, GYM));
        assertSaid(OperatorAct.CLOSE_VENUES, "", 1, "", "CANCELLING", 4, 5);
        by(closing(false, GYM));
        assertSaid(OperatorAct.CLOSE_VENUES, "", 2, "", "CLOSED", 4);
        by(closing(false, NOWHERE));
        assertSaid(OperatorAct.CLOSE_VENUES, "", 3, "", "CLOSED");
    }

    @Test
    void saysWhoHasPutAMachineOutOfOrder() {
        by(new Command.MarkEquipment("m-1", 4, true, WHY, false));
        assertSaid(OperatorAct.MARK_EQUIPMENT, "m-1", 0, "IN_ORDER", "OUT_OF_ORDER", 4);
        by(new Command.MarkEquipment("m-1", 4, true, WHY, false));
        assertThat(happened).as("the same again").isEmpty();
        by(new Command.MarkEquipment("m-1", 4, false, WHY, true));
        assertThat(happened).as("a preview").isEmpty();
        by(new Command.MarkEquipment("m-1", 4, false, WHY, false));
        assertSaid(OperatorAct.MARK_EQUIPMENT, "m-1", 0, "OUT_OF_ORDER", "IN_ORDER", 4);
    }

    @Test
    void saysWhoHasOpenedThemAgain() {
        booking.carryOut(closing(true, COURT));
        by(new ClosureCommand.LiftClosure(1));
        assertSaid(OperatorAct.LIFT_CLOSURE, "", 1, "CLOSED", "LIFTED", 5);
        booking.region.carryOut(closing(true, GYM), booking.nowMs, booking.journal::add);
        booking.region.carryOut(
                new Command.ByOperator<>(WHO, new ClosureCommand.LiftClosure(2), ""),
                booking.nowMs,
                booking.journal::add);
        OperatorActed said = (OperatorActed) booking.journal.getLast();
        assertThat(said.before()).isEqualTo("CANCELLING");
        assertThat(said.reason()).isEmpty();
    }

    @Test
    void saysHowManyPlacesThereWereAndAre() {
        booking.book("anna", 4, slot(GYM, 18));
        by(new Command.ChangeCapacity(slot(GYM, 18), 3, WHY));
        assertSaid(OperatorAct.CHANGE_CAPACITY, "", slot(GYM, 18), "6", "3", 4);
        assertThat(happened).hasSize(3);
    }

    @Test
    void saysWhomTheDeskHasDoneSomethingFor() {
        long anna = id(booking.book("anna", 1, slot(COURT, 17)));
        long berta = id(booking.book("berta", 2, slot(GYM, 17)));
        booking.nowMs = 17 * HOUR_MS;
        by(new Command.CheckIn(anna, Set.of(5), false));
        assertSaid(OperatorAct.CHECK_IN, "anna", anna, "CONFIRMED", "CHECKED_IN", 5);
        by(new Command.CancelAtDesk(berta, null, WHY, false));
        assertSaid(OperatorAct.CANCEL_RESERVATION, "berta", berta, "CONFIRMED", "CANCELLED", 4);
        long held = id(booking.hold("carla", slot(COURT, 18)));
        by(new Command.CancelAtDesk(held, null, WHY, false));
        assertSaid(OperatorAct.CANCEL_RESERVATION, "carla", held, "HELD", "CANCELLED", 5);

        long missed = id(booking.book("anna", 1, slot(COURT, 18)));
        booking.nowMs = 18 * HOUR_MS + 600_000;
        by(new Command.ForgiveStrike("anna", missed, null, WHY, false));
        assertSaid(OperatorAct.FORGIVE_STRIKE, "anna", missed, "STRIKE", "FORGIVEN", 5);
    }

    @Test
    void saysWhatACustomerWasToBeToldBeforeAndAfter() {
        OrderKey key = new OrderKey("b", 1, 2);
        long[] items = {slot(GYM, 17), slot(GYM, 18)};
        Outcome booked = booking.carryOut(new OrderCommand.BookOrder(key, "b c", Claims.NONE, items, 1, 2, "{}"));
        assertThat(booked).isInstanceOf(OrderOutcome.OrderStands.class);
        long first =
                ((OrderOutcome.OrderStands) booked).order().items().getFirst().reservationId();

        by(new OrderCommand.GiveNotice(first, null, "side door", false));
        assertSaid(OperatorAct.GIVE_CUSTOMER_NOTICE, "b c", first, "", "side door", 4);
        by(new OrderCommand.GiveNotice(first + 1, null, "", false));
        assertSaid(OperatorAct.GIVE_CUSTOMER_NOTICE, "b c", first + 1, "side door", "", 4);
    }

    @Test
    void saysNothingOfWhatIsRefusedRepeatedOrOnlyLookedAt() {
        long anna = id(booking.book("anna", 1, slot(COURT, 17)));
        booking.nowMs = 17 * HOUR_MS;
        assertThat(by(new Command.CheckIn(anna, null, true))).isInstanceOf(Outcome.Stands.class);
        assertThat(happened).isEmpty();
        assertThat(by(new Command.CancelAtDesk(anna, null, WHY, true))).isInstanceOf(Outcome.Stands.class);
        assertThat(happened).isEmpty();
        by(new Command.CheckIn(anna, null, false));
        assertThat(by(new Command.CheckIn(anna, null, false))).isInstanceOf(Outcome.Stands.class);
        assertThat(happened).isEmpty();
        assertThat(by(new Command.CheckIn(anna, Set.of(4), false))).isInstanceOf(Refusal.class);
        assertThat(happened).isEmpty();
        assertThat(by(new Command.CancelAtDesk(99, null, WHY, false))).isInstanceOf(Refusal.class);
        assertThat(happened).isEmpty();
        assertThat(by(new Command.ChangeCapacity(slot(GYM, 18), 6, WHY))).isInstanceOf(Outcome.CapacityStands.class);
        assertThat(happened).isEmpty();
        assertThat(by(new Command.ChangeCapacity(slot(COURT, 18), 2, WHY))).isInstanceOf(Refusal.class);
        assertThat(by(new ClosureCommand.LiftClosure(1))).isInstanceOf(Refusal.class);
        assertThat(by(new Command.ForgiveStrike("anna", anna, null, WHY, false)))
                .isInstanceOf(Refusal.class);
        assertThat(happened).isEmpty();
        by(closing(false, GYM));
        assertThat(by(closing(false, GYM))).isInstanceOf(Outcome.ClosureStands.class);
        assertThat(happened).isEmpty();
    }

    /** Each time: that they end is not in the books. */
    @Test
    void saysWhoseSessionsEnd() {
        for (int i = 0; i < 2; i++) {
            assertThat(by(new Command.EndSessions("anna"))).isEqualTo(Outcome.Done.DONE);
            assertThat(happened)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(new OperatorActed(
                            booking.nowMs, WHO, OperatorAct.END_SESSIONS, new int[0], "anna", 0, WHY, "", ""));
        }
    }

    @Test
    void saysOfEachCatalogueOnceWhoPutItInForce() {
        assertThat(by(new Command.NoteCatalogue(2, 4))).isEqualTo(Outcome.Done.DONE);
        assertThat(happened)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new OperatorActed(
                        booking.nowMs, WHO, OperatorAct.REPLACE_CATALOGUE, new int[0], "", 4, WHY, "2", "4"));
        for (long said : new long[] {4, 3, 1}) {
            assertThat(by(new Command.NoteCatalogue(said - 1, said))).isEqualTo(Outcome.Done.DONE);
            assertThat(happened).as("version %d", said).isEmpty();
        }
        by(new Command.NoteCatalogue(4, 5));
        assertThat(happened).hasSize(1);

        Region loaded = new Region(Rules.DEFAULT);
        long without = loaded.stateHash();
        loaded.catalogueSaid(5);
        assertThat(loaded.stateHash()).isNotEqualTo(without);
        Command.NoteCatalogue again = new Command.NoteCatalogue(4, 5);
        List<Event> events = new ArrayList<>();
        loaded.carryOut(new Command.ByOperator<>(WHO, again, WHY), booking.nowMs, events::add);
        assertThat(events).as("known from the rows").isEmpty();
    }

    @Test
    void answersAsIfNobodyLooked() {
        Outcome named = by(closing(false, GYM));
        assertThat(named).isInstanceOf(Outcome.ClosureStands.class);
        assertThat(new Command.ByOperator<>(WHO, closing(false, GYM), WHY).answer())
                .isEqualTo(Outcome.ClosureStands.class);
        long hash = booking.region.stateHash();
        booking.region.apply(happened.getLast());
        assertThat(booking.region.stateHash())
                .as("the books need nothing of it")
                .isEqualTo(hash);
    }

    /** Stored ones are read by these, in every later version. */
    @Test
    void codesOfActsStayWhatTheyAre() {
        for (OperatorAct act : OperatorAct.values())
            assertThat(OperatorAct.of(act.code())).isEqualTo(act);
        assertThat(OperatorAct.CLOSE_VENUES.code()).isEqualTo(1);
        assertThat(OperatorAct.FORGIVE_STRIKE.code()).isEqualTo(6);
        assertThat(OperatorAct.of(0)).isNull();
    }
}
