package io.yizhan.http.companion;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;

/** The body of {@code POST /v1/reservations/{id}/invitations}, exactly as the schema {@code InviteRequest} describes it. */
record InviteRequest(int count) {
    private static final int COUNT_MAX = Command.PARTY_MAX - 1;

    /** A {@link JsonFault}, or an {@code InviteRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, InviteRequest::read);
    }

    private static InviteRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        int count = 0;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (!name.equals("count")) throw new JsonIn.Invalid(name, "count");
            count = (int) JsonIn.integer(json, name, 1, COUNT_MAX);
        }
        if (count == 0) throw new JsonIn.Invalid("count", "integer, 1–" + COUNT_MAX);
        return new InviteRequest(count);
    }
}
