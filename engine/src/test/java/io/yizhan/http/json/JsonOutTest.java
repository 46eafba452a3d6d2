package io.yizhan.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.NumberRange;
import io.yizhan.town.HttpTown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Byte by byte what a library writes. */
final class JsonOutTest {
    private static final int TEXTS = 20_000;

    /** What is hard in each of its kinds, and what is usual. */
    private static final int[] CODE_POINTS = {
        0, 1, '\b', '\t', '\n', '\f', '\r', 0x1f, ' ', '"', '/', '\\', 'a', 'z', 0x7f, 0x80, 0xff, 0x7ff, 0x800, 0x2028,
        0x4e2d, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f3d0, 0x10ffff
    };

    private static JsonOut out() {
        return new JsonOut(new TimeTexts(HttpTown.ZONE), 0);
    }

    private static String text(JsonOut json) {
        return new String(json.bytes(), StandardCharsets.UTF_8);
    }

    private interface Step {
        void on(JsonGenerator json) throws IOException;
    }

    private static String library(Step step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            // As it would be in text; by default each half is escaped.
            json.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
            step.on(json);
        } catch (IOException inMemory) {
            throw new AssertionError(inMemory);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesAnyTextAsALibraryDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder made = new StringBuilder();
            for (int left = random.nextInt(20); left > 0; left--)
                made.appendCodePoint(
                        random.nextInt(3) == 0 ? CODE_POINTS[random.nextInt(CODE_POINTS.length)] : 'a' + left);
            String value = made.toString();

            assertThat(text(out().object().field(value, value).end())).isEqualTo(library(json -> {
                json.writeStartObject();
                json.writeStringField(value, value);
                json.writeEndObject();
            }));
        }
    }

    @Test
    void writesHalfACharacterAsWhatStandsForNone() {
        for (String half : List.of("\ud83c", "\udfd0", "a\ud83c", "\ud83ca", "\udfd0\ud83c", "\ud83c\ud83c\udfd0"))
            assertThat(out().object().field("it", half).end().bytes())
                    .isEqualTo(("{\"it\":\"" + half.replaceAll("\\p{Cs}", "\ufffd") + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesAnyNumberAsALibraryDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TEXTS; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            double fraction = random.nextInt(2) == 0
                    ? random.nextDouble(-180, 180)
                    : number * Math.pow(10, random.nextInt(-300, 280));
            assertThat(text(out().object()
                            .field("n", number)
                            .field("f", fraction)
                            .end()))
                    .isEqualTo(library(json -> {
                        json.writeStartObject();
                        json.writeNumberField("n", number);
                        json.writeNumberField("f", fraction);
                        json.writeEndObject();
                    }));
        }
        for (long edge : new long[] {0, -1, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1})
            assertThat(text(out().object().field("n", edge).end())).isEqualTo("{\"n\":" + edge + "}");
    }

    @Test
    void putsACommaBetweenAllThatFollowsSomething() {
        JsonFragment fragment =
                JsonFragment.of(out().object().field("x", 1).fieldNull("y").end());

        assertThat(text(out().object()
                        .object("empty")
                        .end()
                        .array("none")
                        .endArray()
                        .array("some")
                        .object()
                        .fields(fragment)
                        .field("z", true)
                        .end()
                        .value("v")
                        .value(1.5)
                        .endArray()
                        .ranges("ranges", List.of(new NumberRange(1, 2), new NumberRange(4, 4)))
                        .fields(fragment)
                        .time("at", 0)
                        .end()))
                .isEqualTo("{\"empty\":{},\"none\":[],\"some\":[{\"x\":1,\"y\":null,\"z\":true},\"v\",1.5],"
                        + "\"ranges\":[[1,2],[4,4]],\"x\":1,\"y\":null,\"at\":\"1970-01-01T08:00:00+08:00\"}");
    }

    @Test
    void refusesWhatWouldBeNoJson() {
        assertThatThrownBy(() -> out().object().field("f", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> out().object().array("a").end().bytes()).hasMessageContaining("not ended");
        assertThatThrownBy(() -> out().object().done()).hasMessageContaining("not ended");
    }
}
