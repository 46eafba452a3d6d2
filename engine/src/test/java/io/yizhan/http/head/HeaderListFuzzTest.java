package io.yizhan.http.head;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated lists. */
@Tag("slow")
final class HeaderListFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void understandsAListWhateverIsInIt() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts("zh-CN,zh;q=0.9, en;q=0.8,*;q=0", "text/html;a=\"b,c\";Q=1.000, application/*;q=0.5"),
                ",",
                ";",
                "q=",
                "Q=0",
                "\"",
                "\\",
                "*",
                "/",
                "-",
                "=",
                "0.",
                "\u00ff");
        Fuzz.run("lists", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), ISO_8859_1);
            for (String element : HeaderList.elements(text)) {
                assertThat(element).isNotEmpty();
                assertThat(HeaderList.weight(element)).isBetween(0.0, 1.0);
            }
            Language.negotiate(text, Language.ZH);
            assertThat(MediaTypes.accepted(text, "application/json", "text/html"))
                    .isBetween(-1, 1);
        });
    }
}
