package io.yizhan.http.signin;

import org.jspecify.annotations.Nullable;

/** Where a browser goes when its person has signed in: to a page of ours, whatever a link that brought it here says (open redirect). */
final class ReturnPath {
    static final String START = "/";
    /** It travels in a cookie. */
    static final int LENGTH_MAX = 512;

    private ReturnPath() {}

    /** What was asked for, where it is a path of ours; else the start page. */
    static String of(@Nullable String asked) {
        return asked != null && isOurs(asked) && !asked.startsWith(SignInPaths.BEGIN) ? asked : START;
    }

    /**
     * A browser takes what begins with two slashes for a host, a backslash for a slash, and leaves out tabs and line ends before it looks. So
     * there is none of these, nor anything else that is no visible ASCII.
     */
    private static boolean isOurs(String path) {
        if (path.length() > LENGTH_MAX || !path.startsWith("/") || path.startsWith("//")) return false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c > '~' || c == '\\') return false;
        }
        return true;
    }
}
