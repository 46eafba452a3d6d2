package io.yizhan.http.exchange;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.function.Consumer;
import java.util.function.Function;

/** Bodies of JSON, as every route takes them. To be read when all that can be decided by the head is, as by {@link BodyReader}. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * Calls {@code then} with what the body says, or answers what is wrong: another media type, too long, too slow, no JSON, not what is asked for.
     *
     * @param parser gives a {@code T}, or a {@link JsonFault}
     */
    public static <T> void read(
            Exchange exchange, int bytesMax, Function<byte[], Object> parser, Class<T> type, Consumer<T> then) {
        if (MediaTypes.isJson(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE)))
            BodyReader.read(exchange, bytesMax, body -> accept(exchange, parser.apply(body.getBytes()), type, then));
        else exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, "application/json"));
    }

    /**
     * The same of JSON that says by its media type of what kind it is.
     *
     * @param wanted that kind, to be told to who sends something else
     */
    public static <T> void readOfAKind(
            Exchange exchange, String wanted, Function<byte[], Object> parser, Class<T> type, Consumer<T> then) {
        if (MediaTypes.isJsonOfAKind(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE)))
            BodyReader.read(
                    exchange,
                    BodyReader.SHORT_BYTES_MAX,
                    body -> accept(exchange, parser.apply(body.getBytes()), type, then));
        else exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, wanted));
    }

    /**
     * The same where there may be no body, or one that says nothing ({@code {}}), of whatever media type.
     *
     * @param parser of an empty body, too
     */
    public static <T> void readOptional(
            Exchange exchange, Function<byte[], Object> parser, Class<T> type, Consumer<T> then) {
        BodyReader.read(exchange, BodyReader.SHORT_BYTES_MAX, body -> {
            byte[] bytes = body.getBytes();
            boolean says = JsonIn.empty(bytes) instanceof JsonFault;
            if (says && !MediaTypes.isJson(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE)))
                exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, "application/json"));
            else accept(exchange, parser.apply(bytes), type, then);
        });
    }

    private static <T> void accept(Exchange exchange, Object parsed, Class<T> type, Consumer<T> then) {
        if (parsed instanceof JsonFault fault) exchange.problem(Problem.of(fault));
        else then.accept(type.cast(parsed));
    }

    /** Calls {@code then} where there is no body, or one that says nothing ({@code {}}); of whatever media type. */
    public static void readNone(Exchange exchange, Runnable then) {
        BodyReader.read(exchange, BodyReader.SHORT_BYTES_MAX, body -> {
            if (JsonIn.empty(body.getBytes()) instanceof JsonFault fault) exchange.problem(Problem.of(fault));
            else then.run();
        });
    }
}
