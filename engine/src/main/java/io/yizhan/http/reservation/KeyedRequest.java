package io.yizhan.http.reservation;

import io.netty.util.AsciiString;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What every booking comes with: a key that makes its retry safe, and a body of JSON. */
final class KeyedRequest {
    /** On the answer to a retry that was had before. */
    static final CharSequence REPLAYED = new AsciiString("idempotency-replayed");

    static final CharSequence TRUE = new AsciiString("true");
    private static final CharSequence IDEMPOTENCY_KEY = new AsciiString("idempotency-key");
    private static final int KEY_LENGTH_MAX = 64;

    private KeyedRequest() {}

    /**
     * Calls {@code then} with the key and what the body says, or answers what is missing or wrong.
     *
     * @param parser as of {@link JsonBody#read}
     */
    static <T> void read(
            Exchange exchange, Function<byte[], Object> parser, Class<T> type, BiConsumer<String, T> then) {
        String key = key(exchange);
        if (key == null) return;
        JsonBody.read(exchange, BodyReader.SHORT_BYTES_MAX, parser, type, request -> then.accept(key, request));
    }

    /** Null where it is missing or wrong, and was answered so. */
    private static @Nullable String key(Exchange exchange) {
        List<String> keys = exchange.request.headers().getAll(IDEMPOTENCY_KEY);
        if (keys.isEmpty()) {
            exchange.problem(Problem.of(ProblemCode.IDEMPOTENCY_KEY_MISSING));
        } else if (keys.size() > 1) {
            exchange.problem(Problem.of(ProblemCode.HEADER_REPEATED, "Idempotency-Key"));
        } else if (!visible(keys.get(0))) {
            exchange.problem(Problem.of(ProblemCode.IDEMPOTENCY_KEY_INVALID));
        } else {
            return keys.get(0);
        }
        return null;
    }

    private static boolean visible(String key) {
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) return false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c > '~') return false;
        }
        return true;
    }
}
