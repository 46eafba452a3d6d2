package io.yizhan.http.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchCursorTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 21);
    private static final Question QUESTION = asked().question();
    private static final SearchCursor CURSOR = new SearchCursor(951, 29_920_920, "sh-001-b1");

    private static Asked asked() {
        return Asked.on(DATE)
                .between(18 * 60, 21 * 60)
                .near(121.47, 31.23)
                .within(3_000)
                .party(2);
    }

    private static boolean isTaken(String text, Question question) {
        SearchCursor read = SearchCursor.read(text);
        return read != null && read.isWritten(text, question);
    }

    @Test
    void isReadAsItWasWritten() {
        for (SearchCursor cursor : List.of(
                CURSOR, new SearchCursor(0, 0, "v"), new SearchCursor(20_015_115, Integer.MAX_VALUE, "a".repeat(40)))) {
            String text = cursor.text(QUESTION);
            assertThat(SearchCursor.read(text)).isEqualTo(cursor);
            assertThat(isTaken(text, QUESTION)).isTrue();
            assertThat(text).hasSizeLessThanOrEqualTo(SearchCursor.LENGTH_MAX).matches("[a-z0-9.-]+");
        }
    }

    @Test
    void tellsTheDateThatWasAskedFor() {
        assertThat(CURSOR.date(ZoneId.of("Asia/Shanghai"))).isEqualTo(DATE);
        assertThat(new SearchCursor(0, 0, "v").date(ZoneId.of("Asia/Shanghai"))).isNull();
        assertThat(new SearchCursor(0, Integer.MIN_VALUE, "v").date(ZoneId.of("Asia/Shanghai")))
                .isNull();
    }

    @Test
    void isGoodForItsOwnQuestionAlone() {
        String text = CURSOR.text(QUESTION);
        for (Asked other : List.of(
                asked().between(18 * 60, 22 * 60),
                asked().between(17 * 60, 21 * 60),
                asked().near(121.47, 31.24),
                asked().within(3_001),
                asked().party(3),
                asked().free(),
                asked().kind("GYM"),
                asked().district("310101")))
            assertThat(isTaken(text, other.question())).isFalse();
        assertThat(isTaken(text, Asked.on(DATE.plusDays(1)).question())).isFalse();
        assertThat(isTaken(text, asked().question())).isTrue();
    }

    @Test
    void refusesWhatWasMadeUpOrChanged() {
        String text = CURSOR.text(QUESTION);
        for (int i = 0; i < text.length(); i++)
            for (char c : "0z.-".toCharArray()) {
                String changed = text.substring(0, i) + c + text.substring(i + 1);
                if (!changed.equals(text))
                    assertThat(isTaken(changed, QUESTION)).as(changed).isFalse();
            }
        for (String nonsense : List.of(
                "",
                "x",
                "...",
                "1.2.3.4",
                "0.0.0.",
                "sh-001-b1.20261121T1800",
                "99999999999.1.1.v",
                "1.9999999999.1.v",
                text + " ",
                "+" + text,
                text.toUpperCase(java.util.Locale.ROOT)))
            assertThat(isTaken(nonsense, QUESTION)).as(nonsense).isFalse();
    }
}
