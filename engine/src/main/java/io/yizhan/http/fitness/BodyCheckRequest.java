package io.yizhan.http.fitness;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.BodyMeasure;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The body of {@code PUT /v1/admin/members/{subject}/body-checks/{date}}, exactly as the schema {@code BodyCheckRequest} describes it.
 *
 * @param station its id
 * @param amounts empty to take back what was written
 */
record BodyCheckRequest(String station, Map<BodyMeasure, Integer> amounts) {
    private static final int ID_LENGTH_MAX = 64;
    private static final String STATION = "station";
    private static final String FIELDS = STATION + ", "
            + Arrays.stream(BodyMeasure.values()).map(BodyMeasure::field).collect(Collectors.joining(", "));

    /** A {@link JsonFault}, or a {@code BodyCheckRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, BodyCheckRequest::read);
    }

    private static BodyCheckRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String station = "";
        Map<BodyMeasure, Integer> amounts = new EnumMap<>(BodyMeasure.class);
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            BodyMeasure measure = BodyMeasure.ofField(name);
            if (measure != null)
                amounts.put(
                        measure, (int) JsonIn.decimal(json, name, measure.decimals(), measure.min(), measure.max()));
            else if (name.equals(STATION)) station = JsonIn.text(json, STATION, 1, ID_LENGTH_MAX);
            else throw new JsonIn.Invalid(name, FIELDS);
        }
        if (station.isEmpty()) throw new JsonIn.Invalid(STATION, "string, 1–" + ID_LENGTH_MAX);
        return new BodyCheckRequest(station, Collections.unmodifiableMap(amounts));
    }
}
