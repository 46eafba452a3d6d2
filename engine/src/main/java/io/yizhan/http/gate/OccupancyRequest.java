package io.yizhan.http.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/** The body of {@code PUT /v1/admin/stations/{id}/occupancy}, exactly as the schema {@code OccupancyRequest} describes it. */
record OccupancyRequest(int inside, String reason) {
    private static final String FIELDS = "inside, reason";
    private static final String INSIDE = "integer, 0–" + Command.INSIDE_MAX;
    private static final int MISSING = -1;

    /** A {@link JsonFault}, or an {@code OccupancyRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, OccupancyRequest::read);
    }

    private static OccupancyRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        int inside = MISSING;
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "inside" -> inside = (int) JsonIn.integer(json, "inside", 0, Command.INSIDE_MAX);
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (inside == MISSING) throw new JsonIn.Invalid("inside", INSIDE);
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new OccupancyRequest(inside, reason);
    }
}
