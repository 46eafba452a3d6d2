package io.yizhan.loadtest.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.loadtest.drill.Timeline.Kind;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    void takesTheWholeSpanForAGapWhereNothingWasBooked() {
        timeline.count(Kind.OTHER);

        assertThat(timeline.longestGap(-10, 20)).isEqualTo(new Timeline.Gap(-10, 30));
    }

    @Test
    void countsFromTheSpansBeginningAndToItsEnd() {
        timeline.count(Kind.BOOKED);
        double bookedByS = timeline.nowS();

        Timeline.Gap before = timeline.longestGap(-10, bookedByS);
        assertThat(before.fromS()).isEqualTo(-10);
        assertThat(before.lengthS()).isBetween(10.0, 10 + bookedByS);
        Timeline.Gap after = timeline.longestGap(-1, 100);
        assertThat(after.fromS()).isBetween(0.0, bookedByS);
        assertThat(after.lengthS()).isBetween(100 - bookedByS, 100.0);
    }

    @Test
    void seesOnlyWhatIsInTheSpan() {
        timeline.count(Kind.BOOKED);

        assertThat(timeline.longestGap(1_000, 1_003)).isEqualTo(new Timeline.Gap(1_000, 3));
    }
}
