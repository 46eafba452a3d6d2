package io.yizhan.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON with places. The bytes are decoded first and strictly, so that columns count characters and another encoding is refused
 * by name rather than guessed. Size, depth and number of tokens are bounded before anything is built from them.
 */
final class JsonTree {
    static final int DEPTH_MAX = 16;
    static final int TOKENS_MAX = 5_000_000;
    private static final int STRING_CHARS_MAX = 4_000;
    private static final int NUMBER_CHARS_MAX = 40;
    private static final int MESSAGE_CHARS_MAX = 200;

    /** Names aren't pooled: a file of a million different ones would fill the pool for all readers. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_CHARS_MAX)
                    .maxNameLength(STRING_CHARS_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxTokenCount(TOKENS_MAX)
                    .build())
            .build();

    private final Problems problems;

    private JsonTree(Problems problems) {
        this.problems = problems;
    }

    /** Null where the bytes are no JSON; then a problem says where and why. */
    static @Nullable Node read(byte[] file, Problems problems) {
        CharBuffer text = decode(file, problems);
        if (text == null) return null;
        try (JsonParser parser =
                FACTORY.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining())) {
            if (parser.nextToken() == null) {
                problems.add(1, 1, "the file is empty");
                return null;
            }
            Node root = new JsonTree(problems).value(parser, Node.Step.ROOT);
            if (parser.nextToken() == null) return root;
            JsonLocation at = parser.currentTokenLocation();
            problems.add(at.getLineNr(), at.getColumnNr(), "something follows the end of the city");
        } catch (JsonProcessingException e) {
            addSyntaxProblem(e, problems);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return null;
    }

    private Node value(JsonParser parser, Node.Step step) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, step, at);
            case START_ARRAY -> array(parser, step, at);
            case VALUE_STRING -> scalar(step, at, Node.Kind.STRING, parser.getText());
            case VALUE_NUMBER_INT -> scalar(step, at, Node.Kind.INTEGER, parser.getText());
            case VALUE_NUMBER_FLOAT -> scalar(step, at, Node.Kind.DECIMAL, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> scalar(step, at, Node.Kind.BOOLEAN, parser.getText());
            case VALUE_NULL -> scalar(step, at, Node.Kind.NULL, "");
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new AssertionError("no value starts with " + token);
        };
    }

    private Node object(JsonParser parser, Node.Step step, JsonLocation at) throws IOException {
        Map<String, Node> fields = new LinkedHashMap<>();
        Node object = new Node(step, at.getLineNr(), at.getColumnNr(), Node.Kind.OBJECT, "", fields, List.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Node value = value(parser, new Node.Step(object, name, -1));
            if (fields.putIfAbsent(name, value) != null) problems.add(value, "is given twice");
        }
        return object;
    }

    private Node array(JsonParser parser, Node.Step step, JsonLocation at) throws IOException {
        List<Node> items = new ArrayList<>();
        Node array = new Node(step, at.getLineNr(), at.getColumnNr(), Node.Kind.ARRAY, "", Map.of(), items);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, new Node.Step(array, "", items.size())));
        }
        return array;
    }

    private static Node scalar(Node.Step step, JsonLocation at, Node.Kind kind, String text) {
        return new Node(step, at.getLineNr(), at.getColumnNr(), kind, text, Map.of(), List.of());
    }

    private static @Nullable CharBuffer decode(byte[] file, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(file);
        CharBuffer out = CharBuffer.allocate(file.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < out.limit(); i++) {
                column = out.get(i) == '\n' ? 1 : column + 1;
                if (out.get(i) == '\n') line++;
            }
            problems.add(line, column, "not UTF-8");
            return null;
        }
        if (out.hasRemaining() && out.get(0) == '\ufeff') out.position(1);
        return out;
    }

    private static void addSyntaxProblem(JsonProcessingException e, Problems problems) {
        JsonLocation at = e.getLocation();
        String why = e.getOriginalMessage().replaceAll("\\s+", " ");
        if (why.length() > MESSAGE_CHARS_MAX) why = why.substring(0, MESSAGE_CHARS_MAX) + "…";
        String what = e instanceof StreamConstraintsException ? "larger than a catalogue may be: " : "not JSON: ";
        problems.add(at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr(), what + why);
    }
}
