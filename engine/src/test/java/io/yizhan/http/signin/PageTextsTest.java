package io.yizhan.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.head.Language;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PageTextsTest {
    @Test
    void everyPageSaysTheSameInBothLanguages() {
        var zh = PageTexts.bundle(Language.ZH);
        var en = PageTexts.bundle(Language.EN);
        assertThat(new TreeSet<>(zh.keySet())).isEqualTo(new TreeSet<>(en.keySet()));
        for (String key : zh.keySet()) {
            assertThat(zh.getString(key)).as(key).isNotBlank().isNotEqualTo(en.getString(key));
            // They go into pages as they are.
            assertThat(zh.getString(key) + en.getString(key)).as(key).doesNotContain("<", ">", "&", "\"");
        }
    }

    @Test
    void everyFaultIsExplained() {
        for (SignInFault fault : SignInFault.values())
            for (String part : new String[] {".title", ".detail"})
                assertThat(PageTexts.of(Language.EN, fault.name().toLowerCase(Locale.ROOT) + part))
                        .isNotBlank();
    }
}
