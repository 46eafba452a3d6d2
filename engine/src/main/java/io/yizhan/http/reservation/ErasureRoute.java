package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Sessions;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code DELETE /v1/me}: a member is forgotten, and signed out everywhere. Asked again it is the same, so whoever heard nothing, or that the
 * sessions could not be ended, asks again. Of one event loop.
 */
public final class ErasureRoute {
    /** Ends of sessions that wait for the database at once. */
    private static final int ENDING_MAX = 4;

    private final Commands commands;
    private final Sessions sessions;
    private final Blocking ends = new Blocking(ENDING_MAX, ProblemCode.SESSIONS_UNAVAILABLE);

    public ErasureRoute(Commands commands, Sessions sessions) {
        this.commands = commands;
        this.sessions = sessions;
    }

    public void handle(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        boolean preview = query.preview();
        if (query.answered()) return;
        Command.EraseMember command = new Command.EraseMember(member.subject(), preview);
        JsonBody.readNone(exchange, () -> step(exchange, command, new ArrayList<>()));
    }

    /** @param before what former steps have ended */
    private void step(Exchange exchange, Command.EraseMember command, List<Reservation> before) {
        commands.submit(exchange, command, erased -> {
            before.addAll(erased.ended());
            if (command.preview()) answer(exchange, before, erased.more(), erased);
            else if (erased.more()) step(exchange, command, before);
            else ended(exchange, command.member(), before, erased);
        });
    }

    private void ended(Exchange exchange, String member, List<Reservation> reservations, Outcome.Erased erased) {
        ends.ask(
                exchange,
                () -> {
                    sessions.endAll(member);
                    return erased;
                },
                last -> answer(exchange, reservations, false, last));
    }

    private static void answer(Exchange exchange, List<Reservation> reservations, boolean more, Outcome.Erased erased) {
        JsonOut json = exchange.json(ReservationJson.BYTES * (1 + reservations.size()))
                .object()
                .array("reservations");
        for (Reservation it : reservations) ReservationJson.write(json, it, exchange.index(), exchange.region.feed());
        json.endArray();
        if (more) json.field("more", true);
        if (erased.suspendedUntilMs() != 0) json.time("suspendedUntil", erased.suspendedUntilMs());
        exchange.personal(200, json.end());
    }
}
