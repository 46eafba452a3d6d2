package io.yizhan.http.signin;

import io.vertx.core.Future;
import io.yizhan.http.auth.Discovery;
import io.yizhan.http.auth.ProviderClient;
import io.yizhan.http.auth.ProviderMetadata;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Semaphore;

/**
 * A provider's code becomes tokens (RFC 6749, section 4.1.3, with the proof of RFC 7636). So many at once as the provider and we can bear: codes
 * are anybody's to make up. Any thread.
 */
final class CodeExchange {
    static final int UNDER_WAY_MAX = 64;

    private final RelyingParty us;
    private final Discovery discovery;
    private final ProviderClient client;
    private final Semaphore free = new Semaphore(UNDER_WAY_MAX);

    CodeExchange(RelyingParty us, Discovery discovery, ProviderClient client) {
        this.us = us;
        this.discovery = discovery;
        this.client = client;
    }

    /**
     * Exchanges one. Completes on any thread.
     *
     * @param verifier of whose challenge the provider was told
     * @return fails with {@link SignInRefused}
     */
    Future<ProviderTokens> tokens(String code, String verifier) {
        if (!free.tryAcquire()) return SignInRefused.future(SignInFault.BUSY, "too many codes are being exchanged");
        return discovery
                .metadata()
                .compose(provider -> ask(provider, code, verifier))
                .onComplete(done -> free.release())
                .recover(failure -> SignInRefused.future(
                        SignInFault.PROVIDER_AWAY, "the token endpoint did not answer: " + failure.getMessage()))
                .compose(CodeExchange::read);
    }

    private Future<ProviderClient.Answer> ask(ProviderMetadata provider, String code, String verifier) {
        StringBuilder form = new StringBuilder("grant_type=authorization_code");
        add(form, "code", code);
        add(form, "redirect_uri", us.redirectUri());
        add(form, "client_id", us.clientId());
        add(form, "code_verifier", verifier);
        String secret = us.clientSecret();
        if (secret == null) return client.post(provider.token(), form.toString(), null);
        if (!provider.secretInForm())
            return client.post(provider.token(), form.toString(), basic(us.clientId(), secret));
        add(form, "client_secret", secret);
        return client.post(provider.token(), form.toString(), null);
    }

    private static Future<ProviderTokens> read(ProviderClient.Answer answer) {
        try {
            return Future.succeededFuture(ProviderTokens.read(answer.status(), answer.body()));
        } catch (SignInRefused refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void add(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=').append(encoded(value));
    }

    /** Both are encoded as in a form first (RFC 6749, section 2.3.1). */
    private static String basic(String id, String secret) {
        byte[] both = (encoded(id) + ':' + encoded(secret)).getBytes(StandardCharsets.US_ASCII);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
