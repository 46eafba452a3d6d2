package io.yizhan.http.signin;

import io.yizhan.core.Claims;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/session}: a token is exchanged for a session, which ends by itself, or by its bearer. */
public final class SessionRoutes {
    /** Ends that wait for the database at once; whoever is refused asks again. */
    private static final int ENDING_MAX = 64;

    private final Sessions sessions;
    private final SignIn signIn;
    private final SessionCookie cookie;
    private final Blocking ends = new Blocking(ENDING_MAX, ProblemCode.SESSIONS_UNAVAILABLE);

    /** @param signIn how else people get one */
    public SessionRoutes(Sessions sessions, SignIn signIn) {
        this.sessions = sessions;
        this.signIn = signIn;
        cookie = new SessionCookie(signIn.byTlsOnly());
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
        Sessions.Begun begun = sessions.begin(caller, name(exchange));
        if (asCookie && !SessionCookie.takes(begun)) {
            exchange.problem(Problem.parameterInvalid("cookie", "false"));
            return;
        }
        JsonOut json = exchange.json(256 + begun.session().length()).object();
        // A page's scripts have no use for it, and whoever gets one of their own into the page must not have it.
        if (asCookie) cookie.set(exchange, begun);
        else json.field("session", begun.session());
        exchange.personal(201, json.time("expiresAt", begun.expiresAtMs()).end());
    }

    /** Of what was shown, which is verified by now. */
    private static @Nullable String name(Exchange exchange) {
        String shown = Credentials.shown(exchange.request);
        return shown == null ? null : PersonName.in(Authenticator.unverified(shown));
    }

    /** {@code GET}: who shows a token or a session, so that a page knows whose its cookie is. */
    public void tell(Exchange exchange, Principal caller) {
        JsonOut json = begun(exchange, true).field("subject", caller.subject());
        String name = name(exchange);
        if (name != null) json.field("name", name);
        array(json, "roles", Role.claims(caller.roles()));
        if (!caller.stations().isEmpty())
            array(json, "stations", caller.stations().stream().sorted().toList());
        Claims said = caller.claims();
        if (!said.employer().isEmpty()) json.field("employer", said.employer());
        if (said.assurance() != 0) json.field("assurance", said.assurance());
        Sessions.Shown session = caller.session();
        json.time("expiresAt", session == null ? caller.saidToEndAtMs() : session.expiresAtMs());
        exchange.personal(200, json.end());
    }

    /** The same where nobody is signed in. No refusal: a page asks whenever it is opened, and most of its readers need not be anybody. */
    public void tellNobody(Exchange exchange) {
        if (Credentials.cookie(exchange.request) != null) cookie.clear(exchange);
        exchange.personal(200, begun(exchange, false).end());
    }

    private JsonOut begun(Exchange exchange, boolean signedIn) {
        return exchange.json(384)
                .object()
                .field("signedIn", signedIn)
                .field("signIn", signIn.kind().name());
    }

    private static void array(JsonOut json, String name, List<String> values) {
        json.array(name);
        for (String value : values) json.value(value);
        json.endArray();
    }

    public void end(Exchange exchange, Principal caller) {
        JsonBody.readNone(exchange, () -> {
            Sessions.Shown session = caller.session();
            if (session == null) {
                exchange.problem(Problem.of(ProblemCode.SESSION_MISSING));
                return;
            }
            ends.ask(exchange, () -> ended(session), it -> {
                cookie.clear(exchange);
                exchange.sendEmpty(204);
            });
        });
    }

    private Sessions.Shown ended(Sessions.Shown session) throws IOException {
        sessions.end(session);
        return session;
    }
}
