package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.telling.SmtpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By whom letters are sent, as it is configured. */
final class LetterSettings {
    private LetterSettings() {}

    /** Null for nobody. */
    static @Nullable SmtpServer server(Config config) throws StartFailed {
        Config.Smtp smtp = config.telling().smtp();
        if (smtp == null) return null;
        return new SmtpServer(
                smtp.host(),
                smtp.port(),
                SmtpServer.Security.valueOf(smtp.security().toUpperCase(Locale.ROOT)),
                smtp.user(),
                password(smtp.passwordFile()));
    }

    /** Empty where none are sent. */
    static String from(Config config) {
        Config.Smtp smtp = config.telling().smtp();
        return smtp == null ? "" : smtp.from();
    }

    private static String password(@Nullable Path file) throws StartFailed {
        try {
            return file == null ? "" : Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new StartFailed(
                    Setting.SMTP_PASSWORD_FILE.variable() + ": " + file + " can't be read: " + unreadable.getMessage(),
                    unreadable);
        }
    }
}
