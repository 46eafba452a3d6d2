package io.yizhan.http.reservation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;

/**
 * One booking of a broker's request, read by hand exactly as the schema {@code BrokerItem} describes it.
 *
 * @param member whom it is for, as the broker calls them
 * @param key makes its retry safe; of this member of this broker
 * @param slots slot ids, without repetition
 */
record BrokerItem(String member, String key, String[] slots, int party, boolean hold, boolean waitlist) {
    private static final int NAME_LENGTH_MAX = 64;

    private static final String FIELDS = "member, key, slots, party, mode, onFull";

    /** To be called at the item's beginning. Where it throws, the parser is somewhere within. */
    static BrokerItem read(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        String member = "";
        String key = "";
        String[] slots = ReservationRequest.NO_SLOTS;
        int party = 1;
        boolean hold = false;
        boolean waitlist = false;
        int named = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            int field = switch (name) {
                case "member" -> {
                    member = visible(json, "member");
                    yield 1;
                }
                case "key" -> {
                    key = visible(json, "key");
                    yield 2;
                }
                case "slots" -> {
                    slots = ReservationRequest.slots(json);
                    yield 4;
                }
                case "party" -> {
                    party = (int) JsonIn.integer(json, "party", 1, Command.PARTY_MAX);
                    yield 8;
                }
                case "mode" -> {
                    hold = ReservationRequest.second(json, "mode", "confirm", "hold");
                    yield 16;
                }
                case "onFull" -> {
                    waitlist = ReservationRequest.second(json, "onFull", "refuse", "waitlist");
                    yield 32;
                }
                default -> throw new JsonIn.Invalid(clipped(name), FIELDS);
            };
            if ((named & field) != 0) throw new JsonIn.Invalid(name, "1 ×");
            named |= field;
        }
        if (member.isEmpty()) throw visible("member");
        if (key.isEmpty()) throw visible("key");
        if (slots.length == 0) throw ReservationRequest.noSlots();
        return new BrokerItem(member, key, slots, party, hold, waitlist);
    }

    private static String visible(JsonParser json, String field) throws IOException, JsonIn.Invalid {
        String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        if (!Principal.isSubject(text)) throw visible(field);
        return text;
    }

    private static JsonIn.Invalid visible(String field) {
        return new JsonIn.Invalid(field, "1–" + NAME_LENGTH_MAX + " visible ASCII");
    }

    private static String clipped(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
    }
}
