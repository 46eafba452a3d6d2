package io.yizhan.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissedEventsTest {
    private final MissedEvents missed = new MissedEvents();

    @Test
    void asksForWhatLiesBetween() {
        missed.came(1);
        assertThat(missed.isNone()).isTrue();
        missed.came(2);
        missed.came(6);
        missed.came(4);
        assertThat(missed.ask(10)).containsExactly(3, 5);
        missed.came(3);
        assertThat(missed.ask(10)).containsExactly(5);
    }

    @Test
    void looksBackFromTheFirst() {
        missed.came(1_000);
        assertThat(missed.ask(10_000))
                .hasSize(MissedEvents.LOOKED_BACK)
                .startsWith(800)
                .endsWith(999);
    }

    @Test
    void asksForEachThreeTimes() {
        missed.came(1);
        missed.came(5);
        for (int i = 0; i < 3; i++) {
            assertThat(missed.ask(2)).containsExactly(2, 3);
            assertThat(missed.ask(1)).containsExactly(4);
        }
        assertThat(missed.isNone()).isTrue();
    }

    @Test
    void keepsNoMoreThanItMayOfAnIndexThatLeaps() {
        missed.came(1);
        missed.came(4_000_000_000L);
        assertThat(missed.ask(10_000))
                .hasSize(MissedEvents.MISSED_MAX)
                .startsWith(4_000_000_000L - MissedEvents.MISSED_MAX);
    }

    @Test
    void goesOnFromAnIndexThatStartsAnew() {
        missed.came(5_000);
        while (!missed.isNone()) missed.ask(100);
        missed.came(2);
        assertThat(missed.ask(10)).containsExactly(1);
        missed.came(4);
        assertThat(missed.ask(10)).contains(3);
    }
}
