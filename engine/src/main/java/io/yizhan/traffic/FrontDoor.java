package io.yizhan.traffic;

import io.yizhan.time.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The engine as anybody meets it: its port. Whoever is asked to come later (429, 503), or finds nobody there, waits and asks for the same
 * again. One thread.
 */
final class FrontDoor {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final Duration AGAIN_MIN = Duration.ofMillis(500);
    private static final Duration AGAIN_MAX = Duration.ofSeconds(10);

    private final HttpClient http;
    private final URI address;
    private final String region;
    private final Pace pace;
    private final FirstFault faults;

    /** @param address of the engine, without a path */
    FrontDoor(HttpClient http, URI address, String region, Pace pace, FirstFault faults) {
        this.http = http;
        this.address = address;
        this.region = region;
        this.pace = pace;
        this.faults = faults;
    }

    Answer get(Caller caller, String path) throws InterruptedException {
        return call(caller, request("GET", path, ""));
    }

    Answer post(Caller caller, String path, String json) throws InterruptedException {
        return call(caller, request("POST", path, json));
    }

    /** @param key the same for each retry */
    Answer post(Caller caller, String path, String key, String json) throws InterruptedException {
        return call(caller, request("POST", path, json).header("Idempotency-Key", key));
    }

    Answer delete(Caller caller, String path) throws InterruptedException {
        return call(caller, request("DELETE", path, ""));
    }

    private HttpRequest.Builder request(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Yizhan-Region", region)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return json.isEmpty() ? request : request.header("Content-Type", "application/json");
    }

    private Answer call(Caller caller, HttpRequest.Builder request) throws InterruptedException {
        if (caller.token.isEmpty()) caller.token = token(caller);
        Answer answer = answered(request.setHeader("Authorization", "Bearer " + caller.token));
        if (answer.status() != 401) return answer;
        caller.token = token(caller);
        return answered(request.setHeader("Authorization", "Bearer " + caller.token));
    }

    private String token(Caller caller) throws InterruptedException {
        return answered(request("POST", "/dev/tokens", caller.claims()))
                .expect(200)
                .json()
                .path("token")
                .asText();
    }

    private Answer answered(HttpRequest.Builder building) throws InterruptedException {
        HttpRequest request = building.build();
        Backoff backoff = new Backoff(AGAIN_MIN, AGAIN_MAX);
        while (true) {
            HttpResponse<byte[]> response = tried(request);
            if (response != null && response.statusCode() != 429 && response.statusCode() != 503)
                return new Answer(request.method() + " " + request.uri(), response.statusCode(), response.body());
            pace.pause(Duration.ofMillis(Math.max(backoff.nextMs(), wishedMs(response))));
        }
    }

    /** Null where nobody answers. */
    private @Nullable HttpResponse<byte[]> tried(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException nobody) {
            faults.tell(nobody);
            return null;
        }
    }

    private static long wishedMs(@Nullable HttpResponse<byte[]> later) {
        if (later == null) return 0;
        return 1_000 * later.headers().firstValueAsLong("Retry-After").orElse(0);
    }
}
