package io.yizhan.loadtest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An hour of a page, with a sample each minute. */
final class SoakVerdictTest {
    private static List<Sample> hour(
            IntToLongFunction elements, IntToLongFunction listeners, IntToLongFunction heapKb) {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> new Sample(
                        i * 60L, elements.applyAsLong(i), 800, listeners.applyAsLong(i), heapKb.applyAsLong(i)))
                .toList();
    }

    @Test
    void passesAPageThatGoesUpAndDown() {
        SoakVerdict verdict = SoakVerdict.of(hour(i -> 170 + i % 2, i -> 6, i -> 1_500 + i % 5 * 20));
        assertThat(verdict.failures).isEmpty();
        assertThat(verdict.table()).contains("elements").contains("listeners").contains("heap");
    }

    @Test
    void forgivesWhatIsLoadedOnce() {
        assertThat(SoakVerdict.of(hour(i -> 170, i -> i < 20 ? 6 : 32, i -> i < 20 ? 1_200 : 2_400)).failures)
                .isEmpty();
    }

    @Test
    void findsAHeapThatGrowsToTheEnd() {
        assertThat(SoakVerdict.of(hour(i -> 170, i -> 6, i -> 1_500 + i * 6L)).failures)
                .singleElement()
                .asString()
                .contains("heap")
                .contains("360 an hour");
    }

    @Test
    void findsListenersThatArePutOnAgainAndAgain() {
        assertThat(SoakVerdict.of(hour(i -> 170, i -> 6 + i / 2, i -> 1_500)).failures)
                .singleElement()
                .asString()
                .startsWith("listeners");
    }

    @Test
    void findsElementsThatAreNotTakenAway() {
        assertThat(SoakVerdict.of(hour(i -> i < 30 ? 170 : 190, i -> 6, i -> 1_500)).failures)
                .singleElement()
                .asString()
                .contains("elements changed by 11.8 %");
    }

    @Test
    void saysThatAShortSoakTellsLittle() {
        SoakVerdict verdict =
                SoakVerdict.of(hour(i -> 170, i -> 6, i -> 1_500 + i * 60L).subList(0, 12));
        assertThat(verdict.failures).isEmpty();
        assertThat(verdict.table()).contains("too short to tell");
    }
}
