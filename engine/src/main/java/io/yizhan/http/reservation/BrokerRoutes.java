package io.yizhan.http.reservation;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.problem.Problem;
import io.yizhan.secret.DrawSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/broker/reservations}: many members' bookings in one request, decided one by one in one turn of the writer; and what becomes of one
 * of them later. Of one event loop.
 *
 * <p>A broker's members are its own. In the books they are called by the broker's name, a blank, and what the broker calls them: no
 * token can name anybody so, and no broker can reach another one's. Each is a member of the city for every rule, by themselves; whether
 * they are verified is what the broker's token vouches for.
 */
public final class BrokerRoutes {
    /** As of devices' batches (api.md). */
    public static final int BODY_BYTES_MAX = 1024 * 1024;

    private final Commands commands;
    private final ReservationRoutes reservations;
    private final AskedBooking asked;
    private final KeyDigest digest = new KeyDigest();

    /** @param secrets as of {@link PlaceReservationRoute} */
    public BrokerRoutes(Commands commands, ReservationRoutes reservations, DrawSecrets secrets) {
        asked = new AskedBooking(secrets);
        this.commands = commands;
        this.reservations = reservations;
    }

    public void place(Exchange exchange, Principal broker) {
        JsonBody.read(
                exchange,
                BODY_BYTES_MAX,
                BrokerRequest::parse,
                BrokerRequest.class,
                request -> exchange.later(() -> place(exchange, broker, request)));
    }

    private void place(Exchange exchange, Principal broker, BrokerRequest request) {
        List<BrokerAnswer.Part> parts = new ArrayList<>(request.items().size());
        List<Command.For<Outcome.Placed>> bookings =
                new ArrayList<>(request.items().size());
        Claims claims = broker.claims().assurance() == 0
                ? Claims.NONE
                : new Claims("", broker.claims().assurance());
        for (BrokerRequest.Entry it : request.items()) {
            BrokerAnswer.Part part = part(exchange, broker.subject(), claims, it);
            parts.add(part);
            if (part.booking() != null) bookings.add(part.booking());
        }
        commands.submitAll(exchange, bookings, outcomes -> BrokerAnswer.send(exchange, parts, outcomes));
    }

    private BrokerAnswer.Part part(Exchange exchange, String broker, Claims claims, BrokerRequest.Entry entry) {
        BrokerItem item = entry.item();
        if (item == null) return BrokerAnswer.Part.refused(Problem.of(Objects.requireNonNull(entry.fault())));
        SlotIds slotIds = exchange.index().slotIds;
        long[] slots = new long[item.slots().length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slotIds.parse(item.slots()[i]);
            if (slots[i] == SlotIds.UNKNOWN) return BrokerAnswer.Part.refused(Problem.slotUnknown(item.slots()[i]));
        }
        String member = BrokersMember.name(broker, item.member());
        digest.of(member, item.key());
        return BrokerAnswer.Part.asked(asked.of(
                exchange,
                new Command.PlaceReservation(
                        member, claims, digest.hi(), digest.lo(), slots, item.party(), item.hold(), item.waitlist())));
    }

    public void find(Exchange exchange, String id, Principal broker) {
        Principal member = member(exchange, broker);
        if (member != null) reservations.one(exchange, id, member);
    }

    public void confirm(Exchange exchange, String id, Principal broker) {
        Principal member = member(exchange, broker);
        if (member != null) reservations.confirm(exchange, id, member);
    }

    public void cancel(Exchange exchange, String id, Principal broker) {
        Principal member = member(exchange, broker);
        if (member != null) reservations.cancel(exchange, id, member);
    }

    /** Whose reservation it is, by {@code member=}; null where that is missing or wrong, which is answered. */
    private static @Nullable Principal member(Exchange exchange, Principal broker) {
        Query query = new Query(exchange);
        String member = query.text("member", Principal.SUBJECT_LENGTH_MAX);
        if (query.answered()) return null;
        if (member == null || !Principal.isSubject(member)) return query.wrong("member", "1–64 visible ASCII");
        return broker.as(BrokersMember.name(broker.subject(), member));
    }
}
