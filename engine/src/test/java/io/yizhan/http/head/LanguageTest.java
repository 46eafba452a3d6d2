package io.yizhan.http.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LanguageTest {
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
}
