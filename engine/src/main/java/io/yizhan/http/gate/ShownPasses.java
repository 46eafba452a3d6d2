package io.yizhan.http.gate;

import io.vertx.core.Vertx;
import io.yizhan.catalogue.Directory;
import io.yizhan.http.exchange.Aside;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.pass.Pass;
import io.yizhan.pass.Passes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes that gates have read. What was verified lately, or has not the form of a pass, is known at once; the rest is verified off the event
 * loop. Of one event loop.
 */
final class ShownPasses {
    private final Aside aside;
    private final Passes passes;

    ShownPasses(Vertx vertx, Passes passes) {
        aside = new Aside(vertx);
        this.passes = passes;
    }

    /** Calls {@code then} with what a pass says, or with null for what is none of ours; or answers itself. */
    void read(Exchange exchange, String token, Consumer<@Nullable Pass> then) {
        if (isKnown(token)) then.accept(passes.known(token));
        else aside.run(exchange, () -> passes.read(token), then::accept);
    }

    private boolean isKnown(String token) {
        return !passes.hasForm(token) || passes.known(token) != null;
    }

    /** Whether it may be a pass: then {@link #reservations} looks. */
    boolean hasForm(String token) {
        return passes.hasForm(token);
    }

    /**
     * Whose passes these are, in their order.
     *
     * @param reservations of this city, and 0 for all that is none of its passes
     * @param companions the number of the invitation, 0 for a holder's
     */
    record Shown(long[] reservations, int[] companions) {}

    /** Calls {@code then} with whose passes these are. */
    void reservations(Exchange exchange, String[] tokens, Consumer<Shown> then) {
        Directory directory = exchange.directory();
        boolean known = true;
        for (String token : tokens) known &= isKnown(token);
        if (known) then.accept(reservations(directory, tokens, passes::known));
        else aside.run(exchange, () -> reservations(directory, tokens, passes::read), then::accept);
    }

    private interface Reading {
        @Nullable
        Pass of(String token);
    }

    private static Shown reservations(Directory directory, String[] tokens, Reading reading) {
        long[] reservations = new long[tokens.length];
        int[] companions = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            Pass pass = tokens[i].isEmpty() ? null : reading.of(tokens[i]);
            // Ids are each city's own, and cities of one cluster share the key: the station tells which city's this is.
            if (pass == null || directory.stationNo(pass.stationId()) == 0) continue;
            reservations[i] = ReservationIds.parse(pass.reservationId());
            companions[i] = pass.companion();
        }
        return new Shown(reservations, companions);
    }
}
