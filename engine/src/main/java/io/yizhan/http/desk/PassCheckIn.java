package io.yizhan.http.desk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/**
 * The body of {@code POST /v1/admin/check-ins}, exactly as the schema {@code PassCheckIn} describes it.
 *
 * @param pass without what scanners type before and behind it
 * @param reason "" where none is given
 */
record PassCheckIn(String pass, String reason) {
    private static final int PASS_LENGTH_MAX = 1_100;

    /** A {@link JsonFault}, or a {@code PassCheckIn}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, PassCheckIn::read);
    }

    private static PassCheckIn read(JsonParser json) throws IOException, JsonIn.Invalid {
        String pass = "";
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "pass" ->
                    pass = JsonIn.text(json, "pass", 1, PASS_LENGTH_MAX).strip();
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, "pass, reason");
            }
        }
        if (pass.isEmpty()) throw new JsonIn.Invalid("pass", "string, 1–" + PASS_LENGTH_MAX);
        return new PassCheckIn(pass, reason);
    }
}
