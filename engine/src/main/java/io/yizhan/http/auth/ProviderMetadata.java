package io.yizhan.http.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.text.ParseException;
import java.util.List;

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as we go by it.
 *
 * @param authorization where a browser is sent so that its person signs in
 * @param token where a code is exchanged for tokens
 * @param keys by which these are verified
 * @param secretInForm whether the client's secret goes into the form and not into a header
 */
public record ProviderMetadata(URI authorization, URI token, URI keys, boolean secretInForm) {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the document.
     *
     * @param issuer whose it must be, to the letter (section 4.3)
     * @throws ParseException it is another one's, or lacks what is needed; says what
     */
    static ProviderMetadata parse(String document, String issuer) throws ParseException {
        JsonObject said;
        try {
            said = new JsonObject(document);
        } catch (DecodeException malformed) {
            throw new ParseException("no JSON object", 0);
        }
        if (!issuer.equals(said.getValue("issuer"))) throw new ParseException("it is not that of " + issuer, 0);
        return new ProviderMetadata(
                required(said, "authorization_endpoint"),
                required(said, "token_endpoint"),
                required(said, "jwks_uri"),
                wantsSecretInForm(said));
    }

    private static URI required(JsonObject said, String name) throws ParseException {
        if (!(said.getValue(name) instanceof String text)) throw new ParseException("without " + name, 0);
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && uri.getRawFragment() == null && isGuarded(uri)) return uri;
        } catch (IllegalArgumentException malformed) {
            throw new ParseException(name + " is no URI", 0);
        }
        throw new ParseException(name + " is not by https", 0);
    }

    /** Whether nobody on the way can read or change what is sent there. */
    private static boolean isGuarded(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
    }

    /** Where nothing is said, it is the header (section 3). */
    private static boolean wantsSecretInForm(JsonObject said) {
        return said.getValue("token_endpoint_auth_methods_supported") instanceof JsonArray ways
                && ways.contains("client_secret_post")
                && !ways.contains("client_secret_basic");
    }
}
