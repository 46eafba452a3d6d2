package io.yizhan.http.signin;

/** Why somebody has not signed in. Its texts are in the bundles {@code pages_*}, under the name in small letters. */
enum SignInFault {
    /** What comes back belongs to nothing that this browser has begun, at least not lately. */
    ATTEMPT_UNKNOWN(400),
    /** The person has said no, or the provider of them. */
    DENIED(400),
    /** The code is not good, or not any more, or was given for another sign-in. */
    CODE_REFUSED(400),
    /** What the development form says makes no sense. */
    FORM_INVALID(400),
    /** Nothing that the person could do here. */
    ROLES_MISSING(403),
    /** Their session fits into no cookie. */
    STATIONS_TOO_MANY(403),
    /** What the provider says is not what we agreed on: somebody has to set it right. */
    PROVIDER_UNFIT(502),
    /** What the provider has just signed is over, or not good yet: its clock differs from ours. */
    CLOCKS_DIFFER(502),
    PROVIDER_AWAY(503),
    /** Too many sign in at the same time. */
    BUSY(503);

    final int status;

    SignInFault(int status) {
        this.status = status;
    }

    /** Whether whoever runs the engine is to hear of it. */
    boolean isProviders() {
        return this == PROVIDER_UNFIT || this == CLOCKS_DIFFER || this == PROVIDER_AWAY;
    }
}
