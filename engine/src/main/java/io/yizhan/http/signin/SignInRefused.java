package io.yizhan.http.signin;

import io.vertx.core.Future;

/** Somebody has not signed in. Expected, so without a stack trace. */
final class SignInRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final SignInFault fault;

    /** @param why for the log: nothing secret */
    SignInRefused(SignInFault fault, String why) {
        super(why, null, false, false);
        this.fault = fault;
    }

    SignInFault fault() {
        return fault;
    }

    static <T> Future<T> future(SignInFault fault, String why) {
        return Future.failedFuture(new SignInRefused(fault, why));
    }
}
