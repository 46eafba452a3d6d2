package io.yizhan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    void readsOrRefusesAValueOfAnotherSortInEveryPlace() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> pointers = new ArrayList<>();
        collect(mapper.readTree(CITY), "", pointers);
        int refused = 0;
        for (String pointer : pointers) {
            for (String other :
                    List.of("null", "7", "-1", "1e400", "true", "''", "'x'", "'99:99-24:00'", "[]", "[[]]", "{}")) {
                JsonNode value = mapper.readTree(other.replace('\'', '"'));
                JsonNode file = mapper.readTree(CITY);
                JsonPointer at = JsonPointer.compile(pointer);
                JsonNode parent = file.at(at.head());
                if (parent instanceof ObjectNode object) object.set(at.last().getMatchingProperty(), value);
                else ((ArrayNode) parent).set(at.last().getMatchingIndex(), value);
                try {
                    CatalogueFile.read(file.toString().getBytes(StandardCharsets.UTF_8));
                } catch (CatalogueInvalid expected) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(pointers.size() * 8, pointers.size() * 11);
    }

    private static void collect(JsonNode node, String pointer, List<String> into) {
        if (!pointer.isEmpty()) into.add(pointer);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(field.getValue(), pointer + "/" + field.getKey(), into);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) collect(node.get(i), pointer + "/" + i, into);
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
