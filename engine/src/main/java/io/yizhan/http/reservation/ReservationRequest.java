package io.yizhan.http.reservation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;
import java.util.Arrays;

/**
 * The body of {@code POST /v1/reservations}, read by hand exactly as the schema {@code ReservationRequest} describes it.
 *
 * @param slots slot ids, without repetition
 */
record ReservationRequest(String[] slots, int party, Mode mode, boolean waitlist) {
    /** What is wanted of the places. */
    enum Mode {
        CONFIRM,
        HOLD,
        /** Nothing yet, but what would become of it. */
        PREVIEW
    }

    private static final int SLOT_ID_LENGTH_MAX = 64;

    static final String[] NO_SLOTS = {};

    /** A {@link JsonFault}, or a {@code ReservationRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, ReservationRequest::read);
    }

    private static ReservationRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String[] slots = NO_SLOTS;
        int party = 1;
        Mode mode = Mode.CONFIRM;
        boolean waitlist = false;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "slots" -> slots = slots(json);
                case "party" -> party = (int) JsonIn.integer(json, "party", 1, Command.PARTY_MAX);
                case "mode" -> mode = mode(json);
                case "onFull" -> waitlist = second(json, "onFull", "refuse", "waitlist");
                default -> throw new JsonIn.Invalid(name, "slots, party, mode, onFull");
            }
        }
        if (slots.length == 0) throw noSlots();
        return new ReservationRequest(slots, party, mode, waitlist);
    }

    static JsonIn.Invalid noSlots() {
        return new JsonIn.Invalid("slots", "array, 1–" + Command.SLOTS_MAX);
    }

    static String[] slots(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_ARRAY, "slots", "array, 1–" + Command.SLOTS_MAX);
        String[] slots = new String[Command.SLOTS_MAX];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == slots.length) throw noSlots();
            String slot = JsonIn.text(json, "slots", 1, SLOT_ID_LENGTH_MAX);
            for (int i = 0; i < count; i++) {
                if (slots[i].equals(slot)) throw new JsonIn.Invalid("slots", "unique: " + slot);
            }
            slots[count++] = slot;
        }
        return Arrays.copyOf(slots, count);
    }

    private static Mode mode(JsonParser json) throws IOException, JsonIn.Invalid {
        String word = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        return switch (word) {
            case "confirm" -> Mode.CONFIRM;
            case "hold" -> Mode.HOLD;
            case "preview" -> Mode.PREVIEW;
            default -> throw new JsonIn.Invalid("mode", "confirm, hold, preview");
        };
    }

    /** Whether it is the second of two words. */
    static boolean second(JsonParser json, String field, String one, String other) throws IOException, JsonIn.Invalid {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String word = json.getText();
            if (word.equals(other)) return true;
            if (word.equals(one)) return false;
        }
        throw new JsonIn.Invalid(field, one + ", " + other);
    }
}
