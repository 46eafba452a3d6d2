package io.yizhan.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong with a URI that somebody has set, in words that say how to set it right; and how it may be shown: never with a password. */
final class UriSetting {
    private static final int PORT_MAX = 65_535;

    private UriSetting() {}

    /** Null where it is fine: a host, a port that there can be, and one of these schemes. */
    static @Nullable String problem(String value, List<String> schemes, String example) {
        String like = "it must look like " + example;
        if (value.chars().anyMatch(Character::isWhitespace)) return "there is white space in it; " + like;
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException malformed) {
            return like + passwordHint(value);
        }
        String scheme = uri.getScheme();
        if (scheme == null || !value.contains("://")) return like;
        if (!schemes.contains(scheme.toLowerCase(Locale.ROOT))) return "it begins with " + scheme + "://; " + like;
        // A slash, a question mark or a number sign ends what comes before the path: so they may have been meant as
        // part of a password.
        if (uri.getHost() == null) return hostProblem(value, uri) + like + passwordHint(value);
        if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) return "its port must be 1 to " + PORT_MAX;
        return null;
    }

    private static String hostProblem(String value, URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null) return "there is no host in it; ";
        String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
        if (host.matches("[A-Za-z0-9._-]*_[A-Za-z0-9._-]*"))
            return "\"" + host + "\" is no host's name: there may be no _ in it; ";
        return host.isEmpty() && !value.contains("@") ? "there is no host in it; " : "";
    }

    private static String passwordHint(String value) {
        return value.contains("@")
                ? ". In a password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25"
                : "";
    }

    /** Scheme, user, host, port and path; nothing where it isn't of that form, for then anything may be the password. */
    static String shown(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException malformed) {
            return "(not shown)";
        }
        if (uri.getScheme() == null || uri.getHost() == null) return "(not shown)";
        String info = uri.getRawUserInfo();
        String user = info == null ? "" : info.replaceFirst(":.*", ":…") + "@";
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + user + uri.getHost() + port + uri.getRawPath();
    }
}
