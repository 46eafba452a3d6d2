package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify-draw}, by a draw that an engine has carried out: what holds, and that whatever is changed in it is found. */
@Tag("server")
final class DrawProofTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ObjectNode proof() throws IOException {
        try (InputStream file = Objects.requireNonNull(DrawProofTest.class.getResourceAsStream("/draw/proof.json"))) {
            return (ObjectNode) JSON.readTree(file);
        }
    }

    private static List<String> wrong(JsonNode proof) {
        return DrawProof.check(proof).stream()
                .filter(it -> !it.holds())
                .map(DrawProof.Finding::text)
                .toList();
    }

    @Test
    void findsNothingWrongWithADrawThatWasCarriedOut() throws IOException {
        assertThat(wrong(proof())).isEmpty();
        assertThat(DrawProof.check(proof()).getLast().text()).endsWith("3 6 12 11 2 5 8 7 1 10 9");
    }

    @Test
    void findsAnEntryThatWasPutIn() throws IOException {
        ObjectNode proof = proof();
        proof.put("text", proof.path("text").asText() + "13\t" + "ab".repeat(16) + "\t1\n");
        assertThat(wrong(proof)).anyMatch(it -> it.startsWith("the lines")).anyMatch(it -> it.startsWith("the chain"));
    }

    @Test
    void findsAnEntryThatWasMadeHeavier() throws IOException {
        ObjectNode proof = proof();
        proof.put("text", proof.path("text").asText().replaceFirst("\t1\n", "\t4\n"));
        assertThat(wrong(proof)).anyMatch(it -> it.startsWith("the lines"));
    }

    @Test
    void findsAnotherSecret() throws IOException {
        ObjectNode proof = proof();
        proof.put("secret", "00".repeat(32));
        assertThat(wrong(proof)).anyMatch(it -> it.startsWith("the operator's secret"));
    }

    @Test
    void findsAnotherOrder() throws IOException {
        ObjectNode proof = proof();
        ArrayNode order = (ArrayNode) proof.path("order");
        ((ObjectNode) order.get(0)).put("number", order.get(1).path("number").asInt());
        assertThat(wrong(proof)).containsExactly("place 1 is not number 6");
    }

    @Test
    void findsAReceiptThatIsNotInTheChain() throws IOException {
        ObjectNode proof = proof();
        proof.putArray("left");
        assertThat(wrong(proof)).anyMatch(it -> it.startsWith("the chain"));
    }

    @Test
    void saysWhatIsNoProof() throws IOException {
        assertThat(DrawProof.malformed(JSON.readTree("{}"))).isNotEmpty();
        assertThat(DrawProof.malformed(proof().put("text", "1\tx"))).isNotEmpty();
        assertThat(DrawProof.malformed(proof().put("secret", "zz"))).isNotEmpty();
        assertThat(DrawProof.malformed(proof())).isEmpty();
    }

    /** Written from the protocol alone, in another language. */
    @Test
    void findsTheOrderThatAProgramInAnotherLanguageFinds(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("proof.json");
        JSON.writeValue(file.toFile(), proof());
        assertThat(python(file)).isEqualTo("3 6 12 11 2 5 8 7 1 10 9");
    }

    private static String python(Path file) throws Exception {
        Path script = Path.of(Objects.requireNonNull(DrawProofTest.class.getResource("/draw/check_draw.py"))
                .toURI());
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no python3 here");
        Process process = new ProcessBuilder("/usr/bin/python3", script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip().replace('\n', ' ');
    }
}
