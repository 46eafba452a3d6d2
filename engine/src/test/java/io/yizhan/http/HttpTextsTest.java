package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.core.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Texts, times and ids as people see them. */
final class HttpTextsTest {
    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
        ResourceBundle zh = Messages.bundle(Language.ZH);
        ResourceBundle en = Messages.bundle(Language.EN);
        Set<String> expected = new TreeSet<>();
        for (ProblemCode code : ProblemCode.values()) {
            expected.add(code.code + ".title");
            expected.add(code.code + ".detail");
        }
        for (Refusal.Quota rule : Refusal.Quota.values()) expected.add("quota-exceeded." + rule + ".detail");

        assertThat(new TreeSet<>(zh.keySet())).isEqualTo(expected);
        assertThat(new TreeSet<>(en.keySet())).isEqualTo(expected);
        for (String key : expected) {
            assertThat(placeholders(zh.getString(key))).as(key).isEqualTo(placeholders(en.getString(key)));
            assertThat(zh.getString(key)).as(key).isNotEqualTo(en.getString(key));
        }
    }

    private static List<Integer> placeholders(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (int number : Messages.Template.of(text).numbers()) numbers.add(number);
        numbers.sort(null);
        return numbers;
    }

    @Test
    void choosesTheLanguageThatIsPreferred() {
        assertThat(Language.negotiate(null, Language.ZH)).isEqualTo(Language.ZH);
        assertThat(Language.negotiate("en-GB,en;q=0.9,zh;q=0.8", Language.ZH)).isEqualTo(Language.EN);
        assertThat(Language.negotiate("fr, zh-Hans-CN;q=0.5, en;q=0.4", Language.EN))
                .isEqualTo(Language.ZH);
        assertThat(Language.negotiate("fr, *;q=0.1", Language.EN)).isEqualTo(Language.EN);
        assertThat(Language.negotiate("en;q=0, zh;q=0.1", Language.EN)).isEqualTo(Language.ZH);
        assertThat(Language.negotiate(";;;=,", Language.EN)).isEqualTo(Language.EN);
        assertThat(Language.negotiate("x".repeat(300), Language.ZH)).isEqualTo(Language.ZH);
    }

    @Test
    void writesTimesWithTheOffsetOfThatMoment() {
        ZoneId zone = ZoneId.of("America/New_York");
        long beforeMs = Rfc3339.parse("2026-11-01T05:59:59Z");

        assertThat(Rfc3339.format(beforeMs, zone)).isEqualTo("2026-11-01T01:59:59-04:00");
        assertThat(Rfc3339.format(beforeMs + 1_005, zone)).isEqualTo("2026-11-01T01:00:00.005-05:00");
        assertThat(Rfc3339.format(HttpEngine.START_MS, HttpTown.ZONE)).isEqualTo("2026-11-21T10:00:00+08:00");
    }

    @Test
    void readsTimesOnlyWithSecondsAndOffset() {
        assertThat(Rfc3339.parse("2026-11-21T10:00:00+08:00")).isEqualTo(HttpEngine.START_MS);
        assertThat(Rfc3339.parse("2026-11-21T02:00:00.001Z")).isEqualTo(HttpEngine.START_MS + 1);
        for (String wrong : List.of(
                "2026-11-21T10:00+08:00     ",
                "2026-11-21T10:00:00.0000",
                "2026-11-21T10:00:00+08",
                "2026-02-30T10:00:00Z",
                "1999-11-21T10:00:00Z",
                "",
                "2026-11-21")) {
            assertThatThrownBy(() -> Rfc3339.parse(wrong)).as(wrong).isInstanceOf(DateTimeException.class);
        }
    }

    @Test
    void reservationIdsComeBackAsTheyWere() {
        for (long id : new long[] {1, 31, 32, 1_000_000, Long.MAX_VALUE}) {
            assertThat(ReservationIds.parse(ReservationIds.format(id))).isEqualTo(id);
        }
        assertThat(ReservationIds.format(32)).isEqualTo("r-10");
        for (String wrong : List.of("", "r-", "r-0", "r-01", "R-1", "r-u", "r-1é", "r-zzzzzzzzzzzzz", "1", "r--1")) {
            assertThat(ReservationIds.parse(wrong)).as(wrong).isEqualTo(ReservationIds.NONE);
        }
    }

    @Test
    void picksTheFormThatIsPreferred() {
        String json = "application/json";
        String geo = "application/geo+json";
        assertThat(MediaTypes.accepted(null, json, geo)).isZero();
        assertThat(MediaTypes.accepted("*/*", json, geo)).isZero();
        assertThat(MediaTypes.accepted(geo, json, geo)).isEqualTo(1);
        assertThat(MediaTypes.accepted("application/json;q=0.5, application/geo+json", json, geo))
                .isEqualTo(1);
        assertThat(MediaTypes.accepted("application/*;q=0.1, application/json;q=0", json, geo))
                .isEqualTo(1);
        assertThat(MediaTypes.accepted("text/html", json, geo)).isEqualTo(-1);
    }
}
