package io.yizhan.http.webhook;

import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.webhook.DeadLetter;
import io.yizhan.webhook.Webhook;
import java.util.List;

/** Webhooks as admins see them. */
final class WebhookJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 512;

    private WebhookJson() {}

    /** Into the object that is open. */
    static JsonOut fields(JsonOut json, Webhook it) {
        json.field("id", NumberedIds.WEBHOOK.format(it.no()))
                .field("url", it.url())
                .array("types");
        for (String type : it.types().stream().sorted().toList()) json.value(type);
        json.endArray()
                .field("persons", it.persons())
                .field("createdBy", it.createdBy())
                .time("createdAt", it.createdMs())
                .field("state", it.failingSinceMs() == 0 ? "ACTIVE" : "RETRYING")
                .field("through", it.afterSeq())
                .field("delivered", it.delivered())
                .field("deadLetters", it.deadLetters());
        if (it.failingSinceMs() == 0) return json;
        return json.time("failingSince", it.failingSinceMs())
                .field("attempts", it.attempts())
                .time("nextTryAt", it.nextTryMs())
                .field("problem", it.problem());
    }

    static void deadLetters(JsonOut json, List<DeadLetter> letters) {
        json.array("deadLetters");
        for (DeadLetter it : letters)
            json.object()
                    .field("seq", it.seq())
                    .time("givenUpAt", it.givenUpMs())
                    .field("attempts", it.attempts())
                    .field("problem", it.problem())
                    .field("resending", it.resend())
                    .end();
        json.endArray();
    }
}
