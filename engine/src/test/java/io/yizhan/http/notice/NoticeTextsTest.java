package io.yizhan.http.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ResourceBundle;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NoticeTextsTest {
    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        ResourceBundle zh = ResourceBundle.getBundle("io.yizhan.http.notice.notices_zh");
        ResourceBundle en = ResourceBundle.getBundle("io.yizhan.http.notice.notices_en");
        assertThat(new TreeSet<>(zh.keySet())).isEqualTo(new TreeSet<>(NoticeTexts.keys()));
        assertThat(new TreeSet<>(en.keySet())).isEqualTo(new TreeSet<>(NoticeTexts.keys()));
        for (String key : NoticeTexts.keys()) {
            assertThat(zh.getString(key)).as(key).isNotEqualTo(en.getString(key));
            for (int i = 0; i < 5; i++)
                assertThat(zh.getString(key).contains("{" + i + "}"))
                        .as("%s: {%d}", key, i)
                        .isEqualTo(en.getString(key).contains("{" + i + "}"));
        }
    }
}
