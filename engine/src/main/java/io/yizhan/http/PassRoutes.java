package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.Reservation;
import io.yizhan.pass.Pass;
import io.yizhan.pass.PassKey;

/** A reservation's pass as an image, and the key that passes are checked with. */
final class PassRoutes {
    private static final CharSequence PNG = new AsciiString("image/png");
    private static final CharSequence PRIVATE = new AsciiString("private, no-store");

    private PassRoutes() {}

    static void image(Exchange exchange, String id) {
        ReservationRoutes.find(exchange, id, it -> image(exchange, it));
    }

    private static void image(Exchange exchange, Reservation reservation) {
        PassDesk desk = exchange.loop.passDesk;
        Pass pass = desk.of(exchange, reservation);
        if (pass == null) {
            String state = reservation.state().name();
            exchange.problem(Problem.of(ProblemCode.PASS_UNAVAILABLE, json -> json.field("state", state), state));
            return;
        }
        desk.drawn(
                exchange,
                pass,
                png -> exchange.header(HttpHeaders.CACHE_CONTROL, PRIVATE).send(200, PNG, Buffer.buffer(png)));
    }

    /** As a JSON Web Key Set (RFC 7517). */
    static void keys(Exchange exchange) {
        PassKey key = exchange.loop.sources.passes().key();
        JsonOut json = exchange.json(256).object().array("keys").object();
        json.field("kty", "OKP")
                .field("crv", "Ed25519")
                .field("use", "sig")
                .field("alg", "EdDSA")
                .field("kid", key.id())
                .field("x", key.x());
        ETags.send(exchange, Exchange.JSON, json.end().endArray().end());
    }
}
