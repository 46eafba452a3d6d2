package io.yizhan.keys;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.pass.PassKey;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.SharedSecrets;
import io.yizhan.secret.KeyWrap;
import io.yizhan.secret.SecretKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What this node signs with.
 *
 * @param session of sessions
 * @param devSecret of development tokens; nothing where there are none
 * @param draws from which the secrets of draws follow, and pseudonyms in them
 */
public record NodeKeys(PassKey pass, byte[] session, byte[] devSecret, byte[] draws) {
    /** How they are kept. @throws StartFailed the file that is to say so can't be used */
    public static KeyWrap wrap(Config config) throws StartFailed {
        Path file = config.secretsKeyFile();
        try {
            return file == null ? KeyWrap.NONE : KeyWrap.by(file);
        } catch (IOException unusable) {
            throw new StartFailed(Setting.SECRETS_KEY_FILE.variable() + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Its own, kept in its data folder. */
    public static NodeKeys in(Config config, KeyWrap wrap) throws IOException, StartFailed {
        Path folder = config.dataDir();
        try {
            return new NodeKeys(
                    PassKeyFile.in(folder, wrap),
                    SecretKeyFile.in(folder, "session-key", wrap),
                    config.dev() ? SecretKeyFile.in(folder, "dev-secret", wrap) : new byte[0],
                    SecretKeyFile.in(folder, "draw-key", wrap));
        } catch (KeyWrap.Locked locked) {
            throw locked(locked, "in " + folder);
        }
    }

    private static StartFailed locked(KeyWrap.Locked locked, String where) {
        return new StartFailed(
                "a secret " + where + " can't be read: " + locked.getMessage() + ". Set "
                        + Setting.SECRETS_KEY_FILE.variable()
                        + " to the file of the key that it was encrypted with; beside a new key, the file may have former ones, a line each",
                locked);
    }

    /** Those that all nodes of the cluster have: the first one's. So a pass, a session and a token are good wherever they are shown. */
    public NodeKeys shared(PostgresUri database, KeyWrap wrap) throws StartFailed {
        SharedSecrets secrets = new SharedSecrets(database);
        try {
            byte[] text = shared(secrets, "pass-key", pass.text().getBytes(StandardCharsets.US_ASCII), wrap);
            byte[] secret = devSecret.length == 0 ? devSecret : shared(secrets, "dev-secret", devSecret, wrap);
            return new NodeKeys(
                    PassKey.parse(new String(text, StandardCharsets.US_ASCII)),
                    shared(secrets, "session-key", session, wrap),
                    secret,
                    shared(secrets, "draw-key", draws, wrap));
        } catch (KeyWrap.Locked locked) {
            throw locked(locked, "in " + database);
        } catch (SQLException | IOException failure) {
            throw new StartFailed(
                    "the keys that the engines share can't be had from " + database + ": " + failure.getMessage(),
                    failure);
        }
    }

    private static byte[] shared(SharedSecrets secrets, String name, byte[] own, KeyWrap wrap)
            throws SQLException, KeyWrap.Locked {
        byte[] kept = secrets.shared(name, wrap.wrap(name, own));
        byte[] secret = wrap.unwrap(name, kept);
        if (wrap.keepsOtherwise(name, kept)) secrets.replace(name, kept, wrap.wrap(name, secret));
        return secret;
    }
}
