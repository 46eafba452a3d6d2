package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Holds requests and answers to {@code openapi.yaml}. The validator knows few media types and wants a parameter to be a whole segment of a
 * path, so the others get names that it takes: nothing else of the contract is touched.
 */
public final class HttpContract {
    /** Whose bodies are taken in part, and what their answer then has. */
    private static final Map<String, String> IN_PART = Map.of(
            "recordGateEvents", "\"rejected\":",
            "reportTelemetry", "\"rejected\":",
            "reportMachineFrames", "\"rejected\":",
            "placeForMembers", "\"problem\":");

    private static final String ICS = ".ics";
    /** Of which the validator takes whatever there is. */
    private static final List<String> TEXTS = List.of(
            "application/jose",
            "application/yaml",
            "application/manifest+json",
            "image/png",
            "image/svg+xml",
            "text/html",
            "text/css",
            "text/javascript",
            "text/event-stream",
            "text/calendar",
            "text/csv",
            "application/vnd.garmin.tcx+xml");

    private static final Vertx VERTX = Vertx.vertx();
    private static final OpenAPIContract CONTRACT = read();
    private static final ResponseValidator RESPONSES = ResponseValidator.create(VERTX, CONTRACT);
    /** A problem may have more than its schema says, so the validator takes whatever it has. */
    private static final Set<String> PROBLEM_FIELDS = properties("Problem").fieldNames();

    private HttpContract() {}

    private static String path(String pathAndQuery) {
        String path = pathAndQuery.split("\\?", 2)[0];
        return path.endsWith(ICS) ? path.substring(0, path.length() - ICS.length()) + "/" + ICS : path;
    }

    /** As it is. */
    static JsonObject document() {
        try (InputStream in = HttpContract.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new JsonObject(Json.encode(yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static JsonObject schema(String name) {
        return document().getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    public static JsonObject properties(String schema) {
        return schema(schema).getJsonObject("properties");
    }

    private static OpenAPIContract read() {
        String json = document().encode();
        for (String type : List.of("application/problem+json", "application/geo+json")) {
            json = json.replace('"' + type + '"', '"' + renamed(type) + '"');
        }
        for (String type : TEXTS) json = json.replace('"' + type + '"', "\"text/plain\"");
        json = json.replace("\"application/x-www-form-urlencoded\"", "\"multipart/form-data\"")
                .replace("{id}" + ICS, "{id}/" + ICS);
        return HttpEngine.await(OpenAPIContract.from(VERTX, new JsonObject(json)));
    }

    private static String renamed(String contentType) {
        String type = contentType.split(";", 2)[0];
        return switch (type) {
            case "application/json",
                    "application/vnd.openactive.rpde+json",
                    "application/vnd.openactive.booking+json" -> type;
            case "application/problem+json", "application/geo+json" -> type.replace("application/", "application/vnd.");
            default -> "text/plain";
        };
    }

    /** Paths that the contract does not have are for the tests that ask for what is not there. */
    static void hold(
            String method, String pathAndQuery, List<String> headers, String body, HttpResponse<String> answer) {
        Operation operation = CONTRACT.findOperation(path(pathAndQuery), HttpMethod.valueOf(method));
        if (operation == null) return;
        if (operation.getResponse(answer.statusCode()) == null) {
            throw new AssertionError("undocumented: " + method + " " + pathAndQuery + " → " + answer.statusCode() + "\n"
                    + answer.body());
        }
        hold(
                operation,
                answer.statusCode(),
                answer.headers().firstValue("content-type").orElse(""),
                answer.body());
        // What the contract does not take of such a body was not taken, and the answer says so.
        String saidSo = IN_PART.get(operation.getOperationId());
        boolean inPart = saidSo != null && answer.body().contains(saidSo);
        boolean asJson = operation.getRequestBody() != null
                && operation.getRequestBody().getContent().containsKey("application/json");
        if (answer.statusCode() < 300 && !body.isEmpty() && asJson && !inPart) {
            assertThat(accepts(operation.getOperationId(), body))
                    .as("the contract takes what the server took: %s", body)
                    .isTrue();
        }
        assertThat(headers.size() % 2).isZero();
    }

    private static void hold(Operation operation, int status, String contentType, String body) {
        if (body.isEmpty()) return;
        String type = renamed(contentType);
        if (type.equals("text/plain")) {
            assertThat(operation.getResponse(status).getContent()).containsKey(type);
            return;
        }
        if (contentType.startsWith("application/problem+json"))
            assertThat(PROBLEM_FIELDS)
                    .as("the contract describes each field of %s", body)
                    .containsAll(new JsonObject(body).fieldNames());
        var response = ValidatableResponse.create(status, Buffer.buffer(body), type);
        try {
            RESPONSES
                    .validate(response, operation.getOperationId())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(operation.getOperationId() + " " + status + " " + contentType + "\n" + body, e);
        }
    }

    /** A 500 is in no operation's list, as it may come from all: it looks like any other problem. */
    static void holdProblem(String body) {
        hold(CONTRACT.operation("getStation"), 404, "application/problem+json", body);
    }

    public static boolean accepts(String operationId, String body) {
        var content = CONTRACT.operation(operationId).getRequestBody().getContent();
        var schema = Objects.requireNonNull(content.get("application/json")).getSchema();
        return CONTRACT.getSchemaRepository()
                .validator(schema)
                .validate(Json.decodeValue(body))
                .getValid();
    }

    static List<Operation> operations() {
        return CONTRACT.operations();
    }
}
