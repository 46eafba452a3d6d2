package io.yizhan.http.node;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Credentials;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.io.IOException;

/** {@code /v1/session}: a token is exchanged for a session, which ends by itself, or by its bearer. */
public final class SessionRoutes {
    /** Ends that wait for the database at once; whoever is refused asks again. */
    private static final int ENDING_MAX = 64;

    /** Browsers keep no longer ones (RFC 6265, section 6.1). */
    private static final int COOKIE_LENGTH_MAX = 4_000;

    private final Sessions sessions;
    private final boolean byTlsOnly;
    private final Blocking ends = new Blocking(ENDING_MAX, ProblemCode.SESSIONS_UNAVAILABLE);

    /** @param byTlsOnly whether a browser must show a cookie on encrypted connections alone */
    public SessionRoutes(Sessions sessions, boolean byTlsOnly) {
        this.sessions = sessions;
        this.byTlsOnly = byTlsOnly;
    }

    public void begin(Exchange exchange, Principal caller) {
        Query query = new Query(exchange);
        boolean asCookie = query.flag("cookie");
        if (query.answered()) return;
        JsonBody.readNone(exchange, () -> begin(exchange, caller, asCookie));
    }

    private void begin(Exchange exchange, Principal caller, boolean asCookie) {
        // Else it could go on for ever, whatever becomes of the token.
        if (caller.session() != null) {
            exchange.problem(Problem.of(ProblemCode.TOKEN_REQUIRED));
            return;
        }
        Sessions.Begun begun = sessions.begin(caller);
        if (asCookie && begun.session().length() > COOKIE_LENGTH_MAX) {
            exchange.problem(Problem.parameterInvalid("cookie", "false"));
            return;
        }
        JsonOut json = exchange.json(256 + begun.session().length()).object();
        // A page's scripts have no use for it, and whoever gets one of their own into the page must not have it.
        if (asCookie)
            exchange.response.addCookie(cookie(begun.session(), (begun.expiresAtMs() - exchange.nowMs()) / 1_000));
        else json.field("session", begun.session());
        exchange.personal(201, json.time("expiresAt", begun.expiresAtMs()).end());
    }

    private Cookie cookie(String value, long maxAgeS) {
        return Cookie.cookie(Credentials.COOKIE, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(byTlsOnly)
                .setSameSite(CookieSameSite.STRICT)
                .setMaxAge(maxAgeS);
    }

    public void end(Exchange exchange, Principal caller) {
        JsonBody.readNone(exchange, () -> {
            Sessions.Shown session = caller.session();
            if (session == null) {
                exchange.problem(Problem.of(ProblemCode.SESSION_MISSING));
                return;
            }
            ends.ask(exchange, () -> ended(session), it -> {
                exchange.response.addCookie(cookie("", 0));
                exchange.sendEmpty(204);
            });
        });
    }

    private Sessions.Shown ended(Sessions.Shown session) throws IOException {
        sessions.end(session);
        return session;
    }
}
