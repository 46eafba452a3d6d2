package io.yizhan.http.signin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider gives for a code. Neither is verified yet.
 *
 * @param id says who has signed in, to us
 * @param access says what they may do, to whoever they show it to; empty where there is none
 */
record ProviderTokens(String id, String access) {
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final int ERROR_LENGTH_MAX = 64;

    /** Faults of ours, not of the code (RFC 6749, section 5.2). */
    private static final List<String> OURS =
            List.of("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

    /**
     * Reads an answer of the token endpoint (RFC 6749, sections 5.1 and 5.2).
     *
     * @throws SignInRefused it gives none
     */
    static ProviderTokens read(int status, String body) throws SignInRefused {
        if (status >= SERVER_ERROR || status == TOO_MANY)
            throw new SignInRefused(SignInFault.PROVIDER_AWAY, "the token endpoint answered " + status);
        JsonObject said = json(body);
        if (said == null)
            throw new SignInRefused(
                    SignInFault.PROVIDER_UNFIT, "the token endpoint answered " + status + " without JSON");
        if (status != OK) throw refused(status, text(said, "error"));
        String id = text(said, "id_token");
        if (id == null)
            throw new SignInRefused(
                    SignInFault.PROVIDER_UNFIT, "the token endpoint gave no id_token; the scope must have openid");
        String access = text(said, "access_token");
        return new ProviderTokens(id, access == null ? "" : access);
    }

    private static SignInRefused refused(int status, @Nullable String error) {
        boolean ours = error == null || OURS.contains(error) || status != 400;
        return new SignInRefused(
                ours ? SignInFault.PROVIDER_UNFIT : SignInFault.CODE_REFUSED,
                "the token endpoint answered " + status + " " + shown(error));
    }

    /** For the log: a word of the protocol, and nothing that somebody else has thought of. */
    static String shown(@Nullable String error) {
        boolean plain = error != null && error.length() <= ERROR_LENGTH_MAX && error.matches("[a-z_]+");
        return plain ? String.valueOf(error) : "(not shown)";
    }

    private static @Nullable JsonObject json(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException malformed) {
            return null;
        }
    }

    private static @Nullable String text(JsonObject said, String name) {
        return said.getValue(name) instanceof String text ? text : null;
    }
}
