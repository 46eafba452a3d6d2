package io.yizhan.http.openactive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostalAddressTest {
    @Test
    void hasFivePartsWithSemicolonsBetween() {
        assertThat(PostalAddress.parse("Example Road 1, Hall B; Shanghai;上海市 ; 200040 ; CN"))
                .isEqualTo(new PostalAddress("Example Road 1, Hall B", "Shanghai", "上海市", "200040", "CN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "a;b;c;d", "a;b;c;d;CN;", "a;b;c;;CN", "a;b;c;d;China", "a;b;c;d;cn", "a;b;c;d;XX"})
    void isNoneWhereOneIsMissingOrTheCountryIsNone(String text) {
        assertThat(PostalAddress.parse(text)).isNull();
    }
}
