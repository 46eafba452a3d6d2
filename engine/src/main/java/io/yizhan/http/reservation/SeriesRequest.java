package io.yizhan.http.reservation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.catalogue.Horizon;
import io.yizhan.core.Command;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;

/**
 * The body of {@code POST /v1/reservations/series}, as the schema {@code SeriesRequest} describes it.
 *
 * @param slots ids of the first week's, without repetition
 * @param weeks 1 to {@value #WEEKS_MAX}
 */
record SeriesRequest(String[] slots, int weeks, int party, boolean hold, boolean waitlist) {
    /** As many as can be open at once: a week beyond them could not be had, whatever the city. */
    static final int WEEKS_MAX = 1 + (Horizon.DAYS_MAX - 1) / 7;

    /** A {@link JsonFault}, or a {@code SeriesRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, SeriesRequest::read);
    }

    private static SeriesRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String[] slots = ReservationRequest.NO_SLOTS;
        int weeks = 0;
        int party = 1;
        boolean hold = false;
        boolean waitlist = false;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "slots" -> slots = ReservationRequest.slots(json);
                case "weeks" -> weeks = (int) JsonIn.integer(json, "weeks", 1, WEEKS_MAX);
                case "party" -> party = (int) JsonIn.integer(json, "party", 1, Command.PARTY_MAX);
                case "mode" -> hold = ReservationRequest.second(json, "mode", "confirm", "hold");
                case "onFull" -> waitlist = ReservationRequest.second(json, "onFull", "refuse", "waitlist");
                default -> throw new JsonIn.Invalid(name, "slots, weeks, party, mode, onFull");
            }
        }
        if (slots.length == 0) throw ReservationRequest.noSlots();
        if (weeks == 0) throw new JsonIn.Invalid("weeks", "integer, 1–" + WEEKS_MAX);
        return new SeriesRequest(slots, weeks, party, hold, waitlist);
    }
}
