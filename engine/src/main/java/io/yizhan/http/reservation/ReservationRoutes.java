package io.yizhan.http.reservation;

import io.netty.util.AsciiString;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import java.util.function.Consumer;

/** What a member does with reservations once they are placed. */
public final class ReservationRoutes {
    private static final CharSequence CALENDAR = new AsciiString("text/calendar; charset=utf-8");
    private static final String ICS = ".ics";

    private final Commands commands;
    private final MemberPasses passes;
    private final DrawReceipts receipts;

    public ReservationRoutes(Commands commands, MemberPasses passes, Vertx vertx, Passes signing) {
        this.commands = commands;
        receipts = new DrawReceipts(vertx, signing);
        this.passes = passes;
    }

    public void find(Exchange exchange, String id, Principal member) {
        boolean calendar = id.endsWith(ICS);
        own(
                exchange,
                calendar ? id.substring(0, id.length() - ICS.length()) : id,
                member,
                calendar ? it -> calendar(exchange, it) : it -> withPass(exchange, it));
    }

    /** One of the member's with its pass, never as a calendar. */
    void one(Exchange exchange, String id, Principal member) {
        own(exchange, id, member, it -> withPass(exchange, it));
    }

    /** Calls {@code then} with one of the caller's own, or answers itself. */
    void own(Exchange exchange, String id, Principal member, Consumer<Reservation> then) {
        long reservationId = ReservationIds.parse(id);
        if (unknown(exchange, reservationId)) return;
        ask(exchange, new Command.FindReservation(member.subject(), reservationId), then);
    }

    public void confirm(Exchange exchange, String id, Principal caller) {
        change(exchange, id, caller, (member, it) -> new Command.ConfirmReservation(member, it));
    }

    public void cancel(Exchange exchange, String id, Principal caller) {
        change(exchange, id, caller, (member, it) -> new Command.CancelReservation(member, it));
    }

    private interface Change {
        Command.For<Outcome.Stands> of(String member, long reservationId);
    }

    private void change(Exchange exchange, String id, Principal member, Change change) {
        long reservationId = ReservationIds.parse(id);
        if (unknown(exchange, reservationId)) return;
        JsonBody.readNone(
                exchange, () -> ask(exchange, change.of(member.subject(), reservationId), it -> one(exchange, it)));
    }

    private static boolean unknown(Exchange exchange, long reservationId) {
        if (reservationId != ReservationIds.NONE) return false;
        exchange.problem(Problem.of(ProblemCode.RESERVATION_UNKNOWN));
        return true;
    }

    private void ask(Exchange exchange, Command.For<Outcome.Stands> command, Consumer<Reservation> then) {
        commands.submit(exchange, command, stands -> then.accept(stands.reservation()));
    }

    private void withPass(Exchange exchange, Reservation reservation) {
        Pass pass = passes.of(exchange, reservation);
        if (reservation.state() == ReservationState.ENTERED) {
            withReceipt(exchange, reservation);
        } else if (pass == null) {
            exchange.personal(
                    200,
                    ReservationJson.withAlternatives(
                            exchange.json(ReservationJson.BYTES),
                            reservation,
                            exchange.index(),
                            exchange.region.feed(),
                            exchange.nowMs()));
        } else {
            passes.signed(
                    exchange,
                    pass,
                    token -> exchange.personal(
                            200,
                            ReservationJson.withPass(
                                    exchange.json(2 * ReservationJson.BYTES),
                                    reservation,
                                    exchange.index(),
                                    exchange.region.feed(),
                                    token)));
        }
    }

    private void withReceipt(Exchange exchange, Reservation reservation) {
        receipts.signed(
                exchange,
                reservation,
                receipt -> exchange.personal(
                        200,
                        ReservationJson.withReceipt(
                                exchange.json(2 * ReservationJson.BYTES),
                                reservation,
                                exchange.index(),
                                exchange.region.feed(),
                                receipt)));
    }

    private static void one(Exchange exchange, Reservation reservation) {
        exchange.personal(
                200,
                ReservationJson.write(
                        exchange.json(ReservationJson.BYTES), reservation, exchange.index(), exchange.region.feed()));
    }

    private static void calendar(Exchange exchange, Reservation reservation) {
        RegionOnLoop region = exchange.region;
        byte[] text = ReservationCalendar.of(
                reservation,
                region.sources.region(),
                exchange.index(),
                region.feed(),
                exchange.language(),
                exchange.nowMs());
        exchange.header(HttpHeaders.CACHE_CONTROL, "no-store").send(200, CALENDAR, Buffer.buffer(text));
    }

    public void list(Exchange exchange, Principal member) {
        ReservationPages.answer(exchange, commands, member.subject(), null, ReservationJson::write);
    }
}
