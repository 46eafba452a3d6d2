package io.yizhan.http.node;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/**
 * {@code POST /dev/tokens}: a token for whoever asks, or many for a load test. Only in development. Any claim may be given; times are set
 * here, and {@code subject} becomes {@code sub}.
 */
public final class DevTokensRoute {
    private static final int COUNT_MAX = 50_000;
    private static final int EXPIRES_IN_S = 12 * 3_600;
    private static final int EXPIRES_IN_S_MAX = 30 * 24 * 3_600;
    private static final int PREFIX_LENGTH_MAX = 58;

    private final DevTokens tokens;

    public DevTokensRoute(DevTokens tokens) {
        this.tokens = tokens;
    }

    public void handle(Exchange exchange) {
        if (MediaTypes.isJson(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            BodyReader.read(exchange, BodyReader.SHORT_BYTES_MAX, body -> give(exchange, body));
        } else {
            exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, "application/json"));
        }
    }

    private void give(Exchange exchange, Buffer body) {
        JsonFault encoding = JsonIn.encoding(body.getBytes());
        if (encoding != null) {
            exchange.problem(Problem.of(encoding));
            return;
        }
        JsonObject claims;
        try {
            claims = Json.decodeValue(body.toString()) instanceof JsonObject object ? object : null;
        } catch (DecodeException malformed) {
            exchange.problem(Problem.of(ProblemCode.JSON_MALFORMED, "1"));
            return;
        }
        if (claims == null || !sound(exchange, claims)) {
            if (!exchange.answered()) exchange.problem(Problem.bodyInvalid("", "object"));
            return;
        }
        int count = claims.containsKey("count") ? claims.getInteger("count") : 0;
        String prefix = claims.containsKey("prefix") ? claims.getString("prefix") : "m-";
        JsonObject template = template(exchange, claims);
        if (count == 0) {
            answer(
                    exchange,
                    exchange.json(512)
                            .object()
                            .field("token", tokens.sign(template))
                            .end());
        } else {
            // Seconds of work, so not here.
            exchange.loop()
                    .vertx
                    .executeBlocking(() -> many(exchange.json(256 * count), tokens, template, prefix, count))
                    .onComplete(json -> exchange.guarded(it -> answer(exchange, it), json), exchange::failed);
        }
    }

    private static void answer(Exchange exchange, JsonOut json) {
        exchange.personal(200, json);
    }

    private static JsonOut many(JsonOut json, DevTokens tokens, JsonObject template, String prefix, int count) {
        json.object().array("tokens");
        for (int i = 1; i <= count; i++) json.value(tokens.sign(template.put("sub", prefix + i)));
        return json.endArray().end();
    }

    private static boolean sound(Exchange exchange, JsonObject claims) {
        return is(
                        exchange,
                        "subject",
                        claims.getValue("subject", "m-1") instanceof String text
                                && !text.isEmpty()
                                && text.length() <= 64,
                        "string, 1–64")
                && is(exchange, "roles", claims.getValue("roles") instanceof JsonArray, "array")
                && is(
                        exchange,
                        "prefix",
                        claims.getValue("prefix", "m-") instanceof String text && text.length() <= PREFIX_LENGTH_MAX,
                        "string, 0–" + PREFIX_LENGTH_MAX)
                && is(exchange, "count", within(claims.getValue("count", 1), COUNT_MAX), "1–" + COUNT_MAX)
                && is(
                        exchange,
                        "expiresInS",
                        within(claims.getValue("expiresInS", 1), EXPIRES_IN_S_MAX),
                        "1–" + EXPIRES_IN_S_MAX);
    }

    private static boolean within(Object value, int max) {
        return value instanceof Integer number && number >= 1 && number <= max;
    }

    private static boolean is(Exchange exchange, String field, boolean sound, String expected) {
        if (!sound) exchange.problem(Problem.bodyInvalid(field, expected));
        return sound;
    }

    private static JsonObject template(Exchange exchange, JsonObject asked) {
        long nowS = exchange.nowMs() / 1_000;
        JsonObject claims = asked.copy();
        int expiresInS = asked.containsKey("expiresInS") ? asked.getInteger("expiresInS") : EXPIRES_IN_S;
        for (String ours : new String[] {"count", "prefix", "expiresInS", "subject", "nbf"}) claims.remove(ours);
        return claims.put("sub", asked.getString("subject", "m-1"))
                .put("iat", nowS)
                .put("exp", nowS + expiresInS);
    }
}
