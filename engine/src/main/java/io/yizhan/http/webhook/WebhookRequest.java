package io.yizhan.http.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.event.EventType;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The body of {@code POST /v1/admin/webhooks}, exactly as the schema {@code WebhookRequest} describes it.
 *
 * @param types empty for everything
 * @param after the event behind which it begins; below zero for the last one that there is
 */
record WebhookRequest(String url, Set<String> types, boolean persons, long after, String reason) {
    private static final int URL_LENGTH_MAX = 500;
    private static final int TYPE_LENGTH_MAX = 40;
    private static final long AFTER_MAX = 999_999_999_999_999_999L;

    /** A {@link JsonFault}, or a {@code WebhookRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, WebhookRequest::read);
    }

    private static WebhookRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        String url = "";
        String reason = "";
        Set<String> types = Set.of();
        boolean persons = false;
        long after = -1;
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "url" -> url = JsonIn.text(json, name, 1, URL_LENGTH_MAX);
                case "types" -> types = types(json);
                case "persons" -> persons = flag(json, name);
                case "after" -> after = number(json, name);
                case "reason" -> reason = Reason.read(json, name);
                default -> throw new JsonIn.Invalid(name, "url, types, persons, after, reason");
            }
        }
        if (url.isEmpty()) throw new JsonIn.Invalid("url", "https://…");
        return new WebhookRequest(url, types, persons, after, reason);
    }

    private static boolean flag(JsonParser json, String name) throws JsonIn.Invalid {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) throw new JsonIn.Invalid(name, "boolean");
        return token == JsonToken.VALUE_TRUE;
    }

    private static long number(JsonParser json, String name) throws IOException, JsonIn.Invalid {
        String expected = "0–" + AFTER_MAX;
        JsonIn.expect(json, JsonToken.VALUE_NUMBER_INT, name, expected);
        if (json.getText().length() > 18 || json.getLongValue() < 0) throw new JsonIn.Invalid(name, expected);
        return json.getLongValue();
    }

    private static Set<String> types(JsonParser json) throws IOException, JsonIn.Invalid {
        Set<String> types = new LinkedHashSet<>();
        JsonIn.expect(json, JsonToken.START_ARRAY, "types", "array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String type = JsonIn.text(json, "types", 1, TYPE_LENGTH_MAX);
            if (EventType.named(type) == null) throw new JsonIn.Invalid("types", "EventType");
            types.add(type);
        }
        return types;
    }
}
