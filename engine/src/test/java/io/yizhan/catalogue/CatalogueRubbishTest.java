package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CatalogueRubbishTest {
    private static final byte[] CITY = CatalogueFileTest.CITY.getBytes(StandardCharsets.UTF_8);

    private static void refuses(byte[] file) {
        assertThatThrownBy(() -> CatalogueFile.read(file)).isInstanceOf(CatalogueInvalid.class);
    }

    private static void refuses(String file, String why) {
        assertThatThrownBy(() -> CatalogueFile.read(file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatIsNoCity() {
        refuses("", "empty");
        refuses("  \n", "empty");
        refuses("[]", "should be an object");
        refuses("{", "not JSON");
        refuses("nul", "not JSON");
        refuses("// hello", "not JSON");
        refuses("{\"latDeg\":NaN}", "not JSON");
        refuses(CatalogueFileTest.CITY + "{}", "something follows");
        refuses(CatalogueFileTest.CITY + "]", "not JSON");
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        refuses("[".repeat(100_000), "larger than a catalogue may be");
        refuses("{\"a\":".repeat(100_000), "larger than a catalogue may be");
        refuses("9".repeat(1_000), "larger than a catalogue may be");
        refuses("\"" + "x".repeat(100_000) + "\"", "larger than a catalogue may be");
        refuses("{\"" + "x".repeat(100_000) + "\":1}", "larger than a catalogue may be");
        refuses("[" + "0,".repeat(JsonTree.TOKENS_MAX) + "0]", "larger than a catalogue may be");
        refuses(new byte[CatalogueFile.BYTES_MAX + 1]);
    }

    @Test
    void refusesOtherEncodings() {
        refuses(CatalogueFileTest.CITY.getBytes(StandardCharsets.UTF_16));
        refuses(CatalogueFileTest.CITY.getBytes(StandardCharsets.UTF_16LE));
        refuses(new byte[] {'{', '\n', '"', (byte) 0xff, '"', '}'});
        assertThatThrownBy(() -> CatalogueFile.read(new byte[] {'{', '\n', '"', (byte) 0xff}))
                .isInstanceOf(CatalogueInvalid.class)
                .hasMessage("2:2 $: not UTF-8");
    }

    @Test
    void refusesEveryTruncation() {
        int end = CatalogueFileTest.CITY.stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        for (int length = 0; length < end; length++) refuses(Arrays.copyOf(CITY, length));
    }

    @Test
    void readsOrRefusesWhateverBytesAreChanged() {
        Random random = new Random(20261122);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] file = CITY.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                // Half of them characters that mean something to JSON, so that more than the syntax is tried.
                int at = random.nextInt(file.length);
                file[at] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "{}[]\",:0123456789-eE.ntf \\".charAt(random.nextInt(26));
            }
            try {
                CatalogueFile.read(file);
            } catch (CatalogueInvalid expected) {
                refused++;
                assertThat(expected.problems()).isNotEmpty();
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void refusesRandomBytes() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] file = new byte[random.nextInt(200)];
            random.nextBytes(file);
            refuses(file);
        }
    }
}
