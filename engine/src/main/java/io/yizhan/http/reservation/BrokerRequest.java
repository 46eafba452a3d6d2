package io.yizhan.http.reservation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.sequencer.Bundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/broker/reservations}. What is wrong with one item is that item's own: only what is no JSON, or not a list of items,
 * makes the whole unreadable.
 *
 * @param items 1 to {@value Bundle#PARTS_MAX}
 */
record BrokerRequest(List<Entry> items) {
    private static final String ITEMS = "array, 1–" + Bundle.PARTS_MAX;

    /** One of both is null. */
    record Entry(@Nullable BrokerItem item, JsonFault.@Nullable Unexpected fault) {}

    /** A {@link JsonFault}, or a {@code BrokerRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parseBatch(body, BrokerRequest::read);
    }

    private static BrokerRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        List<Entry> items = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            if (!json.currentName().equals("items")) throw new JsonIn.Invalid("", "items");
            if (items != null) throw new JsonIn.Invalid("items", "1 ×");
            json.nextToken();
            items = items(json);
        }
        if (items == null || items.isEmpty()) throw new JsonIn.Invalid("items", ITEMS);
        return new BrokerRequest(items);
    }

    private static List<Entry> items(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_ARRAY, "items", ITEMS);
        List<Entry> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == Bundle.PARTS_MAX) throw new JsonIn.Invalid("items", ITEMS);
            items.add(entry(json));
        }
        return items;
    }

    private static Entry entry(JsonParser json) throws IOException {
        int depth = json.getParsingContext().getNestingDepth();
        boolean object = json.currentToken() == JsonToken.START_OBJECT;
        try {
            return new Entry(BrokerItem.read(json), null);
        } catch (JsonIn.Invalid invalid) {
            // To its end, so that the next one is read.
            if (!object) json.skipChildren();
            else while (json.getParsingContext().getNestingDepth() >= depth) json.nextToken();
            return new Entry(null, invalid.fault);
        }
    }
}
