package io.yizhan.http.signin;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * This engine as the OpenID provider knows it, where people sign in.
 *
 * @param issuer the provider, as it calls itself
 * @param clientId what it calls us
 * @param clientSecret by which it knows that we are the ones; null where the proof of the code (PKCE) is enough for it
 * @param scope what is asked for, with blanks; has {@code openid}
 * @param publicUrl where browsers reach this engine: scheme, host and port
 * @param key that all nodes have, and use for other things, too: another one than that which began a sign-in may have to finish it
 */
public record RelyingParty(
        URI issuer, String clientId, @Nullable String clientSecret, String scope, URI publicUrl, byte[] key) {
    /** Whether browsers reach it by encrypted connections. */
    boolean isByTls() {
        return "https".equals(publicUrl.getScheme());
    }

    /** Where the provider sends browsers back to; to be registered there, to the letter. */
    public String redirectUri() {
        return publicUrl + SignInPaths.CALLBACK;
    }
}
