package io.yizhan.http.signin;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.exchange.Admission;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;

/** Sign-in as whoever one likes, by a form of our own: in development, where tokens are free as well. Any event loop. */
public final class DevelopmentSignIn implements SignIn {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int BODY_BYTES_MAX = 16 * 1_024;
    /** Of the token, which nobody ever sees. */
    private static final long TOKEN_LIFETIME_S = 60;

    private final DevTokens tokens;
    private final Authenticator authenticator;
    private final Sessions sessions;
    private final SessionCookie cookie = new SessionCookie(byTlsOnly());

    public DevelopmentSignIn(DevTokens tokens, Authenticator authenticator, Sessions sessions) {
        this.tokens = tokens;
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    @Override
    public Kind kind() {
        return Kind.DEVELOPMENT;
    }

    /** It is for the machine that it runs on. */
    @Override
    public boolean byTlsOnly() {
        return false;
    }

    @Override
    public void begin(Exchange exchange) {
        SignInPages.form(exchange, ReturnPath.of(Parameters.once(exchange.request, "return", ReturnPath.LENGTH_MAX)));
    }

    /** From a page of ours alone: else another site's could make its visitors somebody here, who book under a name that it knows. */
    @Override
    public void submit(Exchange exchange) {
        if (Admission.refusesForgery(exchange)) return;
        if (!MediaTypes.isForm(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, FORM));
            return;
        }
        BodyReader.read(exchange, BODY_BYTES_MAX, body -> {
            DevelopmentForm form = DevelopmentForm.parse(body.toString(StandardCharsets.UTF_8));
            if (form == null) SignInPages.fault(exchange, SignInFault.FORM_INVALID, ReturnPath.START);
            else enter(exchange, form);
        });
    }

    private void enter(Exchange exchange, DevelopmentForm form) {
        String token = tokens.sign(form.claims(exchange.nowMs() / 1_000, TOKEN_LIFETIME_S));
        authenticator
                .examine(token, TokenRules.ANY)
                .onSuccess(who -> exchange.guarded(person -> begin(exchange, person, form), who))
                .onFailure(exchange::failed);
    }

    private void begin(Exchange exchange, Authenticator.Examined who, DevelopmentForm form) {
        Sessions.Begun begun = sessions.begin(who.principal(), PersonName.in(who.claims()));
        if (SessionCookie.takes(begun)) {
            cookie.set(exchange, begun);
            SignInPages.redirect(exchange, 303, form.returnPath());
        } else {
            SignInPages.fault(exchange, SignInFault.STATIONS_TOO_MANY, form.returnPath());
        }
    }
}
