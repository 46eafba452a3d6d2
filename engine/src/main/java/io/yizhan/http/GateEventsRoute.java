package io.yizhan.http;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Station;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.auth.Role;

/** {@code POST /v1/gates/{gate}/events}: who went in and out, answered once it is durable. */
final class GateEventsRoute {
    static final int BODY_BYTES_MAX = 1024 * 1024;

    private GateEventsRoute() {}

    static void handle(Exchange exchange, String gate) {
        exchange.loop.admission.admit(exchange, Role.GATE, caller -> record(exchange, gate, caller));
    }

    private static void record(Exchange exchange, String gate, Principal caller) {
        int stationNo = exchange.directory().stationNoOfGate(gate);
        Station station = exchange.directory().station(stationNo);
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.GATE_UNKNOWN, gate));
        } else if (!caller.subject().equals(gate) && !caller.stations().contains(station.id())) {
            exchange.problem(Problem.of(ProblemCode.GATE_FOREIGN, gate));
        } else if (!MediaTypes.isJson(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, "application/json"));
        } else {
            BodyReader.read(
                    exchange,
                    BODY_BYTES_MAX,
                    body -> submit(exchange, gate, stationNo, GateEventsRequest.parse(body.getBytes())));
        }
    }

    private static void submit(Exchange exchange, String gate, int stationNo, Object parsed) {
        if (!(parsed instanceof GateEventsRequest events)) {
            exchange.problem((Problem) parsed);
            return;
        }
        exchange.loop.submit(
                exchange,
                new Command.RecordGateEvents(
                        gate,
                        events.boot(),
                        stationNo,
                        events.seqs(),
                        events.atMs(),
                        events.in(),
                        events.credentials()),
                outcome -> answer(exchange, outcome, events.repeated()));
    }

    private static void answer(Exchange exchange, Outcome outcome, int repeated) {
        switch (outcome) {
            case Outcome.GateReceipt receipt ->
                exchange.personal(
                        200,
                        exchange.json(96)
                                .object()
                                .field("through", receipt.through())
                                .field("accepted", receipt.accepted())
                                .field("duplicates", receipt.duplicates() + repeated)
                                .end());
            case Refusal refusal -> exchange.problem(RefusalProblems.of(exchange, refusal));
            case Outcome.Done it -> throw PlaceReservationRoute.unfit(it);
            case Outcome.Placed it -> throw PlaceReservationRoute.unfit(it);
            case Outcome.Stands it -> throw PlaceReservationRoute.unfit(it);
            case Outcome.Page it -> throw PlaceReservationRoute.unfit(it);
        }
    }
}
