package io.yizhan.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes nothing waits behind what does. */
class LaneTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void putsWhatTheDeskOnlyPreviewsAmongTheReads(boolean preview) {
        Lane lane = preview ? Lane.READS : Lane.BOOKINGS;
        assertLane(new Command.CheckIn(1, null, preview), lane);
        assertLane(new Command.CancelAtDesk(1, null, "rain", preview), lane);
        assertLane(new Command.ForgiveStrike("a", 1, null, "was there", preview), lane);
        Command.ChangeCapacity change = new Command.ChangeCapacity(1, 1, "repair");
        assertThat(Lane.of(preview ? new Command.PreviewCapacity(change) : change))
                .isEqualTo(lane);
    }

    private static void assertLane(Command.Change<?> change, Lane lane) {
        assertThat(Lane.of(change)).isEqualTo(lane);
        assertThat(Lane.of(new Command.ByOperator<>("o-1", change, "reason"))).isEqualTo(lane);
    }
}
