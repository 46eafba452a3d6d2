package io.yizhan.http.closure;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Closure;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import io.yizhan.http.json.Rfc3339;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /v1/admin/closures}, exactly as the schema {@code ClosureRequest} describes it.
 *
 * @param venues ids, without repetition; none where a station is named
 * @param station id of the station all of whose venues are meant; "" where venues are named
 * @param fromMin whole minutes that have all of the time asked for; since 1970 UTC
 */
record ClosureRequest(List<String> venues, String station, int fromMin, int toMin, boolean cancels, String reason) {
    private static final String FIELDS = "venues or station, from, to, reason, reservations";
    private static final String VENUES = "array, 1–" + Closure.VENUES_MAX;
    private static final int ID_LENGTH_MAX = 64;
    private static final long MINUTE_MS = 60_000;

    /** A {@link JsonFault}, or a {@code ClosureRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, ClosureRequest::read);
    }

    private static ClosureRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        List<String> venues = List.of();
        String station = "";
        String reason = "";
        long fromMs = Long.MIN_VALUE;
        long toMs = Long.MIN_VALUE;
        boolean cancels = false;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "venues" -> venues = venues(json);
                case "station" -> station = JsonIn.text(json, "station", 1, ID_LENGTH_MAX);
                case "from" -> fromMs = time(json, "from");
                case "to" -> toMs = time(json, "to");
                case "reason" -> reason = Reason.read(json, "reason");
                case "reservations" -> cancels = cancels(json);
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (venues.isEmpty() == station.isEmpty()) throw new JsonIn.Invalid("venues", "venues or station, not both");
        if (fromMs == Long.MIN_VALUE) throw new JsonIn.Invalid("from", Rfc3339.EXPECTED);
        if (toMs == Long.MIN_VALUE) throw new JsonIn.Invalid("to", Rfc3339.EXPECTED);
        if (toMs <= fromMs) throw new JsonIn.Invalid("to", "after from");
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        int fromMin = (int) Math.floorDiv(fromMs, MINUTE_MS);
        int toMin = (int) Math.ceilDiv(toMs, MINUTE_MS);
        return new ClosureRequest(venues, station, fromMin, toMin, cancels, reason);
    }

    private static List<String> venues(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_ARRAY, "venues", VENUES);
        List<String> venues = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (venues.size() == Closure.VENUES_MAX) throw new JsonIn.Invalid("venues", VENUES);
            String venue = JsonIn.text(json, "venues", 1, ID_LENGTH_MAX);
            if (venues.contains(venue)) throw new JsonIn.Invalid("venues", "unique: " + venue);
            venues.add(venue);
        }
        if (venues.isEmpty()) throw new JsonIn.Invalid("venues", VENUES);
        return venues;
    }

    private static long time(JsonParser json, String field) throws IOException, JsonIn.Invalid {
        String text = JsonIn.text(json, field, 20, 35);
        try {
            return Rfc3339.parse(text);
        } catch (DateTimeException nonsense) {
            throw new JsonIn.Invalid(field, Rfc3339.EXPECTED);
        }
    }

    private static boolean cancels(JsonParser json) throws IOException, JsonIn.Invalid {
        String word = JsonIn.text(json, "reservations", 4, 6);
        if (word.equals("CANCEL")) return true;
        if (word.equals("KEEP")) return false;
        throw new JsonIn.Invalid("reservations", "CANCEL, KEEP");
    }
}
