package io.yizhan.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A real client, from another stack than the server's. */
public final class HttpClient {
    private final java.net.http.HttpClient http = java.net.http.HttpClient.newBuilder()
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final int port;
    private final Map<String, String> tokens = new HashMap<>();
    private final AtomicInteger keys = new AtomicInteger();

    HttpClient(int port) {
        this.port = port;
    }

    public record Answer(String method, String path, int status, HttpResponse<String> response) {
        public String body() {
            return response.body();
        }

        public JsonObject json() {
            return new JsonObject(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String code() {
            return json().getString("code");
        }
    }

    /** A body of bytes: as {@link StandardCharsets#ISO_8859_1}, which loses none. */
    Answer image(String subject, String path) {
        String[] headers = {"Authorization", bearer(subject)};
        return send("GET", path, "", HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1), headers);
    }

    /** @param headers name, value, name, value … */
    Answer send(String method, String path, String body, String... headers) {
        return send(method, path, body, HttpClient::text, headers);
    }

    /** Of what never ends, nothing: that is for a {@link LiveReader}. */
    private static HttpResponse.BodySubscriber<String> text(HttpResponse.ResponseInfo head) {
        boolean endless = head.headers().firstValue("content-type").orElse("").equals("text/event-stream");
        return endless && head.headers().firstValue("transfer-encoding").isPresent()
                ? new Unread()
                : HttpResponse.BodyHandlers.ofString().apply(head);
    }

    /** Gives up the connection. */
    private static final class Unread implements HttpResponse.BodySubscriber<String> {
        @Override
        public CompletionStage<String> getBody() {
            return CompletableFuture.completedStage("");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> some) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private Answer send(
            String method, String path, String body, HttpResponse.BodyHandler<String> read, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        try {
            HttpResponse<String> response = http.send(request.build(), read);
            HttpContract.hold(method, path, List.of(headers), body, response);
            return new Answer(method, path, response.statusCode(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer getAs(String subject, String path) {
        return get(path, "Authorization", bearer(subject));
    }

    public Answer as(String subject, String method, String path) {
        return send(method, path, "", "Authorization", bearer(subject));
    }

    /** Without waiting for the answer. */
    CompletableFuture<Answer> laterAs(String subject, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", bearer(subject))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer("GET", path, response.statusCode(), response));
    }

    String bearer(String subject) {
        return "Bearer " + tokens.computeIfAbsent(subject, it -> token("""
                {"roles":["member"],"subject":"%s"}""".formatted(it)));
    }

    public String token(String claims) {
        return send("POST", "/dev/tokens", claims, "Content-Type", "application/json")
                .json()
                .getString("token");
    }

    public Answer reserve(String subject, String body) {
        return reserve(subject, "key-" + keys.incrementAndGet(), body);
    }

    Answer reserve(String subject, String key, String body) {
        return sendJson(bearer(subject), "POST", "/v1/reservations", body, "Idempotency-Key", key);
    }

    /** @param headers beside those that say who asks, and that it is JSON */
    public Answer sendJson(String bearer, String method, String path, String json, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 4);
        System.arraycopy(
                new String[] {"Authorization", bearer, "Content-Type", "application/json"}, 0, all, headers.length, 4);
        return send(method, path, json, all);
    }

    /** As everybody sees it, on the page of its station. */
    JsonObject slot(String id) {
        int dot = id.lastIndexOf('.');
        String venue = id.substring(0, dot);
        String date = LocalDate.parse(id.substring(dot + 1, id.indexOf('T', dot)), DateTimeFormatter.BASIC_ISO_DATE)
                .toString();
        String station = venue.substring(0, venue.lastIndexOf('-'));
        Answer page = get("/v1/stations/" + station + "/slots?venue=" + venue + "&date=" + date);
        return slot(page, id);
    }

    static JsonObject slot(Answer page, String id) {
        for (Object venue : page.json().getJsonArray("venues"))
            for (Object slot : ((JsonObject) venue).getJsonArray("slots"))
                if (((JsonObject) slot).getString("id").equals(id)) return (JsonObject) slot;
        throw new AssertionError("no slot " + id + " in " + page.body());
    }

    public static String slots(String... ids) {
        return "{\"slots\":[\"" + String.join("\",\"", ids) + "\"]}";
    }
}
