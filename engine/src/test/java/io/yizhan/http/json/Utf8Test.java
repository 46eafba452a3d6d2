package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Utf8Test {
    @Test
    void knowsWhatIsUtf8() {
        for (String good :
                List.of("", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbd", "f0908080", "f48fbfbf")) {
            assertThat(malformed(good + "41")).as(good).isEqualTo(-1);
        }
        for (String bad : List.of(
                "80",
                "bf",
                "c080",
                "c1bf",
                "c2",
                "c241",
                "e08080",
                "e09fbf",
                "e0a0",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f09f8f",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "fffe7b00",
                "feff007b")) {
            assertThat(malformed("4141" + bad)).as(bad).isEqualTo(2);
            assertThat(malformed("c3a9" + bad + "41")).as(bad).isEqualTo(2);
        }
    }

    private static int malformed(String hex) {
        return Utf8.firstMalformed(HexFormat.of().parseHex(hex));
    }
}
