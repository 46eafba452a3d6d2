package io.yizhan.http.signin;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.Discovery;
import io.yizhan.http.auth.ProviderClient;
import io.yizhan.http.auth.ProviderMetadata;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.secret.PurposeKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in at an OpenID provider, by a code that this engine exchanges itself: a browser gets a session's cookie and never sees a token. Nothing
 * of a sign-in under way is kept here. Any event loop.
 */
public final class ProviderSignIn implements SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderSignIn.class);
    private static final String COOKIE = "yizhan-signin";
    private static final int STATE_LENGTH_MAX = 64;
    private static final int ERROR_LENGTH_MAX = 200;
    private static final int CODE_LENGTH_MAX = 3_000;

    /** An exchange costs its address as much as ten requests: others do work for it, too. */
    private static final int EXCHANGE_COST_BYTES = 10 * 2_048;

    private final RelyingParty us;
    private final Discovery discovery;
    private final Sessions sessions;
    private final AttemptSeal seal;
    private final CodeExchange codes;
    private final WhoSignedIn who;
    private final SessionCookie cookie;

    /** @param ofApi what tokens that are shown must say */
    public ProviderSignIn(
            RelyingParty us,
            Discovery discovery,
            ProviderClient client,
            Authenticator authenticator,
            TokenRules ofApi,
            Sessions sessions) {
        this.us = us;
        this.discovery = discovery;
        this.sessions = sessions;
        seal = new AttemptSeal(us.key());
        codes = new CodeExchange(us, discovery, client);
        who = new WhoSignedIn(authenticator, ofApi, us);
        cookie = new SessionCookie(us.isByTls());
    }

    @Override
    public Kind kind() {
        return Kind.OPENID;
    }

    @Override
    public boolean byTlsOnly() {
        return us.isByTls();
    }

    @Override
    public void begin(Exchange exchange) {
        String returnPath = ReturnPath.of(Parameters.once(exchange.request, "return", ReturnPath.LENGTH_MAX));
        Future<ProviderMetadata> provider = discovery
                .metadata()
                .recover(away -> SignInRefused.future(SignInFault.PROVIDER_AWAY, "discovery: " + away.getMessage()));
        whenThere(exchange, provider, returnPath, known -> sendThere(exchange, known, returnPath));
    }

    private void sendThere(Exchange exchange, ProviderMetadata provider, String returnPath) {
        Attempt attempt = seal.begin(returnPath, exchange.nowMs());
        exchange.response.addCookie(cookie(seal.cookie(attempt), AttemptSeal.LIFETIME.toSeconds()));
        String at = provider.authorization().toString();
        String location = at + (at.indexOf('?') < 0 ? '?' : '&') + "response_type=code"
                + parameter("client_id", us.clientId())
                + parameter("redirect_uri", us.redirectUri())
                + parameter("scope", us.scope())
                + parameter("state", seal.state(attempt))
                + parameter("nonce", seal.nonce(attempt))
                + parameter("code_challenge", seal.challenge(attempt))
                + "&code_challenge_method=S256";
        SignInPages.redirect(exchange, 302, location);
    }

    @Override
    public void finish(Exchange exchange) {
        Attempt attempt = attempt(exchange);
        if (attempt == null) {
            // Another attempt of this browser may be under way, so its cookie stays.
            SignInPages.fault(exchange, SignInFault.ATTEMPT_UNKNOWN, ReturnPath.START);
            return;
        }
        exchange.response.addCookie(cookie("", 0));
        String error = Parameters.once(exchange.request, "error", ERROR_LENGTH_MAX);
        String code = Parameters.once(exchange.request, "code", CODE_LENGTH_MAX);
        if (error != null) {
            String why = "the provider says " + ProviderTokens.shown(error);
            refuse(exchange, new SignInRefused(faultOf(error), why), attempt.returnPath());
        } else if (code == null) {
            SignInPages.fault(exchange, SignInFault.ATTEMPT_UNKNOWN, attempt.returnPath());
        } else {
            exchange.chargeBesides(EXCHANGE_COST_BYTES);
            Future<Person> person =
                    codes.tokens(code, seal.verifier(attempt)).compose(tokens -> who.of(tokens, seal.nonce(attempt)));
            whenThere(exchange, person, attempt.returnPath(), known -> enter(exchange, known, attempt));
        }
    }

    /** The one that this request says that it finishes; null for none of this browser. */
    private @Nullable Attempt attempt(Exchange exchange) {
        Cookie shown = exchange.request.getCookie(COOKIE);
        Attempt attempt = shown == null ? null : seal.read(shown.getValue(), exchange.nowMs());
        String state = Parameters.once(exchange.request, "state", STATE_LENGTH_MAX);
        boolean same = attempt != null && state != null && PurposeKey.same(state, seal.state(attempt));
        return same ? attempt : null;
    }

    private static SignInFault faultOf(String error) {
        return switch (error) {
            case "access_denied", "login_required", "consent_required", "interaction_required" -> SignInFault.DENIED;
            case "server_error", "temporarily_unavailable" -> SignInFault.PROVIDER_AWAY;
            default -> SignInFault.PROVIDER_UNFIT;
        };
    }

    private void enter(Exchange exchange, Person person, Attempt attempt) {
        Sessions.Begun begun = sessions.begin(person.principal(), person.name());
        if (person.principal().roles() == 0) {
            SignInPages.fault(exchange, SignInFault.ROLES_MISSING, attempt.returnPath());
        } else if (!SessionCookie.takes(begun)) {
            SignInPages.fault(exchange, SignInFault.STATIONS_TOO_MANY, attempt.returnPath());
        } else {
            cookie.set(exchange, begun);
            SignInPages.onwards(exchange, attempt.returnPath());
        }
    }

    /** Goes on with it on the event loop, or tells why not. */
    private static <T> void whenThere(Exchange exchange, Future<T> awaited, String returnPath, Consumer<T> then) {
        awaited.onComplete(result -> exchange.loop()
                .context
                .runOnContext(hop -> exchange.guarded(
                        done -> {
                            if (done.succeeded()) then.accept(done.result());
                            else if (done.cause() instanceof SignInRefused refused)
                                refuse(exchange, refused, returnPath);
                            else exchange.failed(done.cause());
                        },
                        result)));
    }

    private static void refuse(Exchange exchange, SignInRefused refused, String returnPath) {
        if (refused.fault().isProviders()) LOG.warn("somebody could not sign in: {}", refused.getMessage());
        SignInPages.fault(exchange, refused.fault(), returnPath);
    }

    /** Sent also where the provider leads the browser back to us, which is why it is {@code Lax}. */
    private Cookie cookie(String value, long maxAgeS) {
        return Cookie.cookie(COOKIE, value)
                .setPath(SignInPaths.BEGIN)
                .setHttpOnly(true)
                .setSecure(us.isByTls())
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(maxAgeS);
    }

    private static String parameter(String name, String value) {
        return '&' + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
