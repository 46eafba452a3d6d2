package io.yizhan.http.signin;

/** Where people sign in. */
public final class SignInPaths {
    public static final String BEGIN = "/signin";
    /** Where a provider sends browsers back to. */
    public static final String CALLBACK = "/signin/callback";

    private SignInPaths() {}
}
