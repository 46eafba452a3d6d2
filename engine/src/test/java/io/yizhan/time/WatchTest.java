package io.yizhan.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long MS = 1_000_000;

    private final Watch watch = new Watch();

    @Test
    void countsForHowLongNothingHasMoved() {
        assertThat(watch.look(7, 0)).isZero();
        assertThat(watch.look(7, 50 * MS)).isEqualTo(50 * MS);
        assertThat(watch.look(7, 100 * MS)).isEqualTo(100 * MS);
        assertThat(watch.look(8, 150 * MS)).isZero();
        assertThat(watch.look(8, 200 * MS)).isEqualTo(50 * MS);
    }

    /** Who looks was paused, too, and can't know what moved. */
    @Test
    void doesNotCountTheTimeInWhichNobodyLooked() {
        watch.look(7, 0);
        assertThat(watch.look(7, 60_000 * MS)).isLessThan(1_000 * MS);
    }
}
