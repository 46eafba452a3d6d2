package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.http.signin.RelyingParty;
import io.yizhan.keys.NodeKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** As whom this engine shows itself to the OpenID provider where people sign in. */
final class SignInSettings {
    private static final int SECRET_BYTES_MAX = 1_024;

    private SignInSettings() {}

    /** @throws StartFailed the file of the secret can't be used */
    static RelyingParty of(Config.OpenId wanted, NodeKeys keys) throws StartFailed {
        return new RelyingParty(
                wanted.issuer(),
                wanted.clientId(),
                secret(wanted.clientSecretFile()),
                wanted.scope(),
                wanted.publicUrl(),
                keys.session());
    }

    private static @Nullable String secret(@Nullable Path file) throws StartFailed {
        if (file == null) return null;
        try {
            if (!Files.isRegularFile(file)) throw new IOException("there is no file " + file);
            if (Files.size(file) > SECRET_BYTES_MAX) throw new IOException(file + " is too large for a secret");
            String secret = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            if (secret.isEmpty()) throw new IOException(file + " is empty");
            return secret;
        } catch (IOException unusable) {
            throw new StartFailed(Setting.OIDC_CLIENT_SECRET_FILE.variable() + ": " + unusable.getMessage(), unusable);
        }
    }
}
