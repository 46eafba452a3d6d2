package io.yizhan.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description as text and as a tree, read as YAML 1.2 by a parser that takes no key twice. */
final class Contract {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // What the linters log is among what they say; and a description is no schema, though it has some.
        for (String linter : List.of("io.swagger", "com.networknt"))
            ((Logger) LoggerFactory.getLogger(linter)).setLevel(Level.OFF);
    }

    private Contract() {}

    static String text() {
        return resource("/openapi.yaml");
    }

    static JsonNode tree(String yaml) {
        LoadSettings strict = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setLabel("openapi.yaml")
                .build();
        return JSON.valueToTree(new Load(strict).loadFromString(yaml));
    }

    static String resource(String name) {
        try (InputStream in = Contract.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not on the class path");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Calls with every node below this one, and its JSON Pointer. */
    static void walk(JsonNode node, String pointer, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.properties().forEach(field -> walk(field.getValue(), pointer + "/" + escaped(field.getKey()), visitor));
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) walk(node.get(i), pointer + "/" + i, visitor);
    }

    /** Every schema there is, with its JSON Pointer: those of components, parameters, headers and contents, and all within them. */
    static void schemas(JsonNode contract, BiConsumer<String, JsonNode> visitor) {
        contract.at("/components/schemas")
                .properties()
                .forEach(it -> schema(it.getValue(), "/components/schemas/" + it.getKey(), visitor));
        walk(contract.path("paths"), "/paths", (pointer, node) -> held(pointer, node, visitor));
        for (String part : List.of("parameters", "headers", "responses"))
            walk(
                    contract.at("/components/" + part),
                    "/components/" + part,
                    (pointer, node) -> held(pointer, node, visitor));
    }

    private static void held(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (pointer.endsWith("/schema")) schema(node, pointer, visitor);
    }

    private static void schema(JsonNode schema, String pointer, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, schema);
        schema.path("properties")
                .properties()
                .forEach(it -> schema(it.getValue(), pointer + "/properties/" + it.getKey(), visitor));
        if (schema.has("items")) schema(schema.path("items"), pointer + "/items", visitor);
        for (String several : List.of("allOf", "oneOf", "anyOf")) {
            List<JsonNode> parts = new ArrayList<>();
            schema.path(several).forEach(parts::add);
            for (int i = 0; i < parts.size(); i++) schema(parts.get(i), pointer + "/" + several + "/" + i, visitor);
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
