package io.yizhan.equipment;

import static io.yizhan.equipment.MachineState.AVAILABLE;
import static io.yizhan.equipment.MachineState.IN_USE;
import static io.yizhan.equipment.MachineState.OFFLINE;
import static io.yizhan.equipment.MachineState.OUT_OF_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.ftms.Characteristic;
import io.yizhan.equipment.ftms.Decoded;
import io.yizhan.equipment.ftms.FrameDecoder;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a machine stands, by what it has said and by how long it has said nothing. */
final class StationMachinesTest {
    private static final long NOON_MS = 1_795_000_000_000L;
    private static final long MIN = 60_000;

    private final StationMachines machines = new StationMachines();

    @Test
    void aMachineIsOfflineUntilItIsHeard() {
        assertThat(machines.machine("m").stateAt(NOON_MS)).isEqualTo(OFFLINE);
        says(0, null, null);
        assertThat(at(0)).isEqualTo(AVAILABLE);
    }

    @Test
    void aMachineThatFallsSilentIsOfflineAfterFiveMinutes() {
        says(0, AVAILABLE, null);

        assertThat(at(5 * MIN - 1)).isEqualTo(AVAILABLE);
        assertThat(at(5 * MIN)).isEqualTo(OFFLINE);
        says(6 * MIN, null, null);
        assertThat(at(6 * MIN)).isEqualTo(AVAILABLE);
    }

    @Test
    void aSessionThatDoesNotGoOnEndsAfterTwoMinutes() {
        says(0, IN_USE, session(60, 100));
        says(MIN, IN_USE, session(60, 100));

        assertThat(at(2 * MIN - 1)).isEqualTo(IN_USE);
        assertThat(at(2 * MIN)).isEqualTo(AVAILABLE);
        says(3 * MIN, IN_USE, session(60, 100));
        assertThat(at(3 * MIN)).as("however often it says so").isEqualTo(AVAILABLE);
        says(4 * MIN, IN_USE, session(61, 100));
        assertThat(at(4 * MIN)).as("somebody goes on").isEqualTo(IN_USE);
    }

    @Test
    void aMachineWithoutASessionIsBelievedThatItIsInUse() {
        says(0, IN_USE, null);
        says(MIN, IN_USE, null);

        assertThat(at(3 * MIN - 1)).isEqualTo(IN_USE);
        assertThat(at(3 * MIN)).isEqualTo(AVAILABLE);
    }

    @Test
    void withoutAStateItIsSeenFromTheSession() {
        says(0, null, session(0, 0));
        assertThat(at(0)).isEqualTo(AVAILABLE);
        says(5_000, null, session(5, 10));
        assertThat(at(5_000)).isEqualTo(IN_USE);
        says(10_000, null, session(0, 0));
        assertThat(at(10_000)).as("it was reset").isEqualTo(AVAILABLE);
    }

    @Test
    void aMachineSaysItselfThatItIsOutOfOrder() {
        says(0, OUT_OF_ORDER, null);
        says(MIN, null, null);

        assertThat(at(5 * MIN)).isEqualTo(OUT_OF_ORDER);
        assertThat(at(6 * MIN)).isEqualTo(OFFLINE);
    }

    @Test
    void aWordThatIsOlderThanTheLastOnlySaysThatTheMachineIsThere() {
        says(0, AVAILABLE, null);
        machines.hear("m", new Telemetry(NOON_MS - MIN, IN_USE, session(600, 1_000)), NOON_MS + 4 * MIN);

        assertThat(at(4 * MIN)).isEqualTo(AVAILABLE);
        assertThat(at(8 * MIN)).isEqualTo(AVAILABLE);
    }

    @Test
    void aClockThatWasAheadIsNotBelievedAfterwards() {
        machines.hear("m", new Telemetry(NOON_MS + 2 * MIN, AVAILABLE, null), NOON_MS);
        says(5_000, IN_USE, session(5, 0));

        assertThat(at(5_000)).isEqualTo(IN_USE);
    }

    @Test
    void theVersionRisesOnlyWhenAMachineStandsOtherwise() {
        says(0, AVAILABLE, null);
        assertThat(machines.version()).isOne();
        says(1_000, AVAILABLE, null);
        assertThat(machines.version()).isOne();
        says(2_000, IN_USE, session(1, 1));
        assertThat(machines.version()).isEqualTo(2);
        assertThat(machines.machine("m").version()).isEqualTo(2);
        says(2_000 + 3 * MIN, IN_USE, session(1, 1));
        assertThat(machines.version())
                .as("what time has changed is told by time")
                .isEqualTo(2);
    }

    @Test
    void saysWhenTimeAloneChangesSomething() {
        assertThat(machines.nextTransitionMs(0)).isEqualTo(Long.MAX_VALUE);
        says(0, IN_USE, session(1, 1));
        assertThat(machines.nextTransitionMs(NOON_MS)).isEqualTo(NOON_MS + 2 * MIN);
        assertThat(machines.nextTransitionMs(NOON_MS + 2 * MIN)).isEqualTo(NOON_MS + 5 * MIN);
        assertThat(machines.nextTransitionMs(NOON_MS + 5 * MIN)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTreadmillThatRunsIsInUse() {
        frame(0, Characteristic.TREADMILL, "00000000");
        assertThat(at(0)).isEqualTo(AVAILABLE);
        frame(1_000, Characteristic.TREADMILL, "0000E204");
        assertThat(at(1_000)).isEqualTo(IN_USE);
        assertThat(at(1_000 + 2 * MIN)).isEqualTo(AVAILABLE);
    }

    @Test
    void aRecordInPartsSaysSomethingOnceItIsWhole() {
        // Elapsed time, with more to come; then speed.
        frame(0, Characteristic.TREADMILL, "01040F00");
        assertThat(at(0)).isEqualTo(AVAILABLE);
        frame(500, Characteristic.TREADMILL, "0000E204");

        MachineSession session = Objects.requireNonNull(machines.machine("m").session());
        assertThat(session.elapsedS()).isEqualTo(15);
        assertThat(session.moving()).isTrue();
    }

    private void says(long afterMs, @Nullable MachineState state, @Nullable MachineSession session) {
        machines.hear("m", new Telemetry(NOON_MS + afterMs, state, session), NOON_MS + afterMs);
    }

    private void frame(long afterMs, Characteristic of, String value) {
        Decoded decoded = FrameDecoder.decode(of, HexFormat.of().parseHex(value));
        machines.hear("m", (Decoded.Part) decoded, NOON_MS + afterMs, NOON_MS + afterMs);
    }

    private MachineState at(long afterMs) {
        return machines.machine("m").stateAt(NOON_MS + afterMs);
    }

    private static MachineSession session(int elapsedS, int distanceM) {
        return new MachineSession("", elapsedS, distanceM, MachineSession.UNTOLD, 0, MachineSession.UNTOLD, false);
    }
}
