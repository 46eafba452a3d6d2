package io.yizhan.http.signin;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.exchange.Credentials;
import io.yizhan.http.exchange.Exchange;

/** The cookie that holds a page's session: scripts can't read it, and no other site's page makes a browser send it. */
final class SessionCookie {
    /** Browsers keep no longer ones (RFC 6265, section 6.1). */
    private static final int LENGTH_MAX = 4_000;

    private final boolean byTlsOnly;

    /** @param byTlsOnly whether a browser must show it on encrypted connections alone */
    SessionCookie(boolean byTlsOnly) {
        this.byTlsOnly = byTlsOnly;
    }

    static boolean takes(Sessions.Begun begun) {
        return begun.session().length() <= LENGTH_MAX;
    }

    void set(Exchange exchange, Sessions.Begun begun) {
        exchange.response.addCookie(cookie(begun.session(), (begun.expiresAtMs() - exchange.nowMs()) / 1_000));
    }

    void clear(Exchange exchange) {
        exchange.response.addCookie(cookie("", 0));
    }

    private Cookie cookie(String value, long maxAgeS) {
        return Cookie.cookie(Credentials.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(byTlsOnly)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(maxAgeS);
    }
}
