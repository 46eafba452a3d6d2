package io.yizhan.http.openactive.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** JSON-LD in the compact form that the specification has: whatever a reader does not know, it leaves alone. */
public final class LinkedData {
    private static final ObjectMapper TREES = new ObjectMapper();

    private LinkedData() {}

    /** A {@link JsonFault}, or the object. */
    public static Object parse(byte[] body) {
        return JsonIn.parse(body, json -> {
            JsonNode root = TREES.readTree(json);
            if (!(root instanceof ObjectNode object)) throw new JsonIn.Invalid("", "object");
            return object;
        });
    }

    /** Of what was written here. */
    static JsonNode read(String text) {
        try {
            return TREES.readTree(text);
        } catch (IOException nothingElseIsWritten) {
            throw new UncheckedIOException(nothingElseIsWritten);
        }
    }

    static ObjectNode object() {
        return TREES.createObjectNode();
    }

    /** A text that is not blank; null for anything else. */
    public static @Nullable String text(@Nullable JsonNode of, String field) {
        JsonNode value = of == null ? null : of.get(field);
        return value != null && value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    /** What something is called that is given by its name, or as a whole; null where it has none. */
    static @Nullable String id(JsonNode of, String field) {
        JsonNode value = of.get(field);
        return value != null && value.isObject() ? text(value, "@id") : text(of, field);
    }

    static @Nullable ObjectNode object(JsonNode of, String field) {
        return of.get(field) instanceof ObjectNode object ? object : null;
    }

    /** Whether something is there that says something. */
    static boolean has(JsonNode of, String field) {
        JsonNode value = of.get(field);
        return value != null && !value.isNull();
    }

    /** Without what says nothing: an answer may have no nulls, and no empty text, list or object. */
    static ObjectNode pruned(ObjectNode object) {
        prune(object);
        return object;
    }

    private static void prune(JsonNode node) {
        if (!(node instanceof ObjectNode) && !(node instanceof ArrayNode)) return;
        for (Iterator<JsonNode> it = node.iterator(); it.hasNext(); ) {
            JsonNode each = it.next();
            prune(each);
            boolean says = each.isContainerNode()
                    ? !each.isEmpty()
                    : !each.isNull() && !each.asText().isEmpty();
            if (!says) it.remove();
        }
    }
}
