package io.yizhan.http.forward;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.exchange.Credentials;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.Hops;
import io.yizhan.http.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Headers of requests and answers that are sent on: all but those that are between two neighbours only (RFC 9110, section 7.6.1). */
final class EndToEnd {
    private static final CharSequence FORWARDED_FOR = new AsciiString("x-forwarded-for");
    /** Host is the next node's, and who expects 100 hears it from this one. */
    private static final Set<String> BETWEEN_NEIGHBOURS = Set.of(
            "connection",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "yizhan-node",
            "yizhan-not-served");

    private EndToEnd() {}

    /** Null where the node that was asked has served the request, well or not. */
    static @Nullable ProblemCode notServed(HttpClientResponse answer) {
        String said = answer.getHeader(Hops.NOT_SERVED);
        for (ProblemCode code : ProblemCode.NOT_SERVED) if (code.code.equals(said)) return code;
        return null;
    }

    /** What {@code X-Forwarded-For} says already is kept for whoever reads logs; nothing is decided by it. */
    static void copy(HttpServerRequest from, HttpClientRequest to, String region, int hops, boolean streamed) {
        copy(from.headers(), to.headers());
        if (!streamed) to.headers().remove(HttpHeaders.CONTENT_LENGTH);
        if (streamed && !to.headers().contains(HttpHeaders.CONTENT_LENGTH)) to.setChunked(true);
        // Between nodes it is a bearer: whether a page of ours has sent the cookie can be seen here alone.
        String session = Credentials.cookie(from);
        if (session != null) to.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + session);
        List<String> before = from.headers().getAll(FORWARDED_FOR);
        String client = from.remoteAddress().hostAddress();
        String all = before.isEmpty() ? client : String.join(", ", before) + ", " + client;
        // The next node may have another region first.
        to.putHeader(Hops.REGION, region)
                .putHeader(Hops.COUNT, Integer.toString(hops))
                .putHeader(FORWARDED_FOR, all);
    }

    static void copy(HttpClientResponse from, MultiMap to) {
        // When the answer was made is for who made it to say.
        if (from.headers().contains(HttpHeaders.DATE)) to.remove(HttpHeaders.DATE);
        copy(from.headers(), to);
    }

    private static void copy(MultiMap from, MultiMap to) {
        Set<String> named = named(from.getAll(HttpHeaders.CONNECTION));
        for (Map.Entry<String, String> each : from) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            if (!BETWEEN_NEIGHBOURS.contains(name) && !named.contains(name) && !isCors(name, each.getValue()))
                to.add(each.getKey(), each.getValue());
        }
    }

    /** Whose page may read an answer is for the node to say that was asked, and said once. */
    private static boolean isCors(String name, String value) {
        return name.startsWith("access-control-") || (name.equals("vary") && value.equalsIgnoreCase("origin"));
    }

    private static Set<String> named(List<String> connection) {
        if (connection.isEmpty()) return Set.of();
        Set<String> names = new HashSet<>();
        for (String each : HeaderList.elements(String.join(",", connection))) names.add(each.toLowerCase(Locale.ROOT));
        return names;
    }
}
