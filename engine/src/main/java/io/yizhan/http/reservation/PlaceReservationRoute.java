package io.yizhan.http.reservation;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.ReservationRequest.Mode;
import java.util.List;

/** {@code POST /v1/reservations}: the route that the peak is about. Of one event loop. */
public final class PlaceReservationRoute {
    private static final CharSequence IDEMPOTENCY_KEY = new AsciiString("idempotency-key");
    private static final CharSequence REPLAYED = new AsciiString("idempotency-replayed");
    private static final CharSequence TRUE = new AsciiString("true");
    private static final int KEY_LENGTH_MAX = 64;
    private static final int PREVIEW_BYTES = 512;

    private final Commands commands;
    private final KeyDigest digest = new KeyDigest();

    public PlaceReservationRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, Principal member) {
        String key = key(exchange);
        if (key == null) return;
        if (MediaTypes.isJson(exchange.request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            BodyReader.read(exchange, BodyReader.SHORT_BYTES_MAX, body -> place(exchange, member, key, body));
        } else {
            exchange.problem(Problem.of(ProblemCode.MEDIA_TYPE_UNSUPPORTED, "application/json"));
        }
    }

    private void place(Exchange exchange, Principal member, String key, Buffer body) {
        Object parsed = ReservationRequest.parse(body.getBytes());
        if (parsed instanceof ReservationRequest request) {
            place(exchange, member, key, request);
        } else {
            exchange.problem(Problem.of((JsonFault) parsed));
        }
    }

    private void place(Exchange exchange, Principal member, String key, ReservationRequest request) {
        SlotIds slotIds = exchange.index().slotIds;
        long[] slots = new long[request.slots().length];
        for (int i = 0; i < slots.length; i++) {
            String slot = request.slots()[i];
            slots[i] = slotIds.parse(slot);
            if (slots[i] == SlotIds.UNKNOWN) {
                exchange.problem(Problem.of(ProblemCode.SLOT_UNKNOWN, json -> json.field("slot", slot), slot));
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
        commands.submit(
                exchange,
                new Command.PlaceReservation(
                        member.subject(),
                        member.claims(),
                        digest.hi(),
                        digest.lo(),
                        slots,
                        request.party(),
                        request.mode() == Mode.HOLD,
                        request.waitlist()),
                placed -> placed(exchange, placed));
    }

    private static void placed(Exchange exchange, Outcome.Placed placed) {
        Reservation reservation = placed.reservation();
        if (placed.replayed()) exchange.header(REPLAYED, TRUE);
        exchange.header(HttpHeaders.LOCATION, "/v1/reservations/" + ReservationIds.format(reservation.id()));
        exchange.personal(
                placed.replayed() ? 200 : 201,
                ReservationJson.write(
                        exchange.json(ReservationJson.BYTES), reservation, exchange.index(), exchange.region.feed()));
    }

    private static void previewed(Exchange exchange, Outcome.Previewed would) {
        JsonOut json = exchange.json(PREVIEW_BYTES)
                .object()
                .field("would", would.state().name());
        UsageJson.write(json, would.usages());
        exchange.personal(
                200, json.time("cancelUntil", would.cancelClosesAtMs()).end());
    }

    /** Null where it is missing or wrong, and was answered so. */
    private static @org.jspecify.annotations.Nullable String key(Exchange exchange) {
        List<String> keys = exchange.request.headers().getAll(IDEMPOTENCY_KEY);
        if (keys.isEmpty()) {
            exchange.problem(Problem.of(ProblemCode.IDEMPOTENCY_KEY_MISSING));
        } else if (keys.size() > 1) {
            exchange.problem(Problem.of(ProblemCode.HEADER_REPEATED, "Idempotency-Key"));
        } else if (!visible(keys.get(0))) {
            exchange.problem(Problem.of(ProblemCode.IDEMPOTENCY_KEY_INVALID));
        } else {
            return keys.get(0);
        }
        return null;
    }

    private static boolean visible(String key) {
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) return false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c <= ' ' || c > '~') return false;
        }
        return true;
    }
}
