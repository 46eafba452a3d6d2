package io.yizhan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What generators make types and names of is there to be used: formats, names, one answer a case. */
final class GeneratorsTest {
    private static final JsonNode CONTRACT = Contract.tree(Contract.text());
    private static final Pattern TIME = Pattern.compile("start|end|at|asOf|lastHeard|until|[a-z]+(At|Until)");
    private static final Pattern COUNTED_WITHOUT_END = Pattern.compile("seq|seqMax|through|version");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void timesAreTimes() {
        List<String> wrong = new ArrayList<>();
        properties((pointer, name, schema) -> {
            boolean local = schema.path("$ref").asText().endsWith("/LocalTime");
            // Something may begin with a day.
            boolean told = Set.of("date-time", "date").contains(format(schema));
            if (TIME.matcher(name).matches() && !local && !told) wrong.add(pointer);
            if (name.equals("date") && !format(schema).equals("date")) wrong.add(pointer);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void numbersThatGrowWithoutEndAreLong() {
        List<String> wrong = new ArrayList<>();
        properties((pointer, name, schema) -> {
            if (COUNTED_WITHOUT_END.matcher(name).matches() && !format(schema).equals("int64")) wrong.add(pointer);
        });
        Contract.schemas(CONTRACT, (pointer, schema) -> {
            if (schema.path("type").asText().equals("number") && format(schema).isEmpty()) wrong.add(pointer);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNoJsonComesAsBytesOrText() {
        List<String> wrong = new ArrayList<>();
        Contract.walk(CONTRACT, "", (pointer, node) -> {
            if (!pointer.endsWith("/content") || isForBrowsers(pointer)) return;
            node.properties().forEach(content -> {
                JsonNode schema = content.getValue().path("schema");
                boolean json = content.getKey().endsWith("json");
                boolean read =
                        Set.of("text/plain", "text/html", "text/event-stream").contains(content.getKey());
                if (!json && !schema.path("type").asText().equals("string")) wrong.add(pointer);
                if (!json && !read && !format(schema).equals("binary")) wrong.add(pointer);
            });
        });
        assertThat(wrong).isEmpty();
    }

    /** Whether it is of an operation that generators leave out. */
    private static boolean isForBrowsers(String pointer) {
        String operation = Stream.of(pointer.split("/", -1)).limit(4).collect(Collectors.joining("/"));
        return CONTRACT.at(operation).path("x-internal").asBoolean();
    }

    /** What has no name gets one from each generator, and another one with the next field. */
    @Test
    void objectsAndEnumerationsHaveNames() {
        List<String> wrong = new ArrayList<>();
        Contract.schemas(CONTRACT, (pointer, schema) -> {
            boolean named = pointer.matches("/components/schemas/[A-Za-z]+(/allOf/\\d)?");
            boolean code = pointer.endsWith("/properties/code");
            if (!named && schema.path("properties").size() > 0) wrong.add(pointer);
            if (!named && !code && schema.has("enum")) wrong.add(pointer);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyOperationHasANameATagAndAnswers() {
        Map<String, String> names = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        Set<String> tags = new TreeSet<>();
        CONTRACT.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
        CONTRACT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(it -> {
                    if (!METHODS.contains(it.getKey())) return;
                    String place = it.getKey() + " " + path.getKey();
                    JsonNode operation = it.getValue();
                    String name = operation.path("operationId").asText();
                    if (!name.matches("[a-z]+([A-Z][a-z]+)*") || names.put(name, place) != null)
                        wrong.add(place + ": name");
                    if (operation.path("tags").size() != 1
                            || !tags.contains(operation.path("tags").get(0).asText())) wrong.add(place + ": tag");
                    for (String text : List.of("summary", "description"))
                        if (operation.path(text).asText().isBlank()) wrong.add(place + ": " + text);
                    if (operation.path("x-internal").asBoolean()) return;
                    TreeSet<String> answers = new TreeSet<>();
                    operation.path("responses").properties().forEach(answer -> answers.add(answer.getKey()));
                    if (!answers.first().startsWith("2")) wrong.add(place + ": no answer");
                    if (answers.stream().noneMatch(status -> status.startsWith("4"))) wrong.add(place + ": no refusal");
                    JsonNode security = operation.path("security");
                    if ((security.size() > 0) != answers.contains("401")) wrong.add(place + ": 401 and security");
                    boolean guarded = security.size() > 0 && !isOptional(security);
                    if (guarded != (answers.contains("403") && answers.contains("429")))
                        wrong.add(place + ": 403, 429");
                }));
        assertThat(wrong).isEmpty();
    }

    /** Whether it is answered without any token as well. */
    private static boolean isOptional(JsonNode security) {
        for (JsonNode way : security) if (way.isEmpty()) return true;
        return false;
    }

    @Test
    void everyParameterOfAPathIsDescribed() {
        List<String> wrong = new ArrayList<>();
        CONTRACT.path("paths").properties().forEach(path -> {
            Set<String> described = new TreeSet<>();
            path.getValue().path("parameters").forEach(it -> {
                JsonNode parameter = resolved(it);
                if (parameter.path("in").asText().equals("path"))
                    described.add("{" + parameter.path("name").asText() + "}");
            });
            Set<String> named = new TreeSet<>(Pattern.compile("\\{[^}]*}")
                    .matcher(path.getKey())
                    .results()
                    .map(it -> it.group())
                    .toList());
            if (!named.equals(described)) wrong.add(path.getKey());
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void aUnionsMappingNamesEachOfItsPartsByTheirCode() {
        List<String> wrong = new ArrayList<>();
        Contract.schemas(CONTRACT, (pointer, schema) -> {
            if (!schema.has("discriminator")) return;
            TreeSet<String> parts = new TreeSet<>();
            schema.path("oneOf").forEach(part -> parts.add(part.path("$ref").asText()));
            TreeSet<String> mapped = new TreeSet<>();
            schema.at("/discriminator/mapping").properties().forEach(it -> {
                mapped.add(it.getValue().asText());
                if (!codes(it.getValue().asText()).contains(it.getKey())) wrong.add(pointer + ": " + it.getKey());
            });
            if (!parts.equals(mapped)) wrong.add(pointer);
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsDescribedIsUsed() {
        TreeSet<String> unused = new TreeSet<>();
        CONTRACT.path("components")
                .properties()
                .forEach(part -> part.getValue()
                        .properties()
                        .forEach(it -> unused.add("#/components/" + part.getKey() + "/" + it.getKey())));
        Contract.walk(CONTRACT, "", (pointer, node) -> {
            if (pointer.endsWith("/$ref") || pointer.contains("/mapping/")) unused.remove(node.asText());
            // A way to sign in is named, not referred to.
            if (pointer.matches(".*/security/[0-9]+/[a-z]+"))
                unused.remove("#/components/securitySchemes/" + pointer.substring(pointer.lastIndexOf('/') + 1));
        });
        assertThat(unused).isEmpty();
    }

    private interface Property {
        void is(String pointer, String name, JsonNode schema);
    }

    private static void properties(Property visitor) {
        Contract.schemas(
                CONTRACT,
                (pointer, schema) -> schema.path("properties")
                        .properties()
                        .forEach(it -> visitor.is(pointer + "/" + it.getKey(), it.getKey(), it.getValue())));
    }

    /** The values that a problem's {@code code} may have. */
    private static Set<String> codes(String reference) {
        Set<String> codes = new TreeSet<>();
        CONTRACT.at(reference.substring(1))
                .at("/allOf/1/properties/code/enum")
                .forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private static String format(JsonNode schema) {
        return resolved(schema).path("format").asText();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? CONTRACT.at(node.path("$ref").asText().substring(1)) : node;
    }
}
