package io.yizhan.http.head;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of which other origins may read what is answered: cross-origin resource sharing, as the Fetch standard has it. They show who they are
 * by a token. A browser is never told that it may add credentials by itself: cookies are for our own pages. Any thread.
 */
public final class Cors {
    /** No other origin's. */
    public static final Cors NONE = new Cors(Set.of());

    private static final CharSequence ORIGIN = new AsciiString("origin");
    /** What the contract's answers carry and a page could not read else. */
    private static final CharSequence EXPOSED = new AsciiString(
            "Age, Content-Disposition, ETag, Idempotency-Replayed, Location, Retry-After, Yizhan-As-Of, Yizhan-Stale");
    /** What the contract's requests carry and a page could not send else. */
    private static final CharSequence ACCEPTED = new AsciiString(
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Yizhan-Region");
    /** For as long as any browser remembers it. */
    private static final CharSequence MAX_AGE_S = new AsciiString("7200");

    private final Set<String> origins;

    private Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** @param origins as browsers spell them: scheme, host, and the port where it is not the scheme's own */
    public static Cors of(Collection<String> origins) {
        return origins.isEmpty() ? NONE : new Cors(Set.copyOf(origins));
    }

    /** Says on an answer who may read it; to be called once for each. Answers to everybody else say that it depends, so that caches know. */
    public void mark(HttpServerRequest request, HttpServerResponse response) {
        if (origins.isEmpty()) return;
        response.headers().add(HttpHeaderNames.VARY, ORIGIN);
        String origin = allowed(request);
        if (origin == null) return;
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }

    /** Says what a page may ask for, to a browser that asks on its behalf (a preflight). */
    public void allow(HttpServerRequest request, HttpServerResponse response, String methods) {
        if (!request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD) || allowed(request) == null)
            return;
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, ACCEPTED)
                .putHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, MAX_AGE_S);
    }

    private @Nullable String allowed(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        return origin != null && origins.contains(origin) ? origin : null;
    }
}
