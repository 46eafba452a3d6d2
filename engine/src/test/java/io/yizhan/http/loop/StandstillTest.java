package io.yizhan.http.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StandstillTest {
    private static final long MS = 1_000_000;
    private final Standstill loop = new Standstill(0);

    @Test
    void trustsALoopThatTicks() {
        for (long ms = 0; ms <= 10_000; ms += 1_900) {
            assertThat(loop.distrusts(ms * MS)).isFalse();
            loop.tick(ms * MS);
        }
    }

    @Test
    void distrustsForAMomentWhatIsReadAfterAStandstill() {
        loop.tick(100 * MS);
        assertThat(loop.distrusts(2_101 * MS)).isTrue();
        // The timer is late as well; it may come before what lay there was read.
        loop.tick(2_102 * MS);
        assertThat(loop.distrusts(2_300 * MS)).isTrue();
        loop.tick(2_352 * MS);
        assertThat(loop.distrusts(2_353 * MS)).isFalse();
    }

    @Test
    void noticesByTheTickAloneWhereNothingWasRead() {
        loop.tick(2_500 * MS);
        assertThat(loop.distrusts(2_501 * MS)).isTrue();
        assertThat(loop.distrusts(2_751 * MS)).isFalse();
    }
}
