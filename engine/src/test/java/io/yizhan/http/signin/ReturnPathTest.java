package io.yizhan.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReturnPathTest {
    @Test
    void isAPathOfOurs() {
        for (String path : List.of("/", "/desk", "/desk?a=b&c=%22", "/#x", "/a//b", "/" + "x".repeat(511)))
            assertThat(ReturnPath.of(path)).isEqualTo(path);
    }

    @Test
    void isTheStartPageForAllElse() {
        for (String path : List.of(
                "",
                "desk",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "/a\\b",
                "/\t/evil.example",
                "/\n/evil.example",
                "/ /evil.example",
                "/\u0000",
                "/驿站",
                "https://evil.example",
                "javascript:alert(1)",
                "/signin",
                "/signin/callback?code=x",
                "/" + "x".repeat(512))) assertThat(ReturnPath.of(path)).as(path).isEqualTo("/");
        assertThat(ReturnPath.of(null)).isEqualTo("/");
    }
}
