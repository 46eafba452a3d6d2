package io.yizhan.http.reservation;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.RefusalProblems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a broker's bookings, in their order: what each would have been answered by itself. */
final class BrokerAnswer {
    /** Around a reservation, or a problem of some sentences. */
    private static final int BYTES = ReservationJson.BYTES + 64;

    private BrokerAnswer() {}

    /** One of its items; one of both is null. */
    record Part(
            Command.@Nullable PlaceReservation booking,
            @Nullable Problem problem) {
        static Part asked(Command.PlaceReservation booking) {
            return new Part(booking, null);
        }

        /** Of which the writer was not asked. */
        static Part refused(Problem problem) {
            return new Part(null, problem);
        }
    }

    /** @param outcomes of those parts that were asked, in their order */
    static void send(Exchange exchange, List<Part> parts, Outcome[] outcomes) {
        JsonOut json = exchange.json(BYTES * (1 + parts.size())).object().array("results");
        boolean worded = false;
        int at = 0;
        for (Part part : parts) {
            Problem problem = part.problem();
            if (part.booking() != null) {
                Outcome outcome = outcomes[at++];
                if (outcome instanceof Refusal refusal) problem = problem(exchange, part.booking(), refusal);
                else write(exchange, json, part.booking().answer().cast(outcome));
            }
            if (problem == null) continue;
            worded = true;
            json.object().field("status", problem.code().status).object("problem");
            exchange.write(problem, json);
            json.end().end();
        }
        if (worded) exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
        exchange.personal(200, json.endArray().end());
    }

    private static Problem problem(Exchange exchange, Command.PlaceReservation booking, Refusal refusal) {
        return RefusalProblems.of(booking, refusal, exchange.index(), exchange.region.feed(), exchange.nowMs());
    }

    private static void write(Exchange exchange, JsonOut json, Outcome.Placed placed) {
        json.object().field("status", placed.replayed() ? 200 : 201).name("reservation");
        ReservationJson.write(json, placed.reservation(), exchange.index(), exchange.region.feed());
        json.end();
    }
}
