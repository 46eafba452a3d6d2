package io.yizhan.loadtest.city;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** By HTTP: {@code POST /v1/…}. */
final class HttpLine implements Line {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

    private final HttpClient http;
    private final Engines.Way way;
    private final String what;
    private final String token;
    private final Patience patience;

    /**
     * @param http of all devices
     * @param what is told, for instance {@code gates/sh-001-g1/events}
     */
    HttpLine(HttpClient http, Engines.Way way, String what, String token, Patience patience) {
        this.http = http;
        this.way = way;
        this.what = what;
        this.token = token;
        this.patience = patience;
    }

    @Override
    public void tell(String body) throws InterruptedException {
        JsonNode receipt = ask(body);
        if (receipt.has("rejected")) throw new Failure(what + " is told that something is wrong: " + receipt);
    }

    /** The receipt. */
    JsonNode ask(String body) throws InterruptedException {
        Patience.Tries tries = patience.tries();
        while (true) {
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(way.here().url() + "/v1/" + what))
                                .timeout(ANSWER_MAX)
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status == 200) return JSON.readTree(answer.body());
                if (status != 429 && status / 100 != 5)
                    throw new Failure(what + " is refused: " + status + " " + answer.body());
                if (status / 100 == 5) way.next();
                tries.pause(status + " " + answer.body());
            } catch (JsonProcessingException malformed) {
                throw new Failure(what + " is answered with what is no JSON", malformed);
            } catch (IOException none) {
                way.next();
                tries.pause(none.toString());
            }
        }
    }

    @Override
    public void close() {}
}
