package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the engines as a phone does: in turns to each that it knows of, at once to another one where a connection is refused, and for a
 * while no more to one that has just failed. Blocks; any thread.
 */
final class Client {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int FINAL_TRIES = 5;
    private static final long AVOIDED_NS = 1_000_000_000L;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<String> urls;
    private final String region;
    private final Duration answerMax;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLongArray failedNs;
    private @Nullable String provider;

    /** @param answerMax a request without an answer for longer is a {@link java.net.http.HttpTimeoutException} */
    Client(String url, Duration answerMax) {
        this(List.of(url), "", answerMax);
    }

    /** @param region empty for the engines' first one */
    Client(List<String> urls, String region, Duration answerMax) {
        this.urls = List.copyOf(urls);
        this.region = region;
        this.answerMax = answerMax;
        failedNs = new AtomicLongArray(urls.size());
        for (int i = 0; i < urls.size(); i++) failedNs.set(i, System.nanoTime() - AVOIDED_NS);
    }

    record Answer(int status, JsonNode json, boolean replayed, boolean retryAfter) {
        String text(String field) {
            return json.path(field).asText();
        }
    }

    /** @throws IOException no answer came: whether it was done is unknown */
    Answer send(String method, String path, String token, String key, String body)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            int at = next();
            try {
                return send(urls.get(at), method, path, token, key, body);
            } catch (ConnectException refused) {
                // It was not even sent.
                failedNs.set(at, System.nanoTime());
                if (tries >= urls.size()) throw refused;
            } catch (IOException lost) {
                failedNs.set(at, System.nanoTime());
                throw lost;
            }
        }
    }

    /** In turns, but for those that have just failed, unless all have. */
    private int next() {
        int first = Math.floorMod(turn.getAndIncrement(), urls.size());
        for (int i = 0; i < urls.size(); i++) {
            int at = (first + i) % urls.size();
            if (System.nanoTime() - failedNs.get(at) >= AVOIDED_NS) return at;
        }
        return first;
    }

    private Answer send(String url, String method, String path, String token, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(answerMax);
        if (!region.isEmpty()) request.header("Yizhan-Region", region);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (!key.isEmpty()) request.header("Idempotency-Key", key);
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        JsonNode json;
        try {
            json = JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (JsonProcessingException malformed) {
            throw new Failure(method + " " + path + " was answered with what is no JSON: " + answer.body(), malformed);
        }
        return new Answer(
                answer.statusCode(),
                json,
                answer.headers().firstValue("idempotency-replayed").isPresent(),
                answer.headers().firstValue("retry-after").isPresent());
    }

    Answer place(String token, Attempt it) throws IOException, InterruptedException {
        return send(
                "POST",
                "/v1/reservations",
                token,
                it.key,
                JSON.createObjectNode()
                        .put("party", it.party)
                        .put("mode", it.hold ? "hold" : "confirm")
                        .set("slots", JSON.createArrayNode().add(it.slot))
                        .toString());
    }

    /** After the drill, when an answer must come; one lost connection may have been idle for too long. */
    Answer surely(String method, String path, String token, String key, String body) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                Answer answer = send(method, path, token, key, body);
                if (answer.status() != 503 || tries == FINAL_TRIES) return answer;
            } catch (IOException failed) {
                if (tries == FINAL_TRIES)
                    throw new Failure(method + " " + path + " gets no answer after the drill", failed);
            }
            Thread.sleep(500);
        }
    }

    JsonNode get(String path, String token) throws InterruptedException {
        Answer answer = surely("GET", path, token, "", "");
        if (answer.status() != 200) throw new Failure("GET " + path + ": " + answer.status() + " " + answer.json());
        return answer.json();
    }

    /** From here on, tokens are those of an identity provider, and no longer of the engine's development mode; null for its. */
    void tokensFrom(@Nullable String url) {
        provider = url;
    }

    /** Tokens of so many members: the prefix, and numbers. */
    List<String> members(String prefix, int count) throws InterruptedException {
        if (provider != null)
            return provided("/tokens?count=" + count + "&prefix=" + prefix)
                    .lines()
                    .toList();
        String claims = JSON.createObjectNode()
                .put("count", count)
                .put("prefix", prefix)
                .set("roles", JSON.createArrayNode().add("member"))
                .toString();
        List<String> tokens = new ArrayList<>();
        surely("POST", "/dev/tokens", "", "", claims).json().path("tokens").forEach(it -> tokens.add(it.asText()));
        if (tokens.size() != count) throw new Failure("no tokens from " + urls);
        return tokens;
    }

    /** Of a gate of the city. */
    String gate(String gate) throws InterruptedException {
        if (provider != null)
            return provided("/tokens?subject=" + gate + "&role=gate").strip();
        String claims = JSON.createObjectNode()
                .put("subject", gate)
                .set("roles", JSON.createArrayNode().add("gate"))
                .toString();
        return surely("POST", "/dev/tokens", "", "", claims).text("token");
    }

    /** Of somebody who may run every station. */
    String admin() throws InterruptedException {
        String claims = JSON.createObjectNode()
                .put("subject", "drill-admin")
                .set("roles", JSON.createArrayNode().add("admin"))
                .toString();
        return surely("POST", "/dev/tokens", "", "", claims).text("token");
    }

    private String provided(String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(provider + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new Failure("no tokens from " + provider, failed);
        }
    }

    /** Where the first of them is. */
    String url() {
        return urls.getFirst();
    }

    /** All of a member's reservations, whatever their state. */
    List<JsonNode> reservations(String token) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get("/v1/me/reservations?limit=100" + after, token);
            page.path("reservations").forEach(all::add);
            after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        return all;
    }
}
