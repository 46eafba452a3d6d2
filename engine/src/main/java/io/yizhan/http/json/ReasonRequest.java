package io.yizhan.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Why an operator does something, and nothing else: exactly as the schemas {@code DeskRequest} and {@code OptionalReason} describe it.
 *
 * @param reason "" where none is given
 */
public record ReasonRequest(String reason) {
    private static final ReasonRequest NONE = new ReasonRequest("");

    /** A {@link JsonFault}, or a {@code ReasonRequest}. */
    public static Object parse(byte[] body) {
        return JsonIn.parse(body, json -> {
            ReasonRequest request = read(json);
            if (request.reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
            return request;
        });
    }

    /** The same, where it may be left out, and the body with it. */
    public static Object parseOptional(byte[] body) {
        return body.length == 0 ? NONE : JsonIn.parse(body, ReasonRequest::read);
    }

    private static ReasonRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (!name.equals("reason")) throw new JsonIn.Invalid(name, "reason");
            reason = Reason.read(json, "reason");
        }
        return new ReasonRequest(reason);
    }
}
