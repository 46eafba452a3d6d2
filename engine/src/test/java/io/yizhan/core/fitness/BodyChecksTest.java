package io.yizhan.core.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Booking;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessCommand.RecordBodyCheck;
import io.yizhan.core.FitnessOutcome.BodyCheckStands;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.Rules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators write down of members' bodies. */
class BodyChecksTest {
    private static final long DAY_MS = 86_400_000;

    private final Booking booking = new Booking(Rules.DEFAULT);

    private static BodyCheck check(int weight) {
        return new BodyCheck("anna", 20_000, 1, weight == 0 ? Map.of() : Map.of(BodyMeasure.WEIGHT, weight));
    }

    private void record(BodyCheck check, boolean preview) {
        Object outcome = booking.carryOut(new Command.ByOperator<>("o-1", new RecordBodyCheck(check, preview), ""));
        assertThat(outcome).isEqualTo(new BodyCheckStands(check));
    }

    private List<Event.OperatorActed> acts() {
        return booking.journal.stream()
                .filter(Event.OperatorActed.class::isInstance)
                .map(Event.OperatorActed.class::cast)
                .toList();
    }

    @Test
    void isSaidOnceAndWithAnActThatTellsNothingOfIt() {
        record(check(655), false);
        record(check(655), false);
        assertThat(booking.journal.stream().filter(Event.BodyChecked.class::isInstance))
                .hasSize(1);
        Event.OperatorActed act = acts().getFirst();
        assertThat(acts()).hasSize(1);
        assertThat(act.act()).isEqualTo(OperatorAct.RECORD_BODY_CHECK);
        assertThat(act.member()).isEqualTo("anna");
        assertThat(act.stations()).containsExactly(1);
        assertThat(act.after()).isEqualTo("RECORDED");
    }

    @Test
    void anotherWordReplacesItAndAnEmptyOneTakesItBack() {
        record(check(655), false);
        record(check(660), false);
        record(check(0), false);
        assertThat(acts()).extracting(Event.OperatorActed::after).containsExactly("RECORDED", "RECORDED", "REMOVED");
    }

    @Test
    void aPreviewChangesNothing() {
        record(check(655), true);
        assertThat(booking.journal).isEmpty();
    }

    @Test
    void aDayLaterNobodyRepeatsIt() {
        record(check(655), false);
        booking.nowMs += DAY_MS;
        record(check(655), false);
        assertThat(acts()).hasSize(2);
    }

    @Test
    void whoeverIsForgottenIsNoLongerKnown() {
        record(check(655), false);
        booking.carryOut(new Command.EraseMember("anna", false));
        record(check(655), false);
        assertThat(acts()).hasSize(2);
    }
}
