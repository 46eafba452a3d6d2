package io.yizhan.http.fitness;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;

/**
 * The body of {@code POST /v1/me/workouts}, exactly as the schema {@code WorkoutClaim} describes it.
 *
 * @param equipment the machine's id
 */
record ClaimRequest(String equipment) {
    private static final int ID_LENGTH_MAX = 64;

    /** A {@link JsonFault}, or a {@code ClaimRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, ClaimRequest::read);
    }

    private static ClaimRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String equipment = "";
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (!name.equals("equipment")) throw new JsonIn.Invalid(name, "equipment");
            equipment = JsonIn.text(json, "equipment", 1, ID_LENGTH_MAX);
        }
        if (equipment.isEmpty()) throw new JsonIn.Invalid("equipment", "string, 1–" + ID_LENGTH_MAX);
        return new ClaimRequest(equipment);
    }
}
