package io.yizhan.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A member as JSON. Equal members give equal text. Fields that are not known are passed over, and all but the id, the incarnation and the
 * URL may be absent, so that nodes of neighbouring versions understand each other.
 */
final class MemberText {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** It is not a member's text. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private MemberText() {}

    static String write(Member member) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", member.id());
        root.put("incarnation", member.incarnation());
        root.put("url", member.url().toString());
        root.put("schema", member.schema());
        root.put("leaving", member.leaving());
        ObjectNode owns = root.putObject("owns");
        new TreeMap<>(member.owns()).forEach(owns::put);
        put(root.putArray("ready"), member.ready());
        put(root.putArray("serves"), member.serves());
        return root.toString();
    }

    private static void put(ArrayNode array, Collection<String> texts) {
        for (String text : new TreeSet<>(texts)) array.add(text);
    }

    static Member read(String id, String text) throws Malformed {
        try {
            JsonNode root = JSON.readTree(text);
            if (!id.equals(text(root, "id"))) throw new Malformed("it is about another node");
            return new Member(
                    id,
                    text(root, "incarnation"),
                    URI.create(text(root, "url")),
                    root.path("schema").asInt(),
                    texts(root.path("serves")),
                    epochs(root.path("owns")),
                    texts(root.path("ready")),
                    root.path("leaving").asBoolean());
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            throw new Malformed(malformed.toString());
        }
    }

    private static String text(JsonNode root, String field) throws Malformed {
        JsonNode value = root.path(field);
        if (!value.isTextual()) throw new Malformed("no " + field);
        return value.textValue();
    }

    private static Set<String> texts(JsonNode array) throws Malformed {
        Set<String> texts = new TreeSet<>();
        for (JsonNode each : array) {
            if (!each.isTextual()) throw new Malformed("a region's name is not a text");
            texts.add(each.textValue());
        }
        return texts;
    }

    private static Map<String, Long> epochs(JsonNode object) throws Malformed {
        Map<String, Long> epochs = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : object.properties()) {
            if (!each.getValue().canConvertToLong()) throw new Malformed("an epoch is not a number");
            epochs.put(each.getKey(), each.getValue().longValue());
        }
        return epochs;
    }
}
