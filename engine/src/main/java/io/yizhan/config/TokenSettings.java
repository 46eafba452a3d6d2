package io.yizhan.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose tokens are good, and where people sign in: as {@link ConfigReader} reads it, and with its problems. */
final class TokenSettings {
    /** Of those with a public key. */
    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private final ConfigReader reader;

    TokenSettings(ConfigReader reader) {
        this.reader = reader;
    }

    /**
     * Whose tokens are good.
     *
     * @param forFaults whether it is read for its faults alone: in development, and where nothing is served
     */
    Config.@Nullable Tokens tokens(boolean forFaults) {
        URI jwks = reader.uri(Setting.JWKS_URI, "https://host/keys.json", "http", "https");
        List<String> algorithms = Arrays.stream(
                        reader.text(Setting.JWT_ALGORITHMS).split(",", -1))
                .map(String::strip)
                .toList();
        if (!ALGORITHMS.containsAll(algorithms))
            reader.problem(Setting.JWT_ALGORITHMS, "must be of " + String.join(", ", ALGORITHMS) + ", with commas");
        int lifetimeMaxS = reader.number(Setting.JWT_LIFETIME_MAX_S, 60, 315_360_000);
        Config.OpenId signIn = signIn();
        if (forFaults) return null;
        String issuer = reader.text(isSet(Setting.JWT_ISSUER) ? Setting.JWT_ISSUER : Setting.OIDC_ISSUER);
        if (!isSet(Setting.OIDC_ISSUER)) {
            reader.required(
                    Setting.JWKS_URI, "or set " + Setting.DEV.variable() + "=true to try it out on this machine");
            reader.required(
                    Setting.JWT_ISSUER, "else whoever else gets keys into that set could sign tokens for this city");
        }
        reader.required(Setting.JWT_AUDIENCE, "else tokens that were given out for other services would be good here");
        if (jwks == null && signIn == null) return null;
        return new Config.Tokens(jwks, issuer, reader.text(Setting.JWT_AUDIENCE), algorithms, lifetimeMaxS, signIn);
    }

    private Config.@Nullable OpenId signIn() {
        if (!isSet(Setting.OIDC_ISSUER)) {
            for (Setting each : List.of(Setting.OIDC_CLIENT_ID, Setting.OIDC_CLIENT_SECRET_FILE))
                if (isSet(each)) reader.problem(each, "is of no use without " + Setting.OIDC_ISSUER.variable());
            return null;
        }
        String issuer = reader.text(Setting.OIDC_ISSUER);
        String clientId = reader.text(Setting.OIDC_CLIENT_ID);
        String scope = reader.text(Setting.OIDC_SCOPE);
        String publicUrl = reader.text(Setting.PUBLIC_URL);
        Path secret = reader.file(Setting.OIDC_CLIENT_SECRET_FILE);
        // Each is asked, so that all problems are named together.
        boolean hasClient = reader.required(Setting.OIDC_CLIENT_ID, "as the provider calls this engine");
        boolean hasUrl = reader.required(Setting.PUBLIC_URL, "so that the provider can send browsers back");
        if (!hasClient || !hasUrl) return null;
        boolean good = isGood(Setting.OIDC_ISSUER, OpenIdSettings.issuerProblem(issuer));
        good = isGood(Setting.OIDC_CLIENT_ID, OpenIdSettings.clientIdProblem(clientId)) && good;
        good = isGood(Setting.OIDC_SCOPE, OpenIdSettings.scopeProblem(scope)) && good;
        good = isGood(Setting.PUBLIC_URL, OpenIdSettings.publicUrlProblem(publicUrl)) && good;
        if (!good) return null;
        return new Config.OpenId(
                URI.create(issuer), clientId, secret, scope, URI.create(OriginSetting.spelled(publicUrl)));
    }

    private boolean isGood(Setting setting, @Nullable String problem) {
        if (problem != null) reader.problem(setting, problem);
        return problem == null;
    }

    private boolean isSet(Setting setting) {
        return !reader.text(setting).isEmpty();
    }
}
