package io.yizhan.http.equipment;

import io.yizhan.catalogue.Station;
import io.yizhan.equipment.StationMachines;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.function.Function;

/**
 * {@code POST /v1/equipment/{id}/telemetry} and {@code …/ftms}: how a machine stands now, by its own word or by the frames that a Bluetooth
 * gateway has received. Answered once it is shown. Nothing of it goes through the writer, so it waits for no booking, and no booking for it.
 */
public final class EquipmentRoutes {
    private static final int BODY_BYTES_MAX = 1024 * 1024;

    private EquipmentRoutes() {}

    public static void telemetry(Exchange exchange, String machine, Principal caller) {
        take(exchange, machine, caller, body -> new TelemetryReader(exchange.nowMs()).parse(body));
    }

    public static void ftms(Exchange exchange, String machine, Principal caller) {
        take(exchange, machine, caller, body -> new FrameReader(exchange.nowMs()).parse(body));
    }

    private static void take(Exchange exchange, String machine, Principal caller, Function<byte[], Object> parser) {
        int stationNo = exchange.directory().stationNoOfMachine(machine);
        Station station = exchange.directory().station(stationNo);
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.MACHINE_UNKNOWN, machine));
        } else if (!caller.subject().equals(machine) && !caller.stations().contains(station.id())) {
            exchange.problem(Problem.of(ProblemCode.MACHINE_FOREIGN, machine));
        } else {
            StationMachines machines = exchange.region.sources.equipment().station(stationNo);
            JsonBody.read(
                    exchange,
                    BODY_BYTES_MAX,
                    parser,
                    Report.class,
                    report -> hear(exchange, machines, machine, report));
        }
    }

    private static void hear(Exchange exchange, StationMachines machines, String machine, Report report) {
        exchange.loop().shared.metrics().equipmentFrames(report.words().size(), report.rejectedCount());
        if (report.isAllWrong()) {
            exchange.problem(allWrong(exchange, report));
            return;
        }
        long nowMs = exchange.nowMs();
        for (Word word : report.words()) {
            switch (word) {
                case Word.Said said -> machines.hear(machine, said.telemetry(), nowMs);
                case Word.Framed framed -> machines.hear(machine, framed.part(), framed.atMs(), nowMs);
            }
        }
        JsonOut json =
                exchange.json(64).object().field("accepted", report.words().size());
        if (!report.rejected().isEmpty()) rejected(json, exchange, report);
        exchange.personal(200, json.end());
    }

    /** What is wrong first, as for any other body; and the rest of it. */
    private static Problem allWrong(Exchange exchange, Report report) {
        Problem first = Problem.of(report.rejected().getFirst().fault());
        return Problem.of(
                first.code(),
                json -> {
                    first.fields().write(json);
                    rejected(json, exchange, report);
                },
                first.args());
    }

    private static void rejected(JsonOut json, Exchange exchange, Report report) {
        json.array("rejected");
        for (Report.Rejected each : report.rejected()) {
            Problem problem = Problem.of(each.fault());
            json.object()
                    .field("in", "frames")
                    .field("index", each.index())
                    .field("code", problem.code().code)
                    .field("detail", exchange.detail(problem));
            problem.fields().write(json);
            json.end();
        }
        json.endArray();
    }
}
