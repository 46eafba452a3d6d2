package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.town.HttpTown;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimeTextsTest {
    private final TimeTexts texts = new TimeTexts(HttpTown.ZONE);

    private String text(long atMs) {
        TimeTexts.Text text = texts.of(atMs);
        return new String(text.chars, 0, text.length());
    }

    @Test
    void writesEachTimeAsItIsInWhateverOrderTheyCome() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            // Few, so that many come again; some with milliseconds, which are longer.
            long atMs = random.nextInt(4) * 3_600_000L + random.nextInt(2);
            assertThat(text(atMs)).isEqualTo(Rfc3339.format(atMs, HttpTown.ZONE));
        }
    }

    @Test
    void keepsTheLastTwo() {
        TimeTexts.Text start = texts.of(0);
        TimeTexts.Text end = texts.of(3_600_000);

        assertThat(texts.of(0)).isSameAs(start);
        assertThat(texts.of(3_600_000)).isSameAs(end);
        assertThat(text(0)).isEqualTo("1970-01-01T08:00:00+08:00");
    }
}
