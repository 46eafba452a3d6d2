package io.yizhan.fitness;

import static io.yizhan.equipment.MachineSession.UNTOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a session on a machine has begun and ended, by what the machine says. Times are in seconds. */
class MachineUseTest {
    private final List<EndedSession> ended = new ArrayList<>();
    private final MachineUse use = new MachineUse(1, "t", ended::add);
    private String pass = "";

    private void say(long atS, @Nullable MachineState state, int elapsedS, int distanceM) {
        hear(atS, atS, state, new MachineSession(pass, elapsedS, distanceM, UNTOLD, 120, UNTOLD, false));
    }

    private void hear(long atS, long nowS, @Nullable MachineState state, @Nullable MachineSession session) {
        use.hear(new Telemetry(atS * 1_000, state, session), nowS * 1_000);
    }

    /** Somebody is on it from 1,000 on, for so long. */
    private void run(int forS) {
        for (int s = 0; s <= forS; s += 10) say(1_000 + s, null, s, 3 * s);
    }

    private void free(long atS) {
        hear(atS, atS, MachineState.AVAILABLE, null);
    }

    @Test
    void endsWhenTheMachineSaysThatItIsFree() {
        run(600);
        free(1_605);
        assertThat(ended)
                .containsExactly(new EndedSession(1, "t", "", 1_000_000, 1_600_000, 600, 1_800, UNTOLD, 120, UNTOLD));
    }

    @Test
    void endsOnceWhateverIsSaidTwice() {
        run(600);
        for (int i = 0; i < 3; i++) {
            say(1_605, MachineState.AVAILABLE, 600, 1_800);
            free(1_605);
        }
        use.elapse(9_000_000);
        say(9_100, MachineState.AVAILABLE, 600, 1_800);
        use.elapse(9_900_000);
        assertThat(ended).hasSize(1);
    }

    @Test
    void endsWithTheLastThingThatWasDoneWhenNothingFollows() {
        run(600);
        for (int s = 1_610; s < 1_720; s += 10) say(s, null, 600, 1_800);
        assertThat(ended).isEmpty();
        use.elapse(1_720_000);
        assertThat(ended).extracting(EndedSession::endMs).containsExactly(1_600_000L);
    }

    @Test
    void endsWhenTheMachineCountsAnew() {
        run(600);
        say(1_700, null, 5, 10);
        say(1_760, null, 65, 200);
        free(1_770);
        assertThat(ended).extracting(EndedSession::activeS).containsExactly(600, 65);
        assertThat(ended.getLast().startMs()).isEqualTo(1_695_000);
        assertThat(ended.getLast().distanceM()).isEqualTo(200);
    }

    @Test
    void goesOnThroughARestartOfTheMachine() {
        run(600);
        say(1_640, null, 5, 10);
        say(1_700, null, 65, 200);
        free(1_710);
        assertThat(ended)
                .extracting(EndedSession::startMs, EndedSession::activeS, EndedSession::distanceM)
                .containsExactly(tuple(1_000_000L, 665, 2_000));
    }

    @Test
    void whoStepsOnAfterAResetIsSomebodyElse() {
        run(600);
        say(1_620, null, 0, 0);
        say(1_630, null, 10, 20);
        say(1_700, null, 80, 200);
        free(1_710);
        assertThat(ended).extracting(EndedSession::activeS).containsExactly(600, 80);
    }

    @Test
    void isToldFromItsBeginningAfterAStartOfTheEngine() {
        say(5_000, null, 1_200, 3_000);
        say(5_010, null, 1_210, 3_030);
        free(5_020);
        assertThat(ended)
                .extracting(EndedSession::startMs, EndedSession::activeS, EndedSession::distanceM)
                .containsExactly(tuple(3_800_000L, 1_210, 3_030));
    }

    @Test
    void countsThatWereLeftStandingAreNoSession() {
        for (int s = 5_000; s < 5_300; s += 10) say(s, null, 1_200, 3_000);
        say(5_300, MachineState.AVAILABLE, 1_200, 3_000);
        use.elapse(9_000_000);
        assertThat(ended).isEmpty();
    }

    @Test
    void aLongPauseIsToldAgainWithMore() {
        run(600);
        use.elapse(1_800_000);
        say(1_900, null, 610, 1_830);
        say(1_910, null, 620, 1_860);
        free(1_920);
        assertThat(ended).extracting(EndedSession::activeS).containsExactly(600, 620);
        assertThat(ended).extracting(EndedSession::startMs).containsOnly(1_000_000L);
    }

    @Test
    void anotherPassIsAnotherPerson() {
        pass = "anna";
        run(300);
        pass = "bert";
        say(1_310, null, 310, 930);
        say(1_400, null, 400, 1_000);
        free(1_410);
        assertThat(ended).extracting(EndedSession::pass).containsExactly("anna", "bert");
    }

    @Test
    void aPassThatWasShownOnceIsThatOfTheSession() {
        run(100);
        pass = "anna";
        say(1_110, null, 110, 330);
        pass = "";
        run(0);
        say(1_200, null, 200, 600);
        free(1_210);
        assertThat(ended).extracting(EndedSession::pass).containsExactly("anna");
    }

    @Test
    void aBacklogIsTakenByTheMachinesClock() {
        for (int s = 0; s <= 600; s += 10)
            hear(1_000 + s, 90_000, null, new MachineSession("", s, s, 5, UNTOLD, 100, true));
        hear(1_605, 90_000, MachineState.AVAILABLE, null);
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().endMs()).isEqualTo(1_600_000);
        assertThat(ended.getFirst().powerW()).isEqualTo(100);
        hear(1_300, 90_001, null, new MachineSession("", 1, 1, 1, UNTOLD, 100, true));
        use.elapse(99_000_000);
        assertThat(ended).as("older than the last word").hasSize(1);
    }

    @Test
    void anOlderWordIsNoRestart() {
        run(300);
        say(1_250, null, 250, 750);
        say(1_310, null, 310, 930);
        free(1_320);
        assertThat(ended).extracting(EndedSession::activeS).containsExactly(310);
    }

    @Test
    void aMachineThatCountsNothingTellsByItsStateAlone() {
        for (int s = 0; s <= 300; s += 30) hear(1_000 + s, 1_000 + s, MachineState.IN_USE, null);
        free(1_310);
        hear(1_400, 1_400, MachineState.IN_USE, null);
        hear(1_500, 1_500, MachineState.IN_USE, null);
        use.elapse(1_620_000);
        assertThat(ended).extracting(EndedSession::activeS).containsExactly(300, 100);
        assertThat(ended).extracting(EndedSession::distanceM).containsOnly(UNTOLD);
    }

    @Test
    void nothingIsLongerThanADay() {
        for (int s = 0; s <= 200_000; s += 60) say(1_000 + s, null, Math.min(s, 86_400), s);
        free(300_000);
        assertThat(ended)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.endMs() - it.startMs()).isLessThanOrEqualTo(86_400_000))
                .allSatisfy(it -> assertThat(it.activeS()).isLessThanOrEqualTo(86_400));
    }
}
