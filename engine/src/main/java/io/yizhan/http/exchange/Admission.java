package io.yizhan.http.exchange;

import io.netty.util.AsciiString;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;
import io.yizhan.http.auth.TokenRefused;
import io.yizhan.http.client.Client;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets in who does not call too often, and, where that is wanted, has a good token and the role. */
public final class Admission {
    private static final CharSequence WWW_AUTHENTICATE = new AsciiString("www-authenticate");
    private static final CharSequence CHALLENGE = new AsciiString("Bearer realm=\"yizhan\"");
    private static final CharSequence INVALID = new AsciiString("Bearer realm=\"yizhan\", error=\"invalid_token\"");

    private Admission() {}

    /**
     * Calls {@code then} with who it is, now or when the token has been verified; or answers itself.
     *
     * @param role null for anybody who shows a good token
     */
    public static void admit(Exchange exchange, @Nullable Role role, Consumer<Principal> then) {
        admit(exchange, new Wanted(role, null), then);
    }

    /**
     * The same for whoever comes.
     *
     * @param nobody called for who shows nothing, and for a page whose cookie is of a session that is over: it could not know
     */
    public static void admitEvenNobody(Exchange exchange, Consumer<Exchange> nobody, Consumer<Principal> then) {
        admit(exchange, new Wanted(null, nobody), then);
    }

    /**
     * Who is let in.
     *
     * @param role null for anybody who shows a good token
     * @param nobody what becomes of who shows none; null where they are refused
     */
    private record Wanted(@Nullable Role role, @Nullable Consumer<Exchange> nobody) {}

    private static void admit(Exchange exchange, Wanted wanted, Consumer<Principal> then) {
        List<String> headers = exchange.request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            exchange.problem(Problem.of(ProblemCode.HEADER_REPEATED, "Authorization"));
            return;
        }
        String token =
                headers.isEmpty() ? Credentials.cookie(exchange.request) : Credentials.bearer(headers.getFirst());
        if (token != null && headers.isEmpty() && refusesForgery(exchange)) return;
        Principal known =
                token == null ? null : exchange.loop().shared.authenticator().known(token);
        if (known != null) {
            enter(exchange, wanted.role, known, then);
            return;
        }
        // Who shows some token is not charged for that: many may share an address with one who asks too often, and sign
        // in there.
        Client client = exchange.client();
        if (token != null) verify(exchange, wanted, token, client == null ? "" : client.address, then);
        else admitAnybody(exchange, wanted.nobody == null ? Admission::refuse : wanted.nobody);
    }

    private static void verify(
            Exchange exchange, Wanted wanted, String token, String address, Consumer<Principal> then) {
        Future<Principal> verified = exchange.loop().shared.authenticator().verify(token, address);
        if (verified.isComplete()) {
            verified(exchange, wanted, verified, then);
        } else {
            // What comes meanwhile would find nobody to take it.
            if (exchange.body == null && BodyReader.isAnnounced(exchange.request)) exchange.request.pause();
            verified.onComplete(result -> exchange.loop()
                    .context
                    .runOnContext(hop -> exchange.guarded(done -> verified(exchange, wanted, done, then), result)));
        }
    }

    /**
     * Calls {@code then} whoever asks, or answers that there are too many requests. They count for their address, together with what is
     * answered; when that has had enough, for who shows a token that is known.
     */
    public static void admitAnybody(Exchange exchange, Consumer<Exchange> then) {
        Client client = exchange.client();
        long waitMs = client == null ? 0 : client.request();
        if (waitMs == 0) {
            exchange.charge(client);
            then.accept(exchange);
            return;
        }
        String token = Credentials.shown(exchange.request);
        Principal known =
                token == null ? null : exchange.loop().shared.authenticator().known(token);
        // Whatever else was sent with it is not looked at, and its connection is free for somebody else.
        if (known == null) exchange.problemAndClose(Problem.retry(ProblemCode.ADDRESS_RATE_LIMITED, waitMs));
        else enter(exchange, null, known, caller -> then.accept(exchange));
    }

    /** Of a request that shows a cookie: whether another site's page may have sent it; then that is answered. */
    public static boolean refusesForgery(Exchange exchange) {
        boolean refused = Credentials.mayBeForged(exchange.request);
        if (refused) exchange.problem(Problem.of(ProblemCode.CROSS_SITE));
        return refused;
    }

    public static boolean showsNoToken(HttpServerRequest request) {
        return Credentials.shown(request) == null;
    }

    /** Refuses who shows no token at all. */
    public static void refuse(Exchange exchange) {
        exchange.header(WWW_AUTHENTICATE, CHALLENGE).problem(Problem.of(ProblemCode.TOKEN_MISSING));
    }

    private static void verified(
            Exchange exchange, Wanted wanted, AsyncResult<Principal> result, Consumer<Principal> then) {
        Consumer<Exchange> nobody = wanted.nobody;
        if (result.succeeded()) {
            enter(exchange, wanted.role, result.result(), then);
        } else if (result.cause() instanceof TokenRefused refused) {
            if (nobody != null && Credentials.cookie(exchange.request) != null && isOver(refused))
                admitAnybody(exchange, nobody);
            else refuse(exchange, refused);
        } else {
            exchange.failed(result.cause());
        }
    }

    /** Whether it will be no better the next time. */
    private static boolean isOver(TokenRefused refused) {
        return switch (refused.fault()) {
            case INVALID, FORGED, EXPIRED, EARLY -> true;
            case KEYS_UNAVAILABLE, BUSY -> false;
        };
    }

    private static void refuse(Exchange exchange, TokenRefused refused) {
        switch (refused.fault()) {
            case INVALID, FORGED, EARLY ->
                exchange.header(WWW_AUTHENTICATE, INVALID).problem(Problem.of(ProblemCode.TOKEN_INVALID));
            case EXPIRED -> exchange.header(WWW_AUTHENTICATE, INVALID).problem(Problem.of(ProblemCode.TOKEN_EXPIRED));
            case KEYS_UNAVAILABLE -> exchange.problem(Problem.retry(ProblemCode.TOKEN_KEYS_UNAVAILABLE, 2_000));
            case BUSY -> exchange.problem(Problem.retry(ProblemCode.OVERLOADED, 1_000));
        }
    }

    private static void enter(Exchange exchange, @Nullable Role role, Principal principal, Consumer<Principal> then) {
        if (!principal.bucket().tryConsume(1)) {
            long waitNs = principal.bucket().estimateAbilityToConsume(1).getNanosToWaitForRefill();
            exchange.problem(Problem.retry(ProblemCode.RATE_LIMITED, waitNs / 1_000_000));
        } else if (role != null && !principal.has(role)) {
            exchange.problem(
                    Problem.of(ProblemCode.ROLE_MISSING, json -> json.field("role", role.claim()), role.claim()));
        } else {
            then.accept(principal);
        }
    }
}
