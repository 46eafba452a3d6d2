package io.yizhan.http.companion;

import io.yizhan.core.CompanionOutcome.InvitationsFound;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Companionship;
import io.yizhan.core.Invitation;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.reservation.ReservationJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invitations as holders get them, and companionships as companions do. Neither names the other: a holder hears that somebody has accepted, a
 * companion where and when it is.
 */
final class CompanionJson {
    private static final int BYTES = 192;

    private CompanionJson() {}

    /** Those that were just made. */
    static JsonOut made(Exchange exchange, InvitationsFound found, int count, InvitationTokens tokens) {
        List<Invitation> all = found.invitations();
        JsonOut json = exchange.json(BYTES * (1 + count)).object();
        return invitations(json, exchange, found, all.subList(all.size() - count, all.size()), tokens)
                .end();
    }

    /** All of a reservation, and what holds for them. */
    static JsonOut all(Exchange exchange, InvitationsFound found, InvitationTokens tokens) {
        int current = 0;
        int changes = 0;
        for (Invitation it : found.invitations()) {
            if (it.counts()) current++;
            if (it.isChange()) changes++;
        }
        JsonOut json = exchange.json(BYTES * (2 + found.invitations().size()))
                .object()
                .field("reservationId", ReservationIds.format(found.reservationId()))
                .field("limit", found.limit())
                .field("current", current)
                .field("changes", changes);
        terms(json, found.terms());
        return invitations(json, exchange, found, found.invitations(), tokens).end();
    }

    private static JsonOut invitations(
            JsonOut json,
            Exchange exchange,
            InvitationsFound found,
            List<Invitation> invitations,
            InvitationTokens tokens) {
        long closesAtMs = found.terms().closesAtMs();
        String region = exchange.region.sources.region();
        json.array("invitations");
        for (Invitation it : invitations) {
            json.object().field("number", it.number()).field("state", it.state().name());
            boolean open = it.state() == Invitation.State.OPEN && found.had() && exchange.nowMs() < closesAtMs;
            if (open) json.field("token", tokens.of(region, found.reservationId(), it.number()));
            json.time("expiresAt", closesAtMs).time("invitedAt", it.invitedAtMs());
            if (it.acceptedAtMs() != 0) json.time("acceptedAt", it.acceptedAtMs());
            if (it.endedAtMs() != 0) json.time("endedAt", it.endedAtMs());
            json.end();
        }
        return json.endArray();
    }

    private static void terms(JsonOut json, CompanionTerms terms) {
        json.object("policy")
                .time("closesAt", terms.closesAtMs())
                .field("changesMax", terms.changesMax())
                .field("holderPresent", terms.holderPresent())
                .end();
    }

    /** @param pass null for none */
    static JsonOut companionship(JsonOut json, Companionship it, Exchange exchange, @Nullable String pass) {
        json.object()
                .field("reservationId", ReservationIds.format(it.reservation().id()))
                .field("number", it.invitation().number())
                .field("state", it.invitation().state().name())
                .field("reservationState", it.reservation().state().name());
        ReservationJson.whereAndWhen(json, it.reservation(), exchange.index(), exchange.region.feed());
        terms(json, it.terms());
        if (it.invitation().acceptedAtMs() != 0)
            json.time("acceptedAt", it.invitation().acceptedAtMs());
        if (pass != null) json.field("pass", pass);
        return json.end();
    }
}
