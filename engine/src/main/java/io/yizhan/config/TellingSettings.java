package io.yizhan.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What goes out by itself, and by whom. */
final class TellingSettings {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@,;\"]+@[^\\s<>@,;\"]+");
    private static final List<String> SECURITIES = List.of("starttls", "tls", "none");

    private final ConfigReader reader;

    TellingSettings(ConfigReader reader) {
        this.reader = reader;
    }

    Config.Telling telling() {
        return new Config.Telling(
                reader.listed(Setting.WEBHOOK_NETWORKS), reader.number(Setting.REMINDER_MIN, 0, 1_440), smtp());
    }

    private Config.@Nullable Smtp smtp() {
        String host = reader.text(Setting.SMTP_HOST);
        if (host.isEmpty()) return null;
        int port = reader.number(Setting.SMTP_PORT, 1, 65_535);
        String security = reader.text(Setting.SMTP_SECURITY);
        if (!SECURITIES.contains(security)) reader.problem(Setting.SMTP_SECURITY, "must be starttls, tls or none");
        String from = reader.text(Setting.SMTP_FROM);
        if (reader.required(Setting.SMTP_FROM, "where SMTP_HOST is set")
                && !ADDRESS.matcher(from).matches())
            reader.problem(Setting.SMTP_FROM, "is no address as news@city.example");
        String user = reader.text(Setting.SMTP_USER);
        if (!user.isEmpty()) reader.required(Setting.SMTP_PASSWORD_FILE, "where SMTP_USER is set");
        return new Config.Smtp(host, port, security, user, reader.file(Setting.SMTP_PASSWORD_FILE), from);
    }
}
