package io.yizhan.http.reservation;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes of members' reservations. Signing and drawing is done off the event loop, one after the other. Of one event loop. */
public final class MemberPasses {
    /** Images take longest: so many are done within a few seconds. */
    private static final int PENDING_MAX = 512;

    private final Vertx vertx;
    private final Passes passes;
    private int pending;

    public MemberPasses(Vertx vertx, Passes passes) {
        this.vertx = vertx;
        this.passes = passes;
    }

    /** Null unless the reservation is confirmed and not over, at a station that is still there. */
    @Nullable
    Pass of(Exchange exchange, Reservation reservation) {
        if (reservation.state() != ReservationState.CONFIRMED || exchange.nowMs() >= reservation.endsAtMs())
            return null;
        String station = exchange.directory().stationId(reservation.stationNo());
        if (station == null) return null;
        long startsAtMs = Long.MAX_VALUE;
        for (long slot : reservation.slots()) startsAtMs = Math.min(startsAtMs, SlotKey.startMs(slot));
        return passes.pass(ReservationIds.format(reservation.id()), station, startsAtMs, reservation.endsAtMs());
    }

    /** Calls {@code then} with the token, now where it is known; or answers itself. */
    void signed(Exchange exchange, Pass pass, Consumer<String> then) {
        String known = passes.known(pass);
        if (known != null) {
            then.accept(known);
        } else {
            aside(exchange, () -> passes.signed(pass), then::accept);
        }
    }

    /** Calls {@code then} with an image of the token; or answers itself. */
    void drawn(Exchange exchange, Pass pass, Consumer<byte[]> then) {
        aside(exchange, () -> PassImage.of(passes.signed(pass)), then::accept);
    }

    /** Calls {@code then} with what a token says that was given out here, or with null for any other; or answers itself. */
    public void read(Exchange exchange, String token, Consumer<@Nullable Pass> then) {
        aside(exchange, () -> passes.read(token), then::accept);
    }

    /** In order, so that each event loop keeps one more core busy at most: bookings need them at the peak. */
    private <T> void aside(Exchange exchange, Callable<T> work, Handler<T> then) {
        if (pending >= PENDING_MAX) {
            exchange.problem(Problem.retry(ProblemCode.OVERLOADED, 1_000));
            return;
        }
        pending++;
        vertx.executeBlocking(work).onComplete(result -> {
            pending--;
            if (result.succeeded()) {
                exchange.guarded(then, result.result());
            } else {
                exchange.failed(result.cause());
            }
        });
    }
}
