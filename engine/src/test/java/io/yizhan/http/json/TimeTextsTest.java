package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.town.HttpTown;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeTextsTest {
    private final TimeTexts texts = new TimeTexts(HttpTown.ZONE);

    private String text(long atMs) {
        TimeTexts.Text text = texts.of(atMs);
        return new String(text.ascii, 0, text.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void writesEachTimeAsItIsInWhateverOrderTheyCome() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            // Half of them of few, which come again; the others take their places. Some have milliseconds, which are
            // longer.
            long hours = random.nextInt(random.nextBoolean() ? 4 : 100_000);
            long atMs = hours * 3_600_000L + random.nextInt(2);
            assertThat(text(atMs)).isEqualTo(Rfc3339.format(atMs, HttpTown.ZONE));
        }
    }

    @Test
    void keepsTheTimesOfAnEvening() {
        List<TimeTexts.Text> first = new ArrayList<>();
        for (int half = 0; half < 8; half++) first.add(texts.of(half * 1_800_000L));

        int kept = 0;
        for (int half = 0; half < 8; half++) if (texts.of(half * 1_800_000L) == first.get(half)) kept++;
        assertThat(kept).isEqualTo(8);
        assertThat(text(0)).isEqualTo("1970-01-01T08:00:00+08:00");
    }
}
