package io.yizhan.http.reservation;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.pass.Pass;
import org.jspecify.annotations.Nullable;

/** A reservation's pass as an image. */
public final class PassRoutes {
    private static final CharSequence PNG = new AsciiString("image/png");
    private static final CharSequence PRIVATE = new AsciiString("private, no-store");

    private final ReservationRoutes reservations;
    private final MemberPasses passes;

    public PassRoutes(ReservationRoutes reservations, MemberPasses passes) {
        this.reservations = reservations;
        this.passes = passes;
    }

    public void image(Exchange exchange, String id, Principal member) {
        reservations.own(exchange, id, member, it -> draw(exchange, it));
    }

    private void draw(Exchange exchange, Reservation reservation) {
        draw(
                exchange,
                passes,
                passes.of(exchange, reservation),
                reservation.state().name());
    }

    /**
     * Answers with the image of a pass.
     *
     * @param pass null where there is none
     * @param state why not
     */
    public static void draw(Exchange exchange, MemberPasses passes, @Nullable Pass pass, String state) {
        if (pass == null) {
            exchange.problem(Problem.of(ProblemCode.PASS_UNAVAILABLE, json -> json.field("state", state), state));
            return;
        }
        passes.drawn(
                exchange,
                pass,
                png -> exchange.header(HttpHeaders.CACHE_CONTROL, PRIVATE).send(200, PNG, Buffer.buffer(png)));
    }
}
