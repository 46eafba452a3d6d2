package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Rules;
import io.yizhan.core.Strike;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import java.time.Instant;
import java.time.LocalDate;

/** {@code GET /v1/me/standing}: what a member may still do, before a limit says no. Of one event loop. */
public final class StandingRoute {
    private static final int BYTES = 512;

    private final Commands commands;

    public StandingRoute(Commands commands) {
        this.commands = commands;
    }

    static void strikes(JsonOut json, Outcome.Standing standing) {
        json.array("strikes");
        for (Strike strike : standing.strikes())
            json.object()
                    .field(
                            "reservationId",
                            ReservationIds.format(strike.reservation().id()))
                    .time("at", strike.atMs())
                    .time("lapsesAt", strike.lapsesAtMs())
                    .end();
        json.endArray();
        if (standing.strikesMax() != Rules.NO_LIMIT) json.field("strikesMax", standing.strikesMax());
        if (standing.suspendedUntilMs() != 0) json.time("suspendedUntil", standing.suspendedUntilMs());
    }

    public void handle(Exchange exchange, Principal member) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        commands.submit(exchange, new Command.FindStanding(member.subject(), (int) today.toEpochDay()), standing -> {
            JsonOut json = exchange.json(BYTES).object();
            UsageJson.write(json, standing.usages());
            strikes(json, standing);
            exchange.personal(200, json.end());
        });
    }
}
