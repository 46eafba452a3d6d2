package io.yizhan.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with what somebody has set about an OpenID provider, in words that say how to set it right. */
final class OpenIdSettings {
    private static final String ISSUER_EXAMPLE = "https://id.example/realms/city";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int CLIENT_ID_LENGTH_MAX = 200;
    private static final int SCOPE_LENGTH_MAX = 500;

    private OpenIdSettings() {}

    /** Null where it is fine. */
    static @Nullable String issuerProblem(String issuer) {
        String problem = UriSetting.problem(issuer, List.of("http", "https"), ISSUER_EXAMPLE);
        if (problem != null) return problem;
        URI uri = URI.create(issuer);
        if (!isGuarded(uri)) return "by http only on this machine; it must look like " + ISSUER_EXAMPLE;
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        return plain ? null : "an issuer has neither user nor ? nor #; it must look like " + ISSUER_EXAMPLE;
    }

    /** Null where it is fine. */
    static @Nullable String publicUrlProblem(String url) {
        String problem = OriginSetting.problem(url);
        if (problem != null) return problem;
        return isGuarded(URI.create(url)) ? null : "by http only on this machine: who signs in gets a cookie";
    }

    private static boolean isGuarded(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme()) || LOOPBACK.contains(uri.getHost());
    }

    /** Null where it is fine. */
    static @Nullable String clientIdProblem(String id) {
        return isVisible(id) && id.length() <= CLIENT_ID_LENGTH_MAX
                ? null
                : "must be 1 to " + CLIENT_ID_LENGTH_MAX + " visible ASCII characters";
    }

    /** Null where it is fine. */
    static @Nullable String scopeProblem(String scope) {
        List<String> words = Arrays.asList(scope.split(" ", -1));
        boolean good = words.contains("openid") && words.stream().allMatch(OpenIdSettings::isVisible);
        return good && scope.length() <= SCOPE_LENGTH_MAX
                ? null
                : "must be words with one blank between, openid among them";
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
