package io.yizhan.http.desk;

import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.OrderCommand;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Reason;

/**
 * What an order's customer is to be told, and nothing else: exactly as the schema {@code CustomerNoticeRequest} describes it.
 *
 * @param notice "" takes it back
 */
record NoticeRequest(String notice) {
    private static final String EXPECTED = "string, 0–" + OrderCommand.NOTICE_MAX;

    /** A {@link JsonFault}, or a {@code NoticeRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, json -> {
            String notice = null;
            JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (!name.equals("notice")) throw new JsonIn.Invalid(name, "notice");
                notice = JsonIn.text(json, name, 0, OrderCommand.NOTICE_MAX);
                // Partners show it on all kinds of screens, as members are shown reasons.
                if (!notice.isEmpty() && !Reason.isPrintable(notice)) throw new JsonIn.Invalid(name, "printable text");
            }
            if (notice == null) throw new JsonIn.Invalid("notice", EXPECTED);
            return new NoticeRequest(notice);
        });
    }
}
