package io.yizhan.http.capacity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/** The body of {@code PUT /v1/admin/slots/{id}/capacity}, exactly as the schema {@code CapacityRequest} describes it. */
record CapacityRequest(int capacity, String reason) {
    private static final String FIELDS = "capacity, reason";
    private static final String CAPACITY = "integer, 1–" + Command.CAPACITY_MAX;

    /** A {@link JsonFault}, or a {@code CapacityRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, CapacityRequest::read);
    }

    private static CapacityRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        int capacity = 0;
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "capacity" -> capacity = (int) JsonIn.integer(json, "capacity", 1, Command.CAPACITY_MAX);
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (capacity == 0) throw new JsonIn.Invalid("capacity", CAPACITY);
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new CapacityRequest(capacity, reason);
    }
}
