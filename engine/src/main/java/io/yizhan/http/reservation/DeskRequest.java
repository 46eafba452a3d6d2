package io.yizhan.http.reservation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/** Why something is done for a member at the desk: exactly as the schema {@code DeskRequest} describes it. */
record DeskRequest(String reason) {
    /** A {@link JsonFault}, or a {@code DeskRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, DeskRequest::read);
    }

    private static DeskRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (!name.equals("reason")) throw new JsonIn.Invalid(name, "reason");
            reason = Reason.read(json, "reason");
        }
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new DeskRequest(reason);
    }
}
