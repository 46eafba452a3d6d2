package io.yizhan.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The engine as anybody sees it. Calls block; from any thread. Whatever is not the expected answer is a {@link Failure}. */
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final int PAGE = 100;

    public final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Api(String url) {
        this.url = url;
    }

    /**
     * A place to book, as the API shows it.
     *
     * @param alone whether somebody can book it alone, and without other dates
     */
    record Slot(
            String id, String station, boolean exclusive, int capacity, int remaining, String state, boolean alone) {
        /** Like most. */
        Slot(String id, String station, boolean exclusive, int capacity, int remaining, String state) {
            this(id, station, exclusive, capacity, remaining, state, true);
        }

        int taken() {
            return capacity - remaining;
        }
    }

    record Answer(int status, String body) {}

    Answer send(String method, String path, String token, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_MAX);
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        if (method.equals("POST")) request.header("Idempotency-Key", "lt-" + System.nanoTime());
        // Nobody else changes anything meanwhile.
        if (method.equals("PUT")) request.header("If-Match", "*");
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException failed) {
            throw new Failure(method + " " + url + path + " gets no answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", interrupted);
        }
    }

    private JsonNode read(String method, String path, String token, String body) {
        Answer answer = send(method, path, token, body);
        if (answer.status() != 200)
            throw new Failure(method + " " + url + path + ": " + answer.status() + " " + answer.body());
        return json(answer.body());
    }

    /** Where anything but 200 is a failure. */
    public void put(String path, String token, String body) {
        read("PUT", path, token, body);
    }

    /** What is at this path, as it is. */
    String text(String path) {
        Answer answer = send("GET", path, "", "");
        if (answer.status() != 200) throw new Failure("GET " + url + path + ": " + answer.status());
        return answer.body();
    }

    public JsonNode get(String path) {
        return read("GET", path, "", "");
    }

    /** As its bearer sees it. */
    public JsonNode get(String path, String token) {
        return read("GET", path, token, "");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new Failure("not JSON: " + text.substring(0, Math.min(200, text.length())), malformed);
        }
    }

    List<String> stations() {
        List<String> ids = new ArrayList<>();
        get("/v1/stations").path("stations").forEach(it -> ids.add(it.path("id").asText()));
        return ids;
    }

    String today(String station) {
        return get("/v1/stations/" + station + "/slots").path("date").asText();
    }

    /** By id, of all these stations and days. */
    Map<String, Slot> slots(List<String> stations, List<String> dates) {
        Map<String, Slot> all = new TreeMap<>();
        for (String station : stations) {
            for (String date : dates) {
                for (JsonNode venue :
                        get("/v1/stations/" + station + "/slots?date=" + date).path("venues")) {
                    boolean exclusive = venue.path("allocation").asText().equals("EXCLUSIVE");
                    for (JsonNode slot : venue.path("slots")) {
                        String id = slot.path("id").asText();
                        all.put(
                                id,
                                new Slot(
                                        id,
                                        station,
                                        exclusive,
                                        slot.path("capacity").asInt(),
                                        slot.path("remaining").asInt(),
                                        slot.path("state").asText(),
                                        slot.path("partyMin").asInt(1) == 1 && !slot.has("ofCourse")));
                    }
                }
            }
        }
        return all;
    }

    /** People inside, by station. */
    Map<String, Integer> inside(List<String> stations) {
        Map<String, Integer> all = new TreeMap<>();
        for (String station : stations) {
            all.put(
                    station,
                    get("/v1/stations/" + station + "/occupancy").path("inside").asInt());
        }
        return all;
    }

    /** People inside, of all stations, by one request. */
    public Map<String, Integer> crowds() {
        Map<String, Integer> all = new TreeMap<>();
        for (JsonNode it : get("/v1/stations").path("stations"))
            all.put(it.path("id").asText(), it.path("crowding").path("inside").asInt());
        return all;
    }

    /** The ids of a member's confirmed reservations, and of those that they have come to. */
    List<String> confirmed(String token) {
        List<String> ids = new ArrayList<>();
        for (String state : List.of("CONFIRMED", "CHECKED_IN")) {
            String after = "";
            do {
                JsonNode page = read("GET", "/v1/me/reservations?state=" + state + "&limit=" + PAGE + after, token, "");
                page.path("reservations").forEach(it -> ids.add(it.path("id").asText()));
                after = page.hasNonNull("next") ? "&after=" + page.path("next").asText() : "";
            } while (!after.isEmpty());
        }
        return ids;
    }

    /** Tokens as the development mode gives them, with these claims. */
    JsonNode tokens(String claims) {
        Answer answer = send("POST", "/dev/tokens", "", claims);
        if (answer.status() != 200)
            throw new Failure(
                    "no tokens from " + url + " (" + answer.status() + "): is it an engine in development mode?");
        return json(answer.body());
    }

    /** A number of /metrics; the sum where there are several of that name with these labels; 0 where there is none. */
    public double metric(String name, String... labels) {
        double sum = 0;
        for (String line : send("GET", "/metrics", "", "").body().lines().toList()) {
            if ((line.startsWith(name + " ") || line.startsWith(name + "{"))
                    && Arrays.stream(labels).allMatch(line::contains))
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
        return sum;
    }

    /** Where it listens. */
    public int port() {
        return URI.create(url).getPort();
    }

    /** Whether it says that it is ready, within a second. */
    public boolean ready(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
