package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import java.time.Instant;
import java.time.LocalDate;

/** {@code GET /v1/me/standing}: what a member may still do, before a limit says no. Of one event loop. */
public final class StandingRoute {
    private static final int BYTES = 512;

    private final Commands commands;

    public StandingRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, Principal member) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        commands.submit(exchange, new Command.FindStanding(member.subject(), (int) today.toEpochDay()), standing -> {
            JsonOut json = exchange.json(BYTES).object();
            UsageJson.write(json, standing.usages());
            exchange.personal(200, json.end());
        });
    }
}
