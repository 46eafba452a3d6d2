package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "203.0.113.7, ::ffff:203.0.113.7, true",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.112.0/23, 203.0.113.9, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1%0, true",
        "203.0.113.0/24, '', false",
        "203.0.113.0/24, 203.0.113, false",
        "203.0.113.0/24, localhost, false",
    })
    void hasTheAddressesThatBeginAsItDoes(String network, String address, boolean within) {
        assertThat(Objects.requireNonNull(Network.parse(network)).contains(address))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.7/33",
                "203.0.113.7/24",
                "203.0.113.0/",
                "203.0.113.0/-1",
                "203.0.113.0/24/24",
                "1",
                "2001:db8::/129",
                "2001:db8::1/64",
                ":::",
                "::1%eth0",
                " 203.0.113.7",
                "203.0.113.7\n"
            })
    void isNothingElse(String text) {
        assertThat(Network.parse(text)).isNull();
    }

    @Test
    void isWrittenAsItWasRead() {
        for (String text : new String[] {"203.0.113.0/24", "203.0.113.7", "2001:db8::/48"})
            assertThat(Network.parse(text)).hasToString(text).isEqualTo(Network.parse(text));
    }
}
