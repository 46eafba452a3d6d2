package io.yizhan.drill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.ReservationState;
import io.yizhan.town.DrillTown;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Speaks to an engine as a phone or a gate does. Any thread. */
public final class DrillClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String url;

    DrillClient(int port) {
        url = "http://127.0.0.1:" + port;
    }

    /** What came back. */
    public record Answer(int status, JsonObject json, boolean replayed, String retryAfter) {
        public String text(String field) {
            return String.valueOf(json.getString(field));
        }

        ReservationState state() {
            return ReservationState.valueOf(text("state"));
        }
    }

    /** @throws IOException no answer came: whether it was done is unknown */
    public Answer send(String method, String path, String token, @Nullable String key, @Nullable JsonObject body)
            throws IOException {
        HttpRequest.Builder request = request(path, token)
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()));
        if (key != null) request.header("Idempotency-Key", key);
        if (body != null) request.header("Content-Type", "application/json");
        return answer(request);
    }

    /** As an admin, whatever the present one is. */
    Answer replaceCatalogue(byte[] file) throws IOException {
        return answer(request("/v1/admin/catalogue?reason=drill", admin())
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    /** What operators did, the newest first. */
    JsonArray acts() throws IOException {
        return send("GET", "/v1/admin/audit", admin(), null, null).json().getJsonArray("acts");
    }

    /** The codes of what needs a person now. */
    List<String> alarms() throws IOException {
        return send("GET", "/v1/admin/alarms", admin(), null, null).json().getJsonArray("alarms").stream()
                .map(it -> ((JsonObject) it).getString("code"))
                .toList();
    }

    /** The engine at work. */
    JsonObject figures() throws IOException {
        return send("GET", "/v1/admin/engine", admin(), null, null).json();
    }

    private String admin() throws IOException {
        return tokens(new JsonObject().put("roles", new JsonArray().add("admin")))
                .getString("token");
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer answer(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body()),
                    response.headers().firstValue("idempotency-replayed").isPresent(),
                    response.headers().firstValue("retry-after").orElse(""));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** An answer that must come, with this status. */
    public Answer get(String path, String token) {
        try {
            Answer answer = send("GET", path, token, null, null);
            if (answer.status() != 200) throw new AssertionError("GET " + path + ": " + answer);
            return answer;
        } catch (IOException failed) {
            throw new AssertionError("GET " + path, failed);
        }
    }

    public boolean healthy() {
        try {
            return send("GET", "/health/ready", "", null, null).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Of the part "postgres", for instance "UP 0 events behind". */
    public String postgresHealth() {
        try {
            return part("postgres");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Which regions it owns, and for which it stands by; empty where it does not answer. */
    String lease() {
        try {
            return part("lease");
        } catch (IOException notNow) {
            return "";
        }
    }

    private String part(String name) throws IOException {
        Answer answer = send("GET", "/health/ready", "", null, null);
        for (Object part : answer.json().getJsonArray("parts")) {
            JsonObject it = (JsonObject) part;
            if (name.equals(it.getString("name"))) return it.getString("status") + " " + it.getString("detail");
        }
        throw new AssertionError(answer);
    }

    public Answer place(String token, String key, List<String> slots, int party, boolean hold) throws IOException {
        return send(
                "POST",
                "/v1/reservations",
                token,
                key,
                new JsonObject()
                        .put("slots", new JsonArray(slots))
                        .put("party", party)
                        .put("mode", hold ? "hold" : "confirm"));
    }

    /** Tokens of so many members: the prefix, and numbers from 1. */
    public List<String> members(String prefix, int count) {
        return tokens(new JsonObject()
                        .put("count", count)
                        .put("prefix", prefix)
                        .put("roles", new JsonArray().add("member")))
                .getJsonArray("tokens")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    String gateToken(String gate) {
        return String.valueOf(tokens(new JsonObject().put("subject", gate).put("roles", new JsonArray().add("gate")))
                .getString("token"));
    }

    /** An engine that has just started on a busy machine may say "later". */
    private JsonObject tokens(JsonObject body) {
        return Awaitility.await("tokens")
                .atMost(Duration.ofSeconds(30))
                .until(() -> send("POST", "/dev/tokens", "", null, body), it -> it.status() == 200)
                .json();
    }

    /** All of a member's reservations, by id. */
    Map<String, ReservationState> reservations(String token) {
        Map<String, ReservationState> all = new TreeMap<>();
        String after = "";
        do {
            Answer page = get("/v1/me/reservations?limit=100" + after, token);
            for (Object one : page.json().getJsonArray("reservations")) {
                JsonObject it = (JsonObject) one;
                ReservationState twice = all.put(it.getString("id"), ReservationState.valueOf(it.getString("state")));
                if (twice != null) throw new AssertionError(it + " is listed twice");
            }
            after = page.json().containsKey("next") ? "&after=" + page.text("next") : "";
        } while (!after.isEmpty());
        return all;
    }

    /** Capacity and places left of a slot. */
    record Places(int capacity, int remaining) {}

    /** Of every slot of the drill town on a day, by id. */
    Map<String, Places> places(java.time.LocalDate date) {
        Map<String, Places> all = new TreeMap<>();
        for (int i = 1; i <= DrillTown.STATIONS; i++) {
            JsonArray venues = get("/v1/stations/d-" + i + "/slots?date=" + date, "")
                    .json()
                    .getJsonArray("venues");
            for (Object venue : venues) {
                for (Object slot : ((JsonObject) venue).getJsonArray("slots")) {
                    JsonObject it = (JsonObject) slot;
                    all.put(it.getString("id"), new Places(it.getInteger("capacity"), it.getInteger("remaining")));
                }
            }
        }
        return all;
    }

    List<Integer> inside() {
        List<Integer> inside = new ArrayList<>();
        for (int i = 1; i <= DrillTown.STATIONS; i++)
            inside.add(get("/v1/stations/d-" + i + "/occupancy", "").json().getInteger("inside"));
        return inside;
    }
}
