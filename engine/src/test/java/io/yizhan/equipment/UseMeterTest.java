package io.yizhan.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.equipment.UseMeter.Use;
import org.junit.jupiter.api.Test;

class UseMeterTest {
    private static final long NOON_MS = 12 * 3_600_000L;
    private static final int NOON_MIN = 12 * 60;

    private final UseMeter meter = new UseMeter();

    private void looks(long nowMs, MachineState... states) {
        meter.look(nowMs);
        for (int i = 0; i < states.length; i++) meter.sees(1, "m" + i, "BIKE", states[i]);
    }

    @Test
    void addsWhatHasPassedSinceTheLastLook() {
        looks(NOON_MS, MachineState.IN_USE);
        looks(NOON_MS + 10_000, MachineState.IN_USE);
        looks(NOON_MS + 15_000, MachineState.AVAILABLE);
        looks(NOON_MS + 30_000, MachineState.OUT_OF_ORDER);

        assertThat(meter.uses()).containsExactly(new Use(1, "m0", "BIKE", NOON_MIN, 10, 30));
    }

    @Test
    void whatNobodyHasSeenCountsForNothing() {
        looks(NOON_MS, MachineState.IN_USE, MachineState.OFFLINE);
        looks(NOON_MS + UseMeter.UNSEEN_MS_MAX + 1, MachineState.IN_USE, MachineState.OFFLINE);
        looks(NOON_MS, MachineState.IN_USE, MachineState.OFFLINE);
        assertThat(meter.uses()).as("a clock set back, too").isEmpty();

        looks(NOON_MS + 1_000, MachineState.IN_USE, MachineState.OFFLINE);
        assertThat(meter.uses()).containsExactly(new Use(1, "m0", "BIKE", NOON_MIN, 1, 1));
    }

    @Test
    void eachHourIsItsOwnAndThoseThatAreOverAreForgotten() {
        looks(NOON_MS - 5_000, MachineState.IN_USE);
        looks(NOON_MS - 1_000, MachineState.IN_USE);
        looks(NOON_MS + 2_000, MachineState.IN_USE);
        assertThat(meter.uses())
                .containsExactlyInAnyOrder(
                        new Use(1, "m0", "BIKE", NOON_MIN - 60, 4, 4), new Use(1, "m0", "BIKE", NOON_MIN, 3, 3));

        meter.forgetPast();
        assertThat(meter.uses()).containsExactly(new Use(1, "m0", "BIKE", NOON_MIN, 3, 3));
    }
}
