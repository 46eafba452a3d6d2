package io.yizhan.http.equipment;

import io.yizhan.catalogue.Station;
import io.yizhan.core.Command;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Outcome.EquipmentStands;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/admin/equipment/{id}/state}: an operator puts a machine out of order, whatever it says itself, or takes that back. Answered
 * once it is durable.
 */
public final class EquipmentStateRoute {
    private static final int BYTES = 256;

    private final Commands commands;

    public EquipmentStateRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, String machine, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        int stationNo = exchange.directory().stationNoOfMachine(machine);
        Station station = exchange.directory().station(stationNo);
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.MACHINE_UNKNOWN, machine));
        } else if (!caller.operates(station.id())) {
            exchange.problem(Problem.stationForeign(station.id()));
        } else {
            JsonBody.read(
                    exchange,
                    BodyReader.SHORT_BYTES_MAX,
                    EquipmentStateRequest::parse,
                    EquipmentStateRequest.class,
                    request -> commands.change(
                            exchange,
                            caller,
                            new Command.MarkEquipment(
                                    machine, stationNo, request.outOfOrder(), request.reason(), preview),
                            request.reason(),
                            stands -> answer(exchange, stands, preview)));
        }
    }

    private void answer(Exchange exchange, EquipmentStands stands, boolean preview) {
        EquipmentMark mark = stands.mark();
        int venueNo = exchange.directory().venueNoOfMachine(stands.machine());
        if (!preview || mark == null || venueNo == 0) {
            answer(exchange, stands, null);
            return;
        }
        var closing = new MachineVenuePreview(commands, exchange, venueNo, mark);
        closing.ask(() -> answer(exchange, stands, closing));
    }

    /** @param closing whom it would touch; null where nobody has asked, or nobody can be */
    private static void answer(Exchange exchange, EquipmentStands stands, @Nullable MachineVenuePreview closing) {
        EquipmentMark mark = stands.mark();
        JsonOut json = exchange.json(BYTES + (closing == null ? 0 : closing.bytes()))
                .object()
                .field("id", stands.machine())
                .field("state", mark == null ? "IN_ORDER" : "OUT_OF_ORDER");
        if (mark != null) json.field("reason", mark.reason()).time("since", mark.sinceMs());
        if (closing != null) closing.write(json);
        exchange.personal(200, json.end());
    }
}
