package io.yizhan.http.gate;

import io.yizhan.catalogue.Station;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** For which gate somebody may speak: for the one that it is, or for those of its stations. */
final class OwnGate {
    private OwnGate() {}

    /** Where the gate is; null where that was answered with a problem. */
    static @Nullable Station station(Exchange exchange, String gate, Principal caller) {
        Station station = exchange.directory().station(exchange.directory().stationNoOfGate(gate));
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.GATE_UNKNOWN, gate));
            return null;
        }
        if (caller.subject().equals(gate) || caller.stations().contains(station.id())) return station;
        exchange.problem(Problem.of(ProblemCode.GATE_FOREIGN, gate));
        return null;
    }
}
