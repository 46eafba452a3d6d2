package io.yizhan.loadtest.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTruthTest {
    private static final Instant HALF_PAST_TWO = Instant.parse("2026-11-30T06:30:00Z");

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static String slot(int hour, int capacity, int remaining, String more) {
        return "{'start':'2026-11-30T%02d:00+08:00','end':'2026-11-30T%02d:00+08:00','capacity':%d,'remaining':%d%s}"
                .formatted(hour, hour + 1, capacity, remaining, more);
    }

    private static ScreenTruth of(String... venues) throws JsonProcessingException {
        return ScreenTruth.of(
                json("{'venues':[" + String.join(",", venues) + "]}"),
                json("{'inside':71,'confidence':'exact'}"),
                HALF_PAST_TWO);
    }

    private static String venue(String kind, String... slots) {
        return "{'kind':'" + kind + "','slots':[" + String.join(",", slots) + "]}";
    }

    @Test
    void countsWhatIsFreeNowAndNextOfAllVenuesOfAKind() throws JsonProcessingException {
        ScreenTruth truth = of(
                venue(
                        "BADMINTON",
                        slot(14, 1, 1, ",'state':'PAST'"),
                        slot(15, 1, 0, ",'state':'FULL'"),
                        slot(16, 1, 1, ",'state':'OPEN'")),
                venue("BADMINTON", slot(14, 1, 0, ",'state':'PAST'"), slot(16, 1, 0, ",'state':'FULL'")));
        assertThat(truth).isEqualTo(new ScreenTruth("71", List.of("1 2 | 16:00 1 2"), "3"));
    }

    @Test
    void countsNothingOfWhatIsClosedOrBelongsToACourse() throws JsonProcessingException {
        ScreenTruth truth = of(venue(
                "STUDIO",
                slot(14, 30, 20, ",'state':'CLOSED','reason':'a burst pipe'"),
                slot(15, 30, 30, ",'state':'OPEN','ofCourse':true")));
        assertThat(truth).isEqualTo(new ScreenTruth("71", List.of("0 | 0"), "0"));
    }

    @Test
    void saysThatNobodyHasCounted() throws JsonProcessingException {
        ScreenTruth truth =
                ScreenTruth.of(json("{'venues':[]}"), json("{'inside':3,'confidence':'unknown'}"), HALF_PAST_TWO);
        assertThat(truth.inside()).isEqualTo("–");
    }

    @Test
    void takesTheKindsThatHaveTheirTurn() {
        List<String> kinds = Collections.nCopies(8, "1 2 | 0");
        ScreenTruth told = new ScreenTruth(
                "1",
                java.util.stream.Stream.concat(kinds.stream(), java.util.stream.Stream.of("3 4 | 0"))
                        .toList(),
                "5");
        assertThat(new ScreenTruth("1", kinds, "5").agreesWith(told)).isTrue();
        assertThat(new ScreenTruth("1", List.of("3 4 | 0"), "5").agreesWith(told))
                .isTrue();
        assertThat(new ScreenTruth("1", List.of("3 5 | 0"), "5").agreesWith(told))
                .isFalse();
        assertThat(new ScreenTruth("2", kinds, "5").agreesWith(told)).isFalse();
        assertThat(new ScreenTruth("1", kinds, "6").agreesWith(told)).isFalse();
    }
}
