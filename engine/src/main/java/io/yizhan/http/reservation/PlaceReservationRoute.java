package io.yizhan.http.reservation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.reservation.ReservationRequest.Mode;
import io.yizhan.pass.Passes;
import io.yizhan.secret.DrawSecrets;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/reservations}: the route that the peak is about. Of one event loop. */
public final class PlaceReservationRoute {
    private static final int PREVIEW_BYTES = 512;

    private final Commands commands;
    private final DrawReceipts receipts;
    private final AskedBooking asked;
    private final KeyDigest digest = new KeyDigest();

    /** @param secrets by which whoever enters a draw gets a pseudonym */
    public PlaceReservationRoute(Commands commands, Vertx vertx, Passes passes, DrawSecrets secrets) {
        this.commands = commands;
        asked = new AskedBooking(secrets);
        receipts = new DrawReceipts(vertx, passes);
    }

    public void handle(Exchange exchange, Principal member) {
        KeyedRequest.read(
                exchange,
                ReservationRequest::parse,
                ReservationRequest.class,
                (key, request) -> place(exchange, member, key, request));
    }

    private void place(Exchange exchange, Principal member, String key, ReservationRequest request) {
        SlotIds slotIds = exchange.index().slotIds;
        long[] slots = new long[request.slots().length];
        for (int i = 0; i < slots.length; i++) {
            String slot = request.slots()[i];
            slots[i] = slotIds.parse(slot);
            if (slots[i] == SlotIds.UNKNOWN) {
                exchange.problem(Problem.slotUnknown(slot));
                return;
            }
        }
        if (request.mode() == Mode.PREVIEW) {
            commands.submit(
                    exchange,
                    new Command.PreviewReservation(
                            member.subject(), member.claims(), slots, request.party(), request.waitlist()),
                    would -> previewed(exchange, would));
            return;
        }
        digest.of(member.subject(), key);
        Command.PlaceReservation booking = new Command.PlaceReservation(
                member.subject(),
                member.claims(),
                digest.hi(),
                digest.lo(),
                slots,
                request.party(),
                request.mode() == Mode.HOLD,
                request.waitlist());
        commands.submit(exchange, asked.of(exchange, booking), placed -> placed(exchange, placed));
    }

    /** Whoever has entered a draw has a signed receipt in hand. */
    private void placed(Exchange exchange, Outcome.Placed placed) {
        Reservation reservation = placed.reservation();
        if (reservation.receipt() == null) answer(exchange, placed, ReservationJson.BYTES, null);
        else
            receipts.signed(
                    exchange, reservation, receipt -> answer(exchange, placed, 2 * ReservationJson.BYTES, receipt));
    }

    private static void answer(Exchange exchange, Outcome.Placed placed, int bytes, @Nullable String receipt) {
        Reservation reservation = placed.reservation();
        if (placed.replayed()) exchange.header(KeyedRequest.REPLAYED, KeyedRequest.TRUE);
        exchange.header(HttpHeaders.LOCATION, "/v1/reservations/" + ReservationIds.format(reservation.id()));
        exchange.personal(
                placed.replayed() ? 200 : 201,
                ReservationJson.withReceipt(
                        exchange.json(bytes), reservation, exchange.index(), exchange.region.feed(), receipt));
    }

    private static void previewed(Exchange exchange, Outcome.Previewed would) {
        JsonOut json = exchange.json(PREVIEW_BYTES)
                .object()
                .field("would", would.state().name());
        UsageJson.write(json, would.usages());
        exchange.personal(
                200, json.time("cancelUntil", would.cancelClosesAtMs()).end());
    }
}
