package io.yizhan.keys;

import io.yizhan.config.Config;
import io.yizhan.config.StartFailed;
import io.yizhan.pass.PassKey;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.SharedSecrets;
import io.yizhan.secret.SecretKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * What this node signs with.
 *
 * @param session of sessions
 * @param devSecret of development tokens; nothing where there are none
 */
public record NodeKeys(PassKey pass, byte[] session, byte[] devSecret) {
    /** Its own, kept in its data folder. */
    public static NodeKeys in(Config config) throws IOException, StartFailed {
        return new NodeKeys(
                PassKeyFile.in(config.dataDir()),
                SecretKeyFile.in(config.dataDir(), "session-key"),
                config.dev() ? SecretKeyFile.in(config.dataDir(), "dev-secret") : new byte[0]);
    }

    /** Those that all nodes of the cluster have: the first one's. So a pass, a session and a token are good wherever they are shown. */
    public NodeKeys shared(PostgresUri database) throws StartFailed {
        SharedSecrets secrets = new SharedSecrets(database);
        try {
            byte[] text = secrets.shared("pass-key", pass.text().getBytes(StandardCharsets.US_ASCII));
            byte[] secret = devSecret.length == 0 ? devSecret : secrets.shared("dev-secret", devSecret);
            return new NodeKeys(
                    PassKey.parse(new String(text, StandardCharsets.US_ASCII)),
                    secrets.shared("session-key", session),
                    secret);
        } catch (SQLException | IOException failure) {
            throw new StartFailed(
                    "the keys that the engines share can't be had from " + database + ": " + failure.getMessage(),
                    failure);
        }
    }
}
