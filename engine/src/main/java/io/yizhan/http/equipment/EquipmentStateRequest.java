package io.yizhan.http.equipment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;

/** The body of {@code PUT /v1/admin/equipment/{id}/state}, exactly as the schema {@code EquipmentStateRequest} describes it. */
record EquipmentStateRequest(boolean outOfOrder, String reason) {
    private static final String FIELDS = "state, reason";
    private static final String OUT_OF_ORDER = "OUT_OF_ORDER";
    private static final String IN_ORDER = "IN_ORDER";
    private static final String STATES = OUT_OF_ORDER + ", " + IN_ORDER;

    /** A {@link JsonFault}, or an {@code EquipmentStateRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, EquipmentStateRequest::read);
    }

    private static EquipmentStateRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String state = "";
        String reason = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "state" -> state = state(json);
                case "reason" -> reason = Reason.read(json, "reason");
                default -> throw new JsonIn.Invalid(name, FIELDS);
            }
        }
        if (state.isEmpty()) throw new JsonIn.Invalid("state", STATES);
        if (reason.isEmpty()) throw new JsonIn.Invalid("reason", Reason.EXPECTED);
        return new EquipmentStateRequest(state.equals(OUT_OF_ORDER), reason);
    }

    private static String state(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.VALUE_STRING, "state", STATES);
        String state = json.getText();
        if (state.equals(OUT_OF_ORDER) || state.equals(IN_ORDER)) return state;
        throw new JsonIn.Invalid("state", STATES);
    }
}
