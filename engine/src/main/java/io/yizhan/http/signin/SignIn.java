package io.yizhan.http.signin;

import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/** {@code /signin}: how people get a session for their browser. Of all event loops; where it has no way to do something, there is no such path. */
public interface SignIn {
    /** Nobody signs in here. */
    SignIn NONE = new SignIn() {};

    /** How people say who they are. */
    enum Kind {
        /** To an OpenID provider. */
        OPENID,
        /** By a form that believes all that it is told. */
        DEVELOPMENT,
        /** Not here. */
        NONE
    }

    default Kind kind() {
        return Kind.NONE;
    }

    /** Whether browsers must show their cookies on encrypted connections alone. */
    default boolean byTlsOnly() {
        return true;
    }

    /** {@code GET /signin}: leads to where people say who they are. */
    default void begin(Exchange exchange) {
        notHere(exchange);
    }

    /** {@code POST /signin}: they have said it on a page of ours. */
    default void submit(Exchange exchange) {
        notHere(exchange);
    }

    /** {@code GET /signin/callback}: they have said it elsewhere. */
    default void finish(Exchange exchange) {
        notHere(exchange);
    }

    private static void notHere(Exchange exchange) {
        exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
    }
}
