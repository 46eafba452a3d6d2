package io.yizhan.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.Horizon;
import io.yizhan.core.VenueCommand;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Asks for series in a town of which six Saturdays are open, and released; and reads the answers. */
final class SeriesClient {
    static final String PATH = "/v1/reservations/series";
    static final int WEEKS_OPEN = 6;
    static final String COURT = "s-1-b1.20261121T1800";

    private final HttpEngine engine;
    private final HttpClient client;

    SeriesClient(HttpEngine engine) {
        this.engine = engine;
        client = engine.client;
        for (String venue : List.of("s-1-b1", "s-1-b2", "s-1-gym")) {
            for (int week = 1; week < WEEKS_OPEN; week++) open(venue, HttpTown.TODAY.plusWeeks(week));
        }
    }

    private void open(String venueId, LocalDate date) {
        VenueCommand.OpenSlots planned = new Horizon(engine.directory).slots(engine.directory.venueNo(venueId), date);
        VenueCommand.OpenSlots released = new VenueCommand.OpenSlots(
                planned.venueNo(),
                planned.startMin(),
                planned.endMin(),
                planned.capacity(),
                new int[planned.startMin().length],
                planned.closed(),
                planned.localDay());
        engine.tell(released);
    }

    Answer post(String subject, String key, String body) {
        return post(client, client.bearer(subject), key, body);
    }

    /** At another edge. */
    static Answer post(HttpClient client, String bearer, String key, String body) {
        return client.sendJson(bearer, "POST", PATH, body, "Idempotency-Key", key, "Accept-Language", "en");
    }

    static String weeks(String slot, int weeks) {
        return "{\"slots\":[\"" + slot + "\"],\"weeks\":" + weeks + "}";
    }

    static List<String> madeOf(Answer answer) {
        return firstSlots(answer, "reservations");
    }

    static List<String> refusedOf(Answer answer) {
        return firstSlots(answer, "refused");
    }

    static List<String> firstSlots(Answer answer, String list) {
        List<String> slots = new ArrayList<>();
        for (Object each : answer.json().getJsonArray(list))
            slots.add(((JsonObject) each).getJsonArray("slots").getString(0));
        return slots;
    }

    static JsonObject problem(Answer answer, int i) {
        return answer.json().getJsonArray("refused").getJsonObject(i).getJsonObject("problem");
    }

    static List<String> codes(Answer answer) {
        List<String> codes = new ArrayList<>();
        JsonArray refused = answer.json().getJsonArray("refused");
        for (int i = 0; i < refused.size(); i++) codes.add(problem(answer, i).getString("code"));
        return codes;
    }

    JsonArray mine(String subject) {
        return client.getAs(subject, "/v1/me/reservations").json().getJsonArray("reservations");
    }

    static String idOf(Answer answer, int i) {
        return answer.json().getJsonArray("reservations").getJsonObject(i).getString("id");
    }
}
