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
import java.util.function.Consumer;

/** {@code GET /v1/me/standing}: what a member may still do, before a limit says no. Of one event loop. */
public final class StandingRoute {
    private static final int BYTES = 512;

    private final Commands commands;

    public StandingRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, Principal member) {
        ask(exchange, commands, member.subject(), standing -> {
            JsonOut json = exchange.json(BYTES).object();
            UsageJson.write(json, standing.usages());
            strikes(json, standing);
            exchange.personal(200, json.end());
        });
    }

    /** Calls {@code then} with how somebody stands today, or answers itself. */
    public static void ask(Exchange exchange, Commands commands, String member, Consumer<Outcome.Standing> then) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        commands.submit(exchange, new Command.FindStanding(member, (int) today.toEpochDay()), then);
    }

    static void strikes(JsonOut json, Outcome.Standing standing) {
        json.array("strikes");
        for (Strike strike : standing.strikes()) {
            json.object();
            strike(json, strike);
            json.end();
        }
        json.endArray();
        suspension(json, standing);
    }

    /** As fields of the object that is open. */
    public static void strike(JsonOut json, Strike strike) {
        json.field("reservationId", ReservationIds.format(strike.reservation().id()))
                .time("at", strike.atMs())
                .time("lapsesAt", strike.lapsesAtMs());
    }

    /** As fields of the object that is open. */
    public static void suspension(JsonOut json, Outcome.Standing standing) {
        if (standing.strikesMax() != Rules.NO_LIMIT) json.field("strikesMax", standing.strikesMax());
        if (standing.suspendedUntilMs() != 0) json.time("suspendedUntil", standing.suspendedUntilMs());
    }
}
