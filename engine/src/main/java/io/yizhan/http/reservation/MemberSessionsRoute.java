package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.ReasonRequest;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/**
 * {@code DELETE /v1/admin/members/{subject}/sessions}: an admin ends all sessions of somebody. The audit of the region that was asked has it
 * first; where the ends can't be made durable then, the admin hears so, and asks again. Of one event loop.
 */
public final class MemberSessionsRoute {
    private static final int BYTES = 128;
    /** Ends that wait for the database at once. */
    private static final int ENDING_MAX = 4;

    private final Commands commands;
    private final Sessions sessions;
    private final Blocking ends = new Blocking(ENDING_MAX, ProblemCode.SESSIONS_UNAVAILABLE);

    public MemberSessionsRoute(Commands commands, Sessions sessions) {
        this.commands = commands;
        this.sessions = sessions;
    }

    public void end(Exchange exchange, String subject, Principal admin) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        if (!Principal.isSubject(subject)) {
            exchange.problem(Problem.parameterInvalid("subject", "1–64 ASCII"));
            return;
        }
        JsonBody.read(exchange, BodyReader.SHORT_BYTES_MAX, ReasonRequest::parse, ReasonRequest.class, request -> {
            if (preview) answer(exchange, subject);
            else end(exchange, subject, admin, request.reason());
        });
    }

    private void end(Exchange exchange, String subject, Principal admin, String reason) {
        commands.change(
                exchange,
                admin,
                new Command.EndSessions(subject),
                reason,
                said -> ends.ask(
                        exchange,
                        () -> {
                            sessions.endAll(subject);
                            return said;
                        },
                        ended -> answer(exchange, subject)));
    }

    /** How many there are, nobody knows: a session is with its bearer alone. */
    private static void answer(Exchange exchange, String subject) {
        exchange.personal(
                200,
                exchange.json(BYTES)
                        .object()
                        .field("subject", subject)
                        .time("begunUntil", exchange.nowMs())
                        .end());
    }
}
