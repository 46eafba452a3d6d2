package io.yizhan.http.reservation;

import io.vertx.core.Vertx;
import io.yizhan.core.DrawReceipt;
import io.yizhan.core.Reservation;
import io.yizhan.http.exchange.Aside;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.pass.Passes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What members have in hand of their entries in draws: number, pseudonym, weight and the chain's link, signed as passes are. An entry that is not
 * among those that are fixed later can be shown with it to have been taken away. Signing is done off the event loop. Of one event loop.
 */
final class DrawReceipts {
    private static final int BYTES = 384;

    private final Aside aside;
    private final Passes passes;

    DrawReceipts(Vertx vertx, Passes passes) {
        aside = new Aside(vertx);
        this.passes = passes;
    }

    /** Calls {@code then} with the receipt, or with null for a reservation that has entered no draw of the books; or answers itself. */
    void signed(Exchange exchange, Reservation reservation, Consumer<@Nullable String> then) {
        DrawReceipt receipt = reservation.receipt();
        if (receipt == null) {
            then.accept(null);
            return;
        }
        byte[] claims = claims(exchange, reservation, receipt);
        aside.run(exchange, () -> passes.sealed("draw-receipt+jwt", claims), then::accept);
    }

    private static byte[] claims(Exchange exchange, Reservation reservation, DrawReceipt receipt) {
        JsonOut json = exchange.json(BYTES)
                .object()
                .field("draw", receipt.drawId())
                .field("number", receipt.number())
                .field("pseudonym", receipt.pseudonym())
                .field("weight", receipt.weight())
                .field("chain", receipt.chain())
                .field("reservation", ReservationIds.format(reservation.id()))
                .field("iat", reservation.createdAtMs() / 1_000);
        return json.end().done().getBytes();
    }
}
