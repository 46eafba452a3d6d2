package io.yizhan.core.draw;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Pseudonym;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of the protocol, held against the example that is published with it. */
final class DrawProtocolTest {
    private static final String FIRST = "00".repeat(32);
    private static final String SECOND = "11".repeat(32);
    private static final String EXTERNAL = "2026131:03,08,11,17,24,30|09";
    private static final String LINES =
            DrawLines.line(1, "aa", 1) + DrawLines.line(2, "bb", 2) + DrawLines.line(3, "cc", 1);

    private static String digest() {
        return Sha256.hex(Sha256.of(LINES.getBytes(US_ASCII)));
    }

    private static byte[] seed() {
        return DrawSeed.of("d1", digest(), FIRST, SECOND, EXTERNAL);
    }

    private static String key(int number, int weight) {
        byte[] key = new byte[Sha256.BYTES];
        new DrawKeys(seed(), "d1").write(number, weight, key, 0);
        return HexFormat.of().formatHex(key);
    }

    @Test
    void commitsToASecretByItsHash() {
        assertThat(Sha256.ofHex(FIRST)).startsWith("66687aad");
    }

    @Test
    void fixesTheLinesByTheirHash() {
        assertThat(LINES).isEqualTo("1\taa\t1\n2\tbb\t2\n3\tcc\t1\n");
        assertThat(digest()).startsWith("3ef82392");
    }

    @Test
    void makesTheSeedOfAllThatWasSaid() {
        assertThat(DrawSeed.hex(seed())).startsWith("120cfacd");
    }

    @Test
    void ordersByTheLeastOfAsManyHashesAsAnEntryWeighs() {
        assertThat(key(1, 1)).startsWith("04932cae");
        assertThat(key(3, 1)).startsWith("3e710f00");
        assertThat(key(2, 2)).startsWith("aa656b1f");
    }

    @Test
    void writesNumbersOfAnyLengthInDecimal() {
        assertThat(key(10, 1)).isNotEqualTo(key(1, 1));
        assertThat(key(20_000, 4)).hasSize(64);
    }

    @Test
    void linksEachEntryToTheOneBeforeIt() {
        byte[] first = DrawLines.link(DrawLines.chainOf("d1"), DrawLines.line(1, "aa", 1));
        byte[] second = DrawLines.link(first, DrawLines.line(2, "bb", 2));
        byte[] otherSecond = DrawLines.link(first, DrawLines.line(2, "bb", 1));
        assertThat(Arrays.equals(second, otherSecond)).isFalse();
        assertThat(DrawLines.chainOf("d1")).isNotEqualTo(DrawLines.chainOf("d2"));
    }

    @Test
    void writesAPseudonymAsThirtyTwoDigits() {
        assertThat(new Pseudonym(1, -1).hex()).isEqualTo("0000000000000001ffffffffffffffff");
    }
}
