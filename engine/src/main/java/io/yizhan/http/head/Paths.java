package io.yizhan.http.head;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.RFC3986;
import org.jspecify.annotations.Nullable;

/**
 * The one spelling of a request's path that everything decides by: escapes of plain characters undone, dot segments and doubled slashes
 * gone, no slash at the end. The router normalizes by the same function; whoever looked at the path as it was sent would disagree with it.
 */
public final class Paths {
    private Paths() {}

    /** Null where the request's target is no path, or has escapes that make no sense. */
    public static @Nullable String of(HttpServerRequest request) {
        String sent = request.path();
        if (sent == null || sent.isEmpty() || sent.charAt(0) != '/') return null;
        try {
            String path = RFC3986.normalizePath(sent);
            int last = path.length() - 1;
            return last > 0 && path.charAt(last) == '/' ? path.substring(0, last) : path;
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
    }

    /** What another node is to be asked for: as it was sent, but without a scheme and a host. */
    public static String target(HttpServerRequest request) {
        String uri = request.uri();
        if (uri.startsWith("/")) return uri;
        String query = request.query();
        return query == null ? request.path() : request.path() + '?' + query;
    }
}
