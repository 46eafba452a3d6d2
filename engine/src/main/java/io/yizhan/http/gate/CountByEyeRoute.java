package io.yizhan.http.gate;

import io.yizhan.catalogue.Station;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome.OccupancyCounted;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/**
 * {@code PUT /v1/admin/stations/{id}/occupancy}: somebody at a station has counted who is inside, and from then on that is what is shown. By how
 * much the gates were wrong is told, and kept.
 */
public final class CountByEyeRoute {
    private static final int BYTES = 192;

    private final Commands commands;

    public CountByEyeRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        Station station = exchange.directory().station(exchange.directory().stationNo(id));
        if (station == null) exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, id));
        else if (!caller.operates(id)) exchange.problem(Problem.stationForeign(id));
        else
            JsonBody.read(
                    exchange,
                    BodyReader.SHORT_BYTES_MAX,
                    OccupancyRequest::parse,
                    OccupancyRequest.class,
                    request -> count(exchange, station, caller, request, preview));
    }

    private void count(
            Exchange exchange, Station station, Principal caller, OccupancyRequest request, boolean preview) {
        int stationNo = exchange.directory().stationNo(station.id());
        GateCommand.CountByEye count = new GateCommand.CountByEye(stationNo, request.inside(), preview);
        commands.change(exchange, caller, count, request.reason(), counted -> answer(exchange, station, counted));
    }

    private static void answer(Exchange exchange, Station station, OccupancyCounted counted) {
        JsonOut json = exchange.json(BYTES)
                .object()
                .field("stationId", station.id())
                .field("inside", counted.inside())
                .field("before", counted.before())
                .field("drift", counted.drift())
                .field("limit", station.occupancyMax())
                .field("aboveLimit", counted.inside() > station.occupancyMax())
                .time("asOf", counted.asOfMs());
        exchange.personal(200, json.end());
    }
}
