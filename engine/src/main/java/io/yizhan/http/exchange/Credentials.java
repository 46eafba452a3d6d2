package io.yizhan.http.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a request shows of who sends it: a bearer token or session, or the cookie that a page of ours has. */
public final class Credentials {
    /** Holds a session. */
    public static final String COOKIE = "yizhan-session";

    private static final String SCHEME = "Bearer ";
    private static final CharSequence FETCH_SITE = new AsciiString("sec-fetch-site");

    private Credentials() {}

    /** Null where it shows none. What a client says by its header counts, whatever its browser adds. */
    static @Nullable String of(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null)
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()) : null;
        return ofCookie(request);
    }

    /** Null where it shows none, or a header that counts more. */
    public static @Nullable String ofCookie(HttpServerRequest request) {
        boolean looks = request.headers().contains(HttpHeaders.COOKIE)
                && !request.headers().contains(HttpHeaders.AUTHORIZATION);
        Cookie cookie = looks ? request.getCookie(COOKIE) : null;
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /** Whether a browser may have added the cookie to what another site's page wants to change (cross-site request forgery). */
    static boolean mayBeForged(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.AUTHORIZATION) || Exchange.isRead(request)) return false;
        String site = request.getHeader(FETCH_SITE);
        if (site != null) return !site.equals("same-origin");
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        return origin == null || !isOf(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isOf(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin).getRawAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
