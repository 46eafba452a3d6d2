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

/**
 * What became of a broker's bookings, in their order: what each would have been answered by itself. Written in slices, between which the event
 * loop does what others ask. Of one event loop.
 */
final class BrokerAnswer {
    /** Takes a fraction of a millisecond. */
    private static final int SLICE = 250;

    /** Around a reservation, or a problem of some sentences. */
    private static final int BYTES = ReservationJson.BYTES + 64;

    private final Exchange exchange;
    private final List<Part> parts;
    private final Outcome[] outcomes;
    private final JsonOut json;
    private boolean worded;
    private int written;
    /** Of those that were asked. */
    private int asked;

    /** One of its items; one of both is null. */
    record Part(
            Command.@Nullable For<Outcome.Placed> booking,
            @Nullable Problem problem) {
        static Part asked(Command.For<Outcome.Placed> booking) {
            return new Part(booking, null);
        }

        /** Of which the writer was not asked. */
        static Part refused(Problem problem) {
            return new Part(null, problem);
        }
    }

    private BrokerAnswer(Exchange exchange, List<Part> parts, Outcome[] outcomes) {
        this.exchange = exchange;
        this.parts = parts;
        this.outcomes = outcomes;
        json = exchange.json(BYTES * (1 + parts.size())).object().array("results");
    }

    /** @param outcomes of those parts that were asked, in their order */
    static void send(Exchange exchange, List<Part> parts, Outcome[] outcomes) {
        new BrokerAnswer(exchange, parts, outcomes).goOn();
    }

    private void goOn() {
        int end = Math.min(written + SLICE, parts.size());
        while (written < end) write(parts.get(written++));
        if (written < parts.size()) {
            exchange.later(this::goOn);
            return;
        }
        if (worded) exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
        exchange.personal(200, json.endArray().end());
    }

    private void write(Part part) {
        Problem problem = part.problem();
        if (part.booking() != null) {
            Outcome outcome = outcomes[asked++];
            if (outcome instanceof Refusal refusal) problem = problem(part.booking(), refusal);
            else write(part.booking().answer().cast(outcome));
        }
        if (problem == null) return;
        worded = true;
        json.object().field("status", problem.code().status).object("problem");
        exchange.write(problem, json);
        json.end().end();
    }

    private Problem problem(Command.For<Outcome.Placed> booking, Refusal refusal) {
        return RefusalProblems.of(booking, refusal, exchange.index(), exchange.region.feed(), exchange.nowMs());
    }

    private void write(Outcome.Placed placed) {
        json.object().field("status", placed.replayed() ? 200 : 201).name("reservation");
        ReservationJson.write(json, placed.reservation(), exchange.index(), exchange.region.feed());
        json.end();
    }
}
