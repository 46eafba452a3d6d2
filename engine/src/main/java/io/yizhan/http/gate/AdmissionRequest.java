package io.yizhan.http.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;

/**
 * The body of {@code POST /v1/gates/{gate}/admissions}, exactly as the schema {@code AdmissionRequest} describes it.
 *
 * @param pass without what scanners type before and behind it; "" where none was shown
 * @param in false for who wants out
 * @param retry whether the gate has asked before, and heard nothing
 */
record AdmissionRequest(String pass, boolean in, boolean retry) {
    private static final int PASS_LENGTH_MAX = 1_100;
    private static final int CREDENTIAL_LENGTH_MAX = 1_024;

    /** A {@link JsonFault}, or an {@code AdmissionRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, AdmissionRequest::read);
    }

    private static AdmissionRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String pass = "";
        String direction = "";
        boolean retry = false;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "pass" ->
                    pass = JsonIn.text(json, name, 1, PASS_LENGTH_MAX).strip();
                // It names nobody whom the books know: such a one walks in.
                case "credential" -> JsonIn.text(json, name, 1, CREDENTIAL_LENGTH_MAX);
                case "direction" -> direction = JsonIn.text(json, name, 2, 3);
                case "retry" -> retry = JsonIn.bool(json, name);
                default -> throw new JsonIn.Invalid(name, "pass, credential, direction, retry");
            }
        }
        boolean in = direction.equals("IN");
        if (!in && !direction.equals("OUT")) throw new JsonIn.Invalid("direction", "IN, OUT");
        return new AdmissionRequest(pass, in, retry);
    }
}
