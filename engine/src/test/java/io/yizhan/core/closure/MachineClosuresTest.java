package io.yizhan.core.closure;

import static io.yizhan.core.Booking.HOUR_MIN;
import static io.yizhan.core.Booking.HOUR_MS;
import static io.yizhan.core.Booking.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Booking;
import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SettleMachineVenues.Machine;
import io.yizhan.core.SettleMachineVenues.Standing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine that is a venue is out of order, and well again. */
class MachineClosuresTest {
    private static final int BAY = 1;
    private static final int COURT = 2;

    private Booking booking = new Booking();

    @BeforeEach
    void aBayAndACourt() {
        booking.court(BAY, 17, 18, 19, 20, 21);
        booking.court(COURT, 17, 18, 19);
        booking.nowMs = 17 * HOUR_MS + 60_000;
    }

    private void settle(Machine... machines) {
        assertThat(booking.carryOut(new SettleMachineVenues(List.of(machines)))).isEqualTo(Outcome.Done.DONE);
    }

    private static Machine bay(Standing standing) {
        return new Machine("m", BAY, standing, "the headset is broken");
    }

    private List<Closure> closures() {
        return ((Outcome.ClosuresFound) booking.carryOut(new ClosureCommand.ListClosures())).closures();
    }

    private ReservationState stateOf(String member, Outcome placed) {
        return booking.reservation(booking.carryOut(new Command.FindReservation(
                        member, booking.reservation(placed).id())))
                .state();
    }

    @Test
    void closesWhatRunsAndWhatBeginsWithinTwoHours() {
        Outcome soon = booking.book("a", 1, slot(BAY, 18));
        Outcome later = booking.book("b", 1, slot(BAY, 20));

        settle(bay(Standing.OUT_OF_ORDER));

        assertThat(booking.book("c", 1, slot(BAY, 19))).isEqualTo(new Refusal.SlotClosed(0, "the headset is broken"));
        assertThat(stateOf("a", soon)).isEqualTo(ReservationState.CANCELLED);
        assertThat(stateOf("b", later)).isEqualTo(ReservationState.CONFIRMED);
        assertThat(booking.book("d", 1, slot(COURT, 18))).isInstanceOf(Outcome.Placed.class);
        Closure closure = closures().getFirst();
        assertThat(List.of(closure.fromMin(), closure.toMin())).isEqualTo(List.of(17 * HOUR_MIN, 20 * HOUR_MIN));
        assertThat(closure.machine()).isEqualTo("m");
    }

    @Test
    void saidAgainClosesNothingUntilTimeBringsAnotherSlotNear() {
        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(closures()).hasSize(1);
        int said = booking.journal.size();

        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(booking.journal).hasSize(said);

        booking.nowMs = 18 * HOUR_MS + 60_000;
        settle(bay(Standing.OUT_OF_ORDER));
        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(closures()).hasSize(2);
        assertThat(closures().getLast().fromMin()).isEqualTo(20 * HOUR_MIN);
    }

    @Test
    void opensWhatItHasClosedAndNeverWhatAnOperatorHas() {
        booking.carryOut(
                new ClosureCommand.CloseVenues(new int[] {BAY}, 18 * HOUR_MIN, 19 * HOUR_MIN, true, "the roof leaks"));
        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(booking.book("a", 1, slot(BAY, 19))).isInstanceOf(Refusal.SlotClosed.class);

        settle(bay(Standing.IN_ORDER));

        assertThat(booking.book("a", 1, slot(BAY, 19))).isInstanceOf(Outcome.Placed.class);
        assertThat(booking.book("b", 1, slot(BAY, 18))).isEqualTo(new Refusal.SlotClosed(0, "the roof leaks"));
    }

    @Test
    void leavesAllAsItIsWhileNobodyKnows() {
        settle(bay(Standing.UNSURE));
        assertThat(closures()).isEmpty();
        settle(bay(Standing.OUT_OF_ORDER));

        settle(bay(Standing.UNSURE));

        assertThat(closures()).hasSize(1);
    }

    @Test
    void opensWhereItIsAVenueNoMore() {
        settle(bay(Standing.OUT_OF_ORDER));
        settle();
        assertThat(closures()).isEmpty();

        settle(bay(Standing.OUT_OF_ORDER));
        settle(new Machine("m", COURT, Standing.OUT_OF_ORDER, "r"));
        assertThat(closures()).hasSize(1).allMatch(it -> it.has(COURT));
    }

    @Test
    void isNotLiftedByAnOperatorButByTakingBackTheMark() {
        booking.carryOut(new Command.MarkEquipment("m", 1, true, "headset", false));
        settle(bay(Standing.OUT_OF_ORDER));
        int no = closures().getFirst().no();

        assertThat(booking.carryOut(new ClosureCommand.LiftClosure(no))).isEqualTo(new Refusal.ClosureOfMachine("m"));
        assertThat(booking.carryOut(new ClosureCommand.PreviewLift(no))).isEqualTo(new Refusal.ClosureOfMachine("m"));

        booking.carryOut(new Command.MarkEquipment("m", 1, false, "mended", true));
        assertThat(closures()).as("a preview opens nothing").hasSize(1);
        booking.carryOut(new Command.MarkEquipment("m", 1, false, "mended", false));
        assertThat(closures()).isEmpty();
        assertThat(booking.journal.getLast()).isInstanceOf(Event.EquipmentMarked.class);
    }

    @Test
    void isTheSameForWhoeverTakesTheBooksOver() {
        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(closures()).as("carried out").hasSize(1);
        long hash = booking.region.stateHash();
        booking = new Booking(Rules.DEFAULT, booking);
        assertThat(booking.region.stateHash()).isEqualTo(hash);
        int said = booking.journal.size();

        settle(bay(Standing.OUT_OF_ORDER));
        assertThat(booking.journal).hasSize(said);
        settle(bay(Standing.IN_ORDER));
        assertThat(closures()).isEmpty();
    }

    @Test
    void anOperatorsClosureWithTheSameWordsIsAnother() {
        settle(bay(Standing.OUT_OF_ORDER));
        Closure ofMachine = closures().getFirst();

        Outcome asked = booking.carryOut(new ClosureCommand.CloseVenues(
                ofMachine.venues(), ofMachine.fromMin(), ofMachine.toMin(), true, ofMachine.reason()));

        assertThat(asked)
                .isInstanceOfSatisfying(
                        Outcome.ClosureStands.class,
                        it -> assertThat(it.existed()).isFalse());
    }
}
