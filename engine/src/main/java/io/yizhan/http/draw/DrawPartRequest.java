package io.yizhan.http.draw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.DrawPart;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/admin/draws/{id}/parts}, exactly as the schema {@code DrawPartRequest} describes it. */
record DrawPartRequest(DrawPart part, String value, String reason) {
    private static final String FIELDS = "part, value, reason";
    private static final String PARTS = "SECOND_COMMITMENT, SECOND_SECRET, EXTERNAL";
    private static final int VALUE_MAX = 200;

    /** A {@link JsonFault}, or a {@code DrawPartRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, DrawPartRequest::read);
    }

    private static DrawPartRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        DrawPart part = null;
        String value = "";
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "part" -> part = part(JsonIn.text(json, "part", 1, 40));
                case "value" -> value = JsonIn.text(json, "value", 1, VALUE_MAX);
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (part == null) throw new JsonIn.Invalid("part", PARTS);
        if (value.isEmpty()) throw new JsonIn.Invalid("value", "string, 1–" + VALUE_MAX);
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new DrawPartRequest(part, value, reason);
    }

    /** Not the operator's own secret: the engine reveals that by itself. */
    private static @Nullable DrawPart part(String text) {
        for (DrawPart part : DrawPart.values())
            if (part != DrawPart.FIRST_SECRET && part.name().equals(text)) return part;
        return null;
    }
}
