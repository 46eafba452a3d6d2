package io.yizhan.http.node;

import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/**
 * {@code POST /dev/tokens}: a token for whoever asks, or many for a load test. Only in development. Any claim may be given; times are set
 * here, and {@code subject} becomes {@code sub}.
 */
public final class DevTokensRoute {
    /** Of all tokens of one answer; 50,000 of members take 9 MB. */
    private static final int ANSWER_BYTES_MAX = 24 << 20;
    /** Quotes and a comma around a token. */
    private static final int AROUND_BYTES = 3;

    private static final int BUSY_RETRY_MS = 1_000;

    private final DevTokens tokens;

    public DevTokensRoute(DevTokens tokens) {
        this.tokens = tokens;
    }

    public void handle(Exchange exchange) {
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                DevTokenRequest::parse,
                DevTokenRequest.class,
                asked -> give(exchange, asked));
    }

    private void give(Exchange exchange, DevTokenRequest asked) {
        JsonObject claims = asked.claimsAt(exchange.nowMs() / 1_000);
        String longest = tokens.sign(claims.copy().put("sub", asked.lastSubject()));
        int bytesOfEach = longest.length() + AROUND_BYTES;
        if (longest.length() > Authenticator.TOKEN_LENGTH_MAX) {
            // Nobody would be let in with it.
            exchange.problem(Problem.bodyInvalid(
                    asked.largestClaim(), "token ≤ " + Authenticator.TOKEN_LENGTH_MAX + " characters"));
        } else if ((long) asked.count() * bytesOfEach > ANSWER_BYTES_MAX) {
            exchange.problem(Problem.bodyInvalid("count", "1–" + ANSWER_BYTES_MAX / bytesOfEach));
        } else if (asked.count() == 0) {
            exchange.personal(
                    200, exchange.json(512).object().field("token", longest).end());
        } else if (!tokens.beginMany()) {
            exchange.problem(Problem.retry(ProblemCode.OVERLOADED, BUSY_RETRY_MS));
        } else {
            JsonOut tokensOfAll = exchange.json(asked.count() * bytesOfEach);
            // Seconds of work, so not here.
            exchange.loop()
                    .vertx
                    .executeBlocking(() -> many(tokensOfAll, claims, asked))
                    .onComplete(done -> tokens.endMany())
                    .onComplete(json -> exchange.guarded(it -> exchange.personal(200, it), json), exchange::failed);
        }
    }

    private JsonOut many(JsonOut json, JsonObject claims, DevTokenRequest asked) {
        json.object().array("tokens");
        for (int i = 1; i <= asked.count(); i++) json.value(tokens.sign(claims.put("sub", asked.prefix() + i)));
        return json.endArray().end();
    }
}
