package io.yizhan.http.reservation;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.problem.RefusalProblems;
import java.util.ArrayList;
import java.util.List;

/** What became of a series: the weeks that were had, and of each other one the very problem that a booking of it would get. */
final class SeriesAnswer {
    private record Refused(SeriesWeek week, Problem problem) {}

    private final Exchange exchange;
    private final List<Reservation> reservations = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private int replayed;
    private boolean keyReused;

    private SeriesAnswer(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * @param bookings of those weeks in which all slots can be
     * @param outcomes one for each booking
     */
    static SeriesAnswer of(
            Exchange exchange, List<SeriesWeek> weeks, List<Command.For<Outcome.Placed>> bookings, Outcome[] outcomes) {
        SeriesAnswer answer = new SeriesAnswer(exchange);
        int at = 0;
        for (SeriesWeek week : weeks) {
            String unknown = week.unknown();
            if (unknown != null) {
                answer.refused.add(new Refused(week, Problem.slotUnknown(unknown)));
            } else {
                answer.add(week, bookings.get(at), outcomes[at]);
                at++;
            }
        }
        return answer;
    }

    private void add(SeriesWeek week, Command.For<Outcome.Placed> booking, Outcome outcome) {
        if (outcome instanceof Refusal refusal) {
            keyReused |= refusal instanceof Refusal.IdempotencyKeyReused;
            refused.add(new Refused(
                    week,
                    RefusalProblems.of(booking, refusal, exchange.index(), exchange.region.feed(), exchange.nowMs())));
        } else {
            Outcome.Placed placed = booking.answer().cast(outcome);
            reservations.add(placed.reservation());
            if (placed.replayed()) replayed++;
        }
    }

    /**
     * A key that stands for something else is told as such, unless something came of this request all the same (in a week that the former one
     * did not get): nobody is to have a reservation that they were not told of.
     */
    void send() {
        boolean something = reservations.size() > replayed;
        if (keyReused && !something) {
            exchange.problem(Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED));
            return;
        }
        if (replayed > 0 && !something) exchange.header(KeyedRequest.REPLAYED, KeyedRequest.TRUE);
        if (!refused.isEmpty()) exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
        exchange.personal(something ? 201 : 200, body());
    }

    private JsonOut body() {
        JsonOut json = exchange.json(ReservationJson.BYTES * (1 + reservations.size() + refused.size()))
                .object()
                .array("reservations");
        for (Reservation reservation : reservations)
            ReservationJson.write(json, reservation, exchange.index(), exchange.region.feed());
        json.endArray().array("refused");
        for (Refused it : refused) {
            json.object().array("slots");
            for (String slot : it.week.slots()) json.value(slot);
            json.endArray().object("problem");
            exchange.write(it.problem, json);
            json.end().end();
        }
        return json.endArray().end();
    }
}
