package io.yizhan.loadtest.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HeadcountTest {
    private static Passage passage(long atMs, boolean in) {
        return new Passage(atMs, "a", "a-g1", in, 1, "");
    }

    private final Headcount count =
            Headcount.of(List.of(passage(10, true), passage(20, true), passage(20, true), passage(30, false)));

    @Test
    void countsWhatHasHappenedByAMoment() {
        assertThat(count.inside("a", 9)).isZero();
        assertThat(count.inside("a", 10)).isEqualTo(1);
        assertThat(count.inside("a", 19)).isEqualTo(1);
        assertThat(count.inside("a", 20)).isEqualTo(3);
        assertThat(count.inside("a", 30)).isEqualTo(2);
        assertThat(count.inside("a")).isEqualTo(2);
    }

    @Test
    void isBelowZeroWhereAnEntryIsMissing() {
        assertThat(Headcount.of(List.of(passage(10, false))).inside("a")).isEqualTo(-1);
    }

    @Test
    void knowsNobodyAtAStationWithoutPassages() {
        assertThat(count.inside("b")).isZero();
    }

    @Test
    void wantsPassagesByTime() {
        assertThatThrownBy(() -> Headcount.of(List.of(passage(20, true), passage(10, true))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
