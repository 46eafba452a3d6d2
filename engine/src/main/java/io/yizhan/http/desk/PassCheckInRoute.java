package io.yizhan.http.desk;

import io.yizhan.core.Command;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.MemberPasses;
import io.yizhan.http.reservation.ReservationJson;
import io.yizhan.pass.Pass;
import java.time.ZoneId;
import java.util.Set;

/**
 * {@code POST /v1/admin/check-ins}: whoever shows this pass is here. The pass says which reservation is meant; whether it can be checked in, and
 * whether it is too early, the books decide, as they do by its id. Of one event loop.
 */
public final class PassCheckInRoute {
    private final Commands commands;
    private final MemberPasses passes;

    public PassCheckInRoute(Commands commands, MemberPasses passes) {
        this.commands = commands;
        this.passes = passes;
    }

    public void handle(Exchange exchange, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                PassCheckIn::parse,
                PassCheckIn.class,
                request -> passes.read(exchange, request.pass(), pass -> {
                    if (pass == null) exchange.problem(Problem.of(ProblemCode.PASS_INVALID));
                    else show(exchange, caller, pass, request.reason(), preview);
                }));
    }

    private void show(Exchange exchange, Principal caller, Pass pass, String reason, boolean preview) {
        int stationNo = exchange.directory().stationNo(pass.stationId());
        long endsAtMs = pass.endsAtS() * 1_000;
        if (stationNo == 0) {
            exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, pass.stationId()));
        } else if (!caller.operates(pass.stationId())) {
            exchange.problem(Problem.stationForeign(pass.stationId()));
        } else if (exchange.nowMs() >= endsAtMs) {
            exchange.problem(expired(endsAtMs, exchange.zone()));
        } else {
            long reservationId = ReservationIds.parse(pass.reservationId());
            // Ids are each city's own, and cities of one cluster share the key: the station tells which city's this is.
            Set<Integer> station = Set.of(stationNo);
            int companion = pass.companion();
            Command.CheckIn asking = new Command.CheckIn(reservationId, companion, station, true);
            commands.change(exchange, caller, asking, reason, would -> {
                Reservation stands = would.reservation();
                boolean came = stands.state() == ReservationState.CHECKED_IN;
                // Who comes along finds the others here already.
                if (came && companion == 0) exchange.problem(already(exchange, stands));
                else if (came || preview) answer(exchange, stands);
                else checkIn(exchange, caller, new Command.CheckIn(reservationId, companion, station, false), reason);
            });
        }
    }

    private void checkIn(Exchange exchange, Principal caller, Command.CheckIn checkIn, String reason) {
        commands.change(exchange, caller, checkIn, reason, stands -> answer(exchange, stands.reservation()));
    }

    /** By its id it could be asked for again. But a pass that comes twice may be two people's. */
    private static Problem already(Exchange exchange, Reservation stands) {
        long atMs = stands.arrival().cameAtMs();
        return Problem.of(
                ProblemCode.ALREADY_CHECKED_IN,
                json -> json.time("checkedInAt", atMs),
                Rfc3339.format(atMs, exchange.zone()));
    }

    private static Problem expired(long endsAtMs, ZoneId zone) {
        return Problem.of(
                ProblemCode.PASS_EXPIRED, json -> json.time("expiredAt", endsAtMs), Rfc3339.format(endsAtMs, zone));
    }

    private static void answer(Exchange exchange, Reservation reservation) {
        exchange.personal(
                200,
                ReservationJson.withSubject(
                        exchange.json(ReservationJson.BYTES), reservation, exchange.index(), exchange.region.feed()));
    }
}
