package io.yizhan.http.draw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/** The body of {@code POST /v1/admin/draws/{id}/windows}, exactly as the schema {@code DrawWindowRequest} describes it. */
record DrawWindowRequest(int windowMin, int revealMin, String reason) {
    private static final String FIELDS = "windowMin, revealMin, reason";
    private static final int MIN_MAX = 7 * 1_440;

    /** A {@link JsonFault}, or a {@code DrawWindowRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, DrawWindowRequest::read);
    }

    private static DrawWindowRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        int windowMin = 0;
        int revealMin = 0;
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "windowMin" -> windowMin = (int) JsonIn.integer(json, "windowMin", 1, MIN_MAX);
                case "revealMin" -> revealMin = (int) JsonIn.integer(json, "revealMin", 0, MIN_MAX);
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (windowMin == 0) throw new JsonIn.Invalid("windowMin", "integer, 1–" + MIN_MAX);
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new DrawWindowRequest(windowMin, revealMin, reason);
    }
}
