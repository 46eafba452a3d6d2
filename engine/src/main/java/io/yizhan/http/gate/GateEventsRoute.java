package io.yizhan.http.gate;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.Station;
import io.yizhan.core.Outcome;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.pass.Passes;

/**
 * {@code POST /v1/gates/{gate}/events}: who went in and out, answered once it is durable.
 *
 * <p>What is wrong in itself is told, and its number is used up: it will be as wrong when it is sent again, and a gate that hears nothing
 * but that its message has arrived would else wait for ever behind it.
 */
public final class GateEventsRoute {
    public static final int BODY_BYTES_MAX = 1024 * 1024;

    private final Commands commands;
    private final ShownPasses passes;

    public GateEventsRoute(Commands commands, Vertx vertx, Passes passes) {
        this.commands = commands;
        this.passes = new ShownPasses(vertx, passes);
    }

    public void handle(Exchange exchange, String gate, Principal caller) {
        Station station = OwnGate.station(exchange, gate, caller);
        if (station == null) return;
        JsonBody.read(
                exchange,
                BODY_BYTES_MAX,
                GateEventsRequest::parse,
                GateEventsRequest.class,
                events -> submit(exchange, gate, exchange.directory().stationNo(station.id()), events));
    }

    private void submit(Exchange exchange, String gate, int stationNo, GateEventsRequest events) {
        if (events.rejectedCount() > 0) exchange.loop().shared.metrics().gateEventsRejected(events.rejectedCount());
        if (events.isAllWrong() && events.spoilt().length == 0) exchange.problem(allWrong(exchange, events));
        else
            new GateReport(commands, passes, exchange, gate, stationNo, events)
                    .submit(receipt -> answer(exchange, receipt, events));
    }

    private static void answer(Exchange exchange, Outcome.GateReceipt receipt, GateEventsRequest events) {
        if (events.isAllWrong()) exchange.problem(allWrong(exchange, events));
        else exchange.personal(200, receipt(exchange, receipt, events));
    }

    private static JsonOut receipt(Exchange exchange, Outcome.GateReceipt receipt, GateEventsRequest events) {
        JsonOut json = exchange.json(96)
                .object()
                .field("through", receipt.through())
                .field("accepted", receipt.accepted())
                .field("duplicates", receipt.duplicates() + events.repeated())
                .ranges("missing", receipt.missing());
        if (!events.rejected().isEmpty()) rejected(json, exchange, events);
        return json.end();
    }

    /** What is wrong first, as for any other body; and the rest of it. */
    private static Problem allWrong(Exchange exchange, GateEventsRequest events) {
        Problem first = Problem.of(events.rejected().getFirst().fault());
        return Problem.of(
                first.code(),
                json -> {
                    first.fields().write(json);
                    rejected(json, exchange, events);
                },
                first.args());
    }

    private static void rejected(JsonOut json, Exchange exchange, GateEventsRequest events) {
        json.array("rejected");
        for (GateEventsRequest.Rejected each : events.rejected()) {
            json.object().field("in", each.in()).field("index", each.index());
            if (each.seq() > 0) json.field("seq", each.seq());
            Problem problem = Problem.of(each.fault());
            json.field("code", problem.code().code).field("detail", exchange.detail(problem));
            problem.fields().write(json);
            json.end();
        }
        json.endArray();
    }
}
