package io.yizhan.http.signin;

/** Where people sign in. */
public final class SignInPaths {
    public static final String BEGIN = "/signin";

    private SignInPaths() {}
}
