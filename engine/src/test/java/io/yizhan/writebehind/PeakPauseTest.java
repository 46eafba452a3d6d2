package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PeakPauseTest {
    private final AtomicReference<Double> load = new AtomicReference<>(0.9);
    private final PeakPause pause = new PeakPause(load::get, 30_000);

    @Test
    void letsBookingsGoFirstWhileTheWriterIsBusy() {
        assertThat(pause.wanted(100, 0, 1_000)).isTrue();
        load.set(0.2);
        assertThat(pause.wanted(100, 0, 1_000)).isFalse();
    }

    @Test
    void doesNotLetRowsFallTooFarBehind() {
        assertThat(pause.wanted(29_999, 0, 1_000)).isTrue();
        assertThat(pause.wanted(30_000, 0, 1_000)).isFalse();
    }

    @Test
    void neverFillsTheJournalByWaiting() {
        assertThat(pause.wanted(100, 499, 1_000)).isTrue();
        assertThat(pause.wanted(100, 500, 1_000)).isFalse();
    }

    @Test
    void neverPausesWhereNoLagIsAllowed() {
        assertThat(new PeakPause(() -> 1, 0).wanted(0, 0, 1_000)).isFalse();
    }

    @Test
    void pausesInProportionAndNotForLong() {
        assertThat(PeakPause.pauseMs(10)).isEqualTo(80);
        assertThat(PeakPause.pauseMs(60_000)).isEqualTo(5_000);
    }
}
