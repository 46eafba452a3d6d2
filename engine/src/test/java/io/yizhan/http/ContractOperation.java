package io.yizhan.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * One operation of {@code openapi.yaml}, with a request for it that makes sense in {@link io.yizhan.town.HttpTown}: made of the contract's own
 * examples.
 *
 * @param path with its parameters in braces
 * @param schemes by which a caller may show who it is; none where anybody may call
 * @param parameters of the path, with an example each
 * @param queries names of parameters that may be asked with
 * @param query of what changes something, with all that the contract has an example of, else with what must be there; "" for none
 * @param headers that must be sent: name, value, name, value …
 * @param body empty for none
 * @param statuses of the answers that are described
 */
record ContractOperation(
        String id,
        String method,
        String path,
        Set<String> schemes,
        Map<String, String> parameters,
        Set<String> queries,
        String query,
        List<String> headers,
        String body,
        Set<String> statuses) {
    private static final JsonObject DOCUMENT = HttpContract.document();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    /** All that the contract has, in its order. */
    static List<ContractOperation> all() {
        List<ContractOperation> all = new ArrayList<>();
        JsonObject paths = DOCUMENT.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : METHODS) if (item.containsKey(method)) all.add(of(path, item, method));
        }
        return all;
    }

    private static ContractOperation of(String path, JsonObject item, String method) {
        JsonObject operation = item.getJsonObject(method);
        String id = operation.getString("operationId");
        Map<String, String> parameters = new HashMap<>();
        Set<String> queries = new TreeSet<>();
        List<String> headers = new ArrayList<>();
        StringBuilder query = new StringBuilder();
        for (JsonObject each : parameters(item, operation)) {
            String name = each.getString("name");
            boolean required = each.getBoolean("required", false);
            if (each.getString("in").equals("path")) parameters.put(name, example(id, "parameter " + name, each));
            if (each.getString("in").equals("query")) queries.add(name);
            if (each.getString("in").equals("query")
                    && (required || !method.equals("get"))
                    && each.containsKey("example"))
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(example(id, "parameter " + name, each), StandardCharsets.UTF_8));
            if (each.getString("in").equals("header") && required)
                headers.addAll(List.of(name, example(id, "parameter " + name, each)));
        }
        String body = "";
        if (operation.containsKey("requestBody")) {
            JsonObject content =
                    resolved(operation.getJsonObject("requestBody")).getJsonObject("content");
            String type = content.containsKey(FORM) ? FORM : content.containsKey(JSON) ? JSON : "text/plain";
            JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
            String example = example(id, "body", resolved(schema));
            body = type.equals(FORM) ? form(new JsonObject(example)) : example;
            headers.addAll(List.of("Content-Type", type));
        }
        return new ContractOperation(
                id,
                method.toUpperCase(Locale.ROOT),
                path,
                schemes(operation),
                parameters,
                queries,
                query.toString(),
                headers,
                body,
                operation.getJsonObject("responses").fieldNames());
    }

    /** As a page's form sends it: an array as its name with each of its values. */
    private static String form(JsonObject fields) {
        StringJoiner form = new StringJoiner("&");
        for (Map.Entry<String, Object> field : fields) {
            JsonArray values = field.getValue() instanceof JsonArray several ? several : JsonArray.of(field.getValue());
            for (Object value : values)
                form.add(field.getKey() + '=' + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static List<JsonObject> parameters(JsonObject item, JsonObject operation) {
        List<JsonObject> all = new ArrayList<>();
        for (JsonObject where : List.of(item, operation)) {
            JsonArray several = where.getJsonArray("parameters", new JsonArray());
            for (int i = 0; i < several.size(); i++) all.add(resolved(several.getJsonObject(i)));
        }
        return all;
    }

    /** None where it does without, too. */
    private static Set<String> schemes(JsonObject operation) {
        JsonArray ways = operation.getJsonArray("security", DOCUMENT.getJsonArray("security"));
        Set<String> schemes = new TreeSet<>();
        for (int i = 0; i < ways.size(); i++) {
            if (ways.getJsonObject(i).isEmpty()) return Set.of();
            schemes.addAll(ways.getJsonObject(i).fieldNames());
        }
        return schemes;
    }

    private static JsonObject resolved(JsonObject it) {
        String reference = it.getString("$ref");
        if (reference == null) return it;
        JsonObject at = DOCUMENT;
        for (String name : reference.substring("#/".length()).split("/", -1)) at = at.getJsonObject(name);
        return at;
    }

    /** The contract speaks of a city whose first station the town has under another name. */
    private static String example(String id, String what, JsonObject of) {
        Object example =
                of.containsKey("examples") ? of.getJsonArray("examples").getValue(0) : of.getValue("example");
        if (example == null)
            throw new AssertionError("openapi.yaml: the " + what + " of " + id
                    + " has no example: give it one, so that it can be tried");
        String text = example instanceof JsonObject object ? object.encode() : example.toString();
        return text.replace("sh-001", "s-1");
    }

    /** What is asked for, with these instead of the examples; without the query. */
    String target(Map<String, String> instead) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(instead);
        String target = path;
        for (Map.Entry<String, String> each : all.entrySet())
            target = target.replace('{' + each.getKey() + '}', each.getValue());
        return target;
    }
}
