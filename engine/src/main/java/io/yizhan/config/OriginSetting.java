package io.yizhan.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with an origin that somebody has set (scheme, host and port: RFC 6454), in words that say how to set it right. */
final class OriginSetting {
    private static final String EXAMPLE = "https://app.example";

    private OriginSetting() {}

    /** Null where it is fine. */
    static @Nullable String problem(String origin) {
        if (origin.contains("*")) return "no wildcards: name each origin, for instance " + EXAMPLE;
        String problem = UriSetting.problem(origin, List.of("http", "https"), EXAMPLE);
        if (problem != null) return problem;
        URI uri = URI.create(origin);
        if (uri.getRawUserInfo() != null) return "an origin names no user; it must look like " + EXAMPLE;
        boolean ends = uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
        return ends ? null : "an origin ends with its host or port, without even a slash; it must look like " + EXAMPLE;
    }

    /** As browsers say it: in small letters, without a port that is the scheme's own. */
    static String spelled(String origin) {
        URI uri = URI.create(origin.toLowerCase(Locale.ROOT));
        int usual = uri.getScheme().equals("https") ? 443 : 80;
        boolean named = uri.getPort() >= 0 && uri.getPort() != usual;
        return uri.getScheme() + "://" + uri.getHost() + (named ? ":" + uri.getPort() : "");
    }

    /** Never with a password. */
    static String shown(String origin) {
        return origin.contains("@") ? UriSetting.shown(origin) : origin;
    }
}
