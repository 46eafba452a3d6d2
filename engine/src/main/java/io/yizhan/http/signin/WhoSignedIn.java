package io.yizhan.http.signin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.TokenRefused;
import io.yizhan.http.auth.TokenRules;
import io.yizhan.secret.PurposeKey;

/**
 * Who has signed in, by a provider's tokens. The id token says it: it must be signed, from that provider, for us and for this attempt (OpenID Connect
 * Core 1.0, section 3.1.3.7). What they may do says the access token, where that is a token of this API, with the claim {@code roles}: then it
 * must be good as one that anybody shows, and of the same person. Elsewhere the id token says that, too. Any thread.
 */
final class WhoSignedIn {
    private static final String ROLES = "roles";

    private final Authenticator authenticator;
    private final TokenRules ofApi;
    private final TokenRules ofUs;
    private final String clientId;

    /** @param ofApi what tokens that are shown must say */
    WhoSignedIn(Authenticator authenticator, TokenRules ofApi, RelyingParty us) {
        this.authenticator = authenticator;
        this.ofApi = ofApi;
        clientId = us.clientId();
        ofUs = new TokenRules(us.issuer().toString(), clientId, ofApi.lifetimeMaxS());
    }

    /**
     * Verifies them. Completes on any thread.
     *
     * @param nonce of the attempt
     * @return fails with {@link SignInRefused}
     */
    Future<Person> of(ProviderTokens tokens, String nonce) {
        return authenticator
                .examine(tokens.id(), ofUs)
                .recover(failure -> refused("id", failure))
                .compose(id -> forThisAttempt(id, nonce))
                .compose(id -> {
                    String name = PersonName.in(id.claims());
                    return Authenticator.unverified(tokens.access()).containsKey(ROLES)
                            ? access(tokens.access(), id.principal()).map(principal -> new Person(principal, name))
                            : Future.succeededFuture(new Person(id.principal(), name));
                });
    }

    private Future<Authenticator.Examined> forThisAttempt(Authenticator.Examined id, String nonce) {
        JsonObject claims = id.claims();
        if (!(claims.getValue("nonce") instanceof String said) || !PurposeKey.same(said, nonce))
            return SignInRefused.future(SignInFault.CODE_REFUSED, "the id token is for another attempt");
        Object party = claims.getValue("azp");
        if (party != null && !party.equals(clientId))
            return SignInRefused.future(SignInFault.PROVIDER_UNFIT, "the id token was given out for another client");
        return Future.succeededFuture(id);
    }

    private Future<Principal> access(String token, Principal who) {
        return authenticator
                .examine(token, ofApi)
                .recover(failure -> refused("access", failure))
                .compose(access -> access.principal().subject().equals(who.subject())
                        ? Future.succeededFuture(access.principal())
                        : SignInRefused.future(
                                SignInFault.PROVIDER_UNFIT, "the access token is somebody else's than the id token"));
    }

    private static <T> Future<T> refused(String which, Throwable failure) {
        if (!(failure instanceof TokenRefused refused)) return Future.failedFuture(failure);
        SignInFault fault = switch (refused.fault()) {
            case KEYS_UNAVAILABLE -> SignInFault.PROVIDER_AWAY;
            case BUSY -> SignInFault.BUSY;
            case EXPIRED, EARLY -> SignInFault.CLOCKS_DIFFER;
            case INVALID, FORGED -> SignInFault.PROVIDER_UNFIT;
        };
        return SignInRefused.future(fault, "the " + which + " token is refused: " + refused.getMessage());
    }
}
