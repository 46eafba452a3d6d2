package io.yizhan.http.desk;

import io.yizhan.core.Outcome;
import io.yizhan.core.Strike;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.OperatedStations;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.reservation.ReservationJson;
import io.yizhan.http.reservation.ReservationPages;
import io.yizhan.http.reservation.StandingRoute;
import io.yizhan.http.reservation.UsageJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a member stands, for whoever has them at the desk: {@code GET /v1/admin/members/{subject}/standing} and {@code …/reservations}. An operator
 * sees the strikes and reservations of its stations alone. Until when somebody is suspended it sees wherever that comes from: it has to say why
 * they can't book. How much of a limit is used counts what is at other stations, too, so that is for admins.
 */
public final class MemberFileRoutes {
    private static final int BYTES = 512;

    private final Commands commands;

    /** Of one event loop. */
    public MemberFileRoutes(Commands commands) {
        this.commands = commands;
    }

    public void reservations(Exchange exchange, String subject, Principal caller) {
        if (isNobody(exchange, subject)) return;
        Set<Integer> stations = OperatedStations.of(exchange, caller);
        ReservationPages.answer(exchange, commands, subject, stations, ReservationJson::withSubject);
    }

    public void standing(Exchange exchange, String subject, Principal caller) {
        if (isNobody(exchange, subject)) return;
        Set<Integer> stations = OperatedStations.of(exchange, caller);
        StandingRoute.ask(exchange, commands, subject, standing -> answer(exchange, subject, stations, standing));
    }

    /** What is no name of anybody's is refused, rather than told to have nothing. */
    private static boolean isNobody(Exchange exchange, String subject) {
        if (BrokersMember.orSubject(subject)) return false;
        exchange.problem(Problem.parameterInvalid("subject", "1–64 ASCII, 1–64 ASCII + blank + 1–64 ASCII"));
        return true;
    }

    /** @param stations the caller's; null for all */
    private static void answer(
            Exchange exchange, String subject, @Nullable Set<Integer> stations, Outcome.Standing standing) {
        JsonOut json = exchange.json(BYTES).object().field("subject", subject);
        if (stations == null) UsageJson.write(json, standing.usages());
        json.array("strikes");
        for (Strike strike : standing.strikes()) {
            int stationNo = strike.reservation().stationNo();
            if (stations != null && !stations.contains(stationNo)) continue;
            json.object();
            StandingRoute.strike(json, strike);
            String stationId = exchange.directory().stationId(stationNo);
            if (stationId != null) json.field("stationId", stationId);
            json.end();
        }
        json.endArray();
        StandingRoute.suspension(json, standing);
        exchange.personal(200, json.end());
    }
}
