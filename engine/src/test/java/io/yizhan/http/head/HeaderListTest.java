package io.yizhan.http.head;

import static io.yizhan.http.head.Language.EN;
import static io.yizhan.http.head.Language.ZH;
import static io.yizhan.http.head.Language.negotiate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HeaderListTest {
    @Test
    void separatesByCommasThatStandInNoQuotes() {
        assertThat(HeaderList.elements("a,b , c")).containsExactly("a", "b", "c");
        assertThat(HeaderList.elements(" , ,\ta,,")).containsExactly("a");
        assertThat(HeaderList.elements("\"a,b\", x=\"\\\",\";q=0")).containsExactly("\"a,b\"", "x=\"\\\",\";q=0");
        assertThat(HeaderList.elements("")).isEmpty();
        assertThat(HeaderList.elements("\"open, end")).containsExactly("\"open, end");
    }

    @Test
    void readsAWeightHoweverItIsSpelled() {
        assertThat(List.of("a", "a;q=1", "a;q=1.000", "a ; Q=1", "a;x=\";q=0\"", "a;seq=0", "a;q"))
                .allMatch(element -> HeaderList.weight(element) == 1);
        assertThat(List.of("a;q=0", "a;Q=0", "a;q=0.000", "a; q = 0 ", "a;x=y;q=0"))
                .allMatch(element -> HeaderList.weight(element) == 0);
        assertThat(HeaderList.weight("a;q=0.25;x")).isEqualTo(0.25);
        assertThat(List.of("a;q=", "a;q=x", "a;q=2", "a;q=1.1", "a;q=-1", "a;q=0.0000", "a;q=NaN", "a;q=1e0"))
                .allMatch(nonsense -> HeaderList.weight(nonsense) == 0);
        assertThat(HeaderList.value("text/html ;q=0.5")).isEqualTo("text/html");
    }

    @Test
    void findsTheLanguageThatIsWantedMost() {
        assertThat(negotiate(null, ZH)).isEqualTo(ZH);
        assertThat(negotiate("", EN)).isEqualTo(EN);
        assertThat(negotiate("en", ZH)).isEqualTo(EN);
        assertThat(negotiate("EN-gb", ZH)).isEqualTo(EN);
        assertThat(negotiate("en;q=0.5, zh-CN;q=0.8", EN)).isEqualTo(ZH);
        assertThat(negotiate("en, zh", ZH)).isEqualTo(EN);
        assertThat(negotiate("fr,en", ZH)).isEqualTo(EN);
        assertThat(negotiate(", , en", ZH)).isEqualTo(EN);
        assertThat(negotiate("fr", EN)).isEqualTo(EN);
        assertThat(negotiate("*", ZH)).isEqualTo(ZH);
        assertThat(negotiate("en, *", ZH)).isEqualTo(EN);
        assertThat(negotiate("en;q=0.5, *", ZH)).isEqualTo(ZH);
    }

    @Test
    void givesNoLanguageThatIsRefusedWhileThereIsAnother() {
        assertThat(negotiate("zh;q=0, *", ZH)).isEqualTo(EN);
        assertThat(negotiate("zh;q=0", ZH)).isEqualTo(EN);
        assertThat(negotiate("zh;Q=0.0, fr", ZH)).isEqualTo(EN);
        assertThat(negotiate("en;q=0, *;q=0.1", EN)).isEqualTo(ZH);
        assertThat(negotiate("zh;q=0, en;q=0", ZH)).isEqualTo(ZH);
        assertThat(negotiate("zh;q=0, *;q=0", ZH)).isEqualTo(ZH);
    }

    @Test
    void findsTheFormThatIsWantedMost() {
        assertThat(accepted(null)).isZero();
        assertThat(accepted(" , ")).isZero();
        assertThat(accepted("text/html,application/geo+json")).isEqualTo(1);
        assertThat(accepted("application/json;Q=0, application/geo+json")).isEqualTo(1);
        assertThat(accepted("application/json;q=0, */*")).isEqualTo(1);
        assertThat(accepted("application/*;q=0.1, application/geo+json;q=0")).isZero();
        assertThat(accepted("application/json;x=\"a,b;q=0\"")).isZero();
        assertThat(accepted("*/*;q=0")).isEqualTo(-1);
        assertThat(accepted("text/html")).isEqualTo(-1);
    }

    private static int accepted(@org.jspecify.annotations.Nullable String accept) {
        return MediaTypes.accepted(accept, "application/json", "application/geo+json");
    }
}
