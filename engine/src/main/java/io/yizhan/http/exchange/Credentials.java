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

    /** Of a header {@code Authorization}; null where that is of another scheme. */
    static @Nullable String bearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()) : null;
    }

    /** Null where it shows none, or a header {@code Authorization}: what a client says by that counts, whatever its browser adds. */
    public static @Nullable String cookie(HttpServerRequest request) {
        boolean looks = request.headers().contains(HttpHeaders.COOKIE)
                && !request.headers().contains(HttpHeaders.AUTHORIZATION);
        Cookie cookie = looks ? request.getCookie(COOKIE) : null;
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    /** Token or session, whichever it shows; null for none. */
    public static @Nullable String shown(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null ? cookie(request) : bearer(header);
    }

    /** Whether a browser may have added the cookie to what another site's page wants to change (cross-site request forgery). */
    static boolean mayBeForged(HttpServerRequest request) {
        if (Exchange.isRead(request)) return false;
        String site = request.getHeader(FETCH_SITE);
        if (site != null) return !site.equals("same-origin");
        String origin = request.getHeader(HttpHeaderNames.ORIGIN);
        return origin == null || !isOf(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isOf(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
