package io.yizhan.http.desk;

import io.yizhan.core.Command;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.OperatedStations;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.ReasonRequest;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.ReservationJson;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is done for members at a station's desk: {@code POST /v1/admin/reservations/{id}/check-in}, {@code …/cancellation} and {@code …/notice}, and
 * {@code DELETE /v1/admin/members/{subject}/strikes/{id}}. An operator does so at the stations of its token; what is at others looks as if it were not there.
 */
public final class DeskRoutes {
    private static final int NOTICE_BYTES = 128;

    private final Commands commands;

    public DeskRoutes(Commands commands) {
        this.commands = commands;
    }

    public void checkIn(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        long reservationId = ReservationIds.parse(id);
        if (exchange.answered() || isUnknown(exchange, reservationId, ProblemCode.RESERVATION_UNKNOWN)) return;
        JsonBody.readOptional(
                exchange,
                ReasonRequest::parseOptional,
                ReasonRequest.class,
                request -> change(
                        exchange,
                        caller,
                        new Command.CheckIn(reservationId, OperatedStations.of(exchange, caller), preview),
                        request.reason()));
    }

    public void cancel(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        long reservationId = ReservationIds.parse(id);
        if (exchange.answered() || isUnknown(exchange, reservationId, ProblemCode.RESERVATION_UNKNOWN)) return;
        change(
                exchange,
                caller,
                reason -> new Command.CancelAtDesk(
                        reservationId, OperatedStations.of(exchange, caller), reason, preview));
    }

    /** @param both the member, and the reservation that they did not come to */
    public void forgive(Exchange exchange, String both, Principal caller) {
        boolean preview = new Query(exchange).preview();
        int slash = both.lastIndexOf('/');
        long reservationId = ReservationIds.parse(both.substring(slash + 1));
        if (exchange.answered() || isUnknown(exchange, reservationId, ProblemCode.STRIKE_UNKNOWN)) return;
        String member = both.substring(0, slash);
        change(
                exchange,
                caller,
                reason -> new Command.ForgiveStrike(
                        member, reservationId, OperatedStations.of(exchange, caller), reason, preview));
    }

    /** What the customer of a booking partner is told is its own reason: the audit has it before and after. */
    public void giveNotice(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        long reservationId = ReservationIds.parse(id);
        if (exchange.answered() || isUnknown(exchange, reservationId, ProblemCode.RESERVATION_UNKNOWN)) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                NoticeRequest::parse,
                NoticeRequest.class,
                request -> commands.change(
                        exchange,
                        caller,
                        new OrderCommand.GiveNotice(
                                reservationId, OperatedStations.of(exchange, caller), request.notice(), preview),
                        "",
                        stands -> answer(exchange, stands.order())));
    }

    private static void answer(Exchange exchange, OrderView order) {
        UUID uuid = new UUID(order.key().hi(), order.key().lo());
        exchange.personal(
                200,
                exchange.json(NOTICE_BYTES + 3 * order.notice().length())
                        .object()
                        .field("order", uuid.toString())
                        .field("notice", order.notice())
                        .end());
    }

    private static boolean isUnknown(Exchange exchange, long reservationId, ProblemCode code) {
        if (reservationId != ReservationIds.NONE) return false;
        exchange.problem(Problem.of(code));
        return true;
    }

    /** With the reason that the body must give. */
    private void change(
            Exchange exchange, Principal caller, Function<String, Command.Change<Outcome.Stands>> changeFor) {
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                ReasonRequest::parse,
                ReasonRequest.class,
                request -> change(exchange, caller, changeFor.apply(request.reason()), request.reason()));
    }

    private void change(Exchange exchange, Principal caller, Command.Change<Outcome.Stands> change, String reason) {
        commands.change(
                exchange,
                caller,
                change,
                reason,
                stands -> exchange.personal(
                        200,
                        ReservationJson.write(
                                exchange.json(ReservationJson.BYTES),
                                stands.reservation(),
                                exchange.index(),
                                exchange.region.feed())));
    }
}
