package io.yizhan.http.reservation;

import io.vertx.core.Vertx;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.http.exchange.Aside;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes of members' reservations. Signing and drawing is done off the event loop, one after the other. Of one event loop. */
public final class MemberPasses {
    private final Aside aside;
    private final Passes passes;

    public MemberPasses(Vertx vertx, Passes passes) {
        aside = new Aside(vertx);
        this.passes = passes;
    }

    /** Null unless the place is had and the reservation not over, at a station that is still there: one goes in and out by it. */
    public @Nullable Pass of(Exchange exchange, Reservation reservation) {
        return of(exchange, reservation, 0);
    }

    /** The same of one who comes along. */
    public @Nullable Pass of(Exchange exchange, Reservation reservation, int companion) {
        boolean had =
                reservation.state() == ReservationState.CONFIRMED || reservation.state() == ReservationState.CHECKED_IN;
        if (!had || exchange.nowMs() >= reservation.endsAtMs()) return null;
        String station = exchange.directory().stationId(reservation.stationNo());
        if (station == null) return null;
        long startsAtMs = Long.MAX_VALUE;
        for (long slot : reservation.slots()) startsAtMs = Math.min(startsAtMs, SlotKey.startMs(slot));
        return passes.pass(
                ReservationIds.format(reservation.id()), companion, station, startsAtMs, reservation.endsAtMs());
    }

    /** Calls {@code then} with the token, now where it is known; or answers itself. */
    public void signed(Exchange exchange, Pass pass, Consumer<String> then) {
        String known = passes.known(pass);
        if (known != null) {
            then.accept(known);
        } else {
            aside.run(exchange, () -> passes.signed(pass), then::accept);
        }
    }

    /** The same of several, each of which may be none. */
    public void signed(Exchange exchange, List<@Nullable Pass> several, Consumer<@Nullable String[]> then) {
        @Nullable String[] tokens = new @Nullable String[several.size()];
        boolean known = true;
        for (int i = 0; i < tokens.length; i++) {
            Pass pass = several.get(i);
            if (pass != null) tokens[i] = passes.known(pass);
            known &= pass == null || tokens[i] != null;
        }
        if (known) then.accept(tokens);
        else aside.run(exchange, () -> signed(several), then::accept);
    }

    private @Nullable String[] signed(List<@Nullable Pass> several) {
        @Nullable String[] tokens = new @Nullable String[several.size()];
        for (int i = 0; i < tokens.length; i++) {
            Pass pass = several.get(i);
            if (pass != null) tokens[i] = passes.signed(pass);
        }
        return tokens;
    }

    /** Calls {@code then} with an image of the token; or answers itself. */
    public void drawn(Exchange exchange, Pass pass, Consumer<byte[]> then) {
        aside.run(exchange, () -> PassImage.of(passes.signed(pass)), then::accept);
    }

    /** Calls {@code then} with what a token says that was given out here, or with null for any other; or answers itself. */
    public void read(Exchange exchange, String token, Consumer<@Nullable Pass> then) {
        aside.run(exchange, () -> passes.read(token), then::accept);
    }
}
