package io.yizhan.http.companion;

import io.yizhan.core.CompanionCommand;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/** What whoever has a reservation does about its companions: {@code /v1/reservations/{id}/invitations}. Of one event loop. */
public final class InvitationRoutes {
    private static final int NUMBER_LENGTH_MAX = 3;

    private final Commands commands;
    private final InvitationTokens tokens;

    public InvitationRoutes(Commands commands, InvitationTokens tokens) {
        this.commands = commands;
        this.tokens = tokens;
    }

    public void invite(Exchange exchange, String id, Principal holder) {
        long reservationId = reservation(exchange, id);
        if (reservationId == ReservationIds.NONE) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                InviteRequest::parse,
                InviteRequest.class,
                request -> commands.submit(
                        exchange,
                        new CompanionCommand.Invite(holder.subject(), reservationId, request.count()),
                        found -> exchange.personal(201, CompanionJson.made(exchange, found, request.count(), tokens))));
    }

    public void list(Exchange exchange, String id, Principal holder) {
        long reservationId = reservation(exchange, id);
        if (reservationId == ReservationIds.NONE) return;
        commands.submit(
                exchange,
                new CompanionCommand.ListInvitations(holder.subject(), reservationId),
                found -> exchange.personal(200, CompanionJson.all(exchange, found, tokens)));
    }

    /** @param names the reservation's id and the invitation's number */
    public void withdraw(Exchange exchange, String names, Principal holder) {
        int slash = names.lastIndexOf('/');
        long reservationId = reservation(exchange, names.substring(0, slash));
        if (reservationId == ReservationIds.NONE) return;
        int number = number(names.substring(slash + 1));
        if (number == 0) {
            exchange.problem(Problem.of(ProblemCode.INVITATION_UNKNOWN));
            return;
        }
        JsonBody.readNone(
                exchange,
                () -> commands.submit(
                        exchange,
                        new CompanionCommand.Withdraw(holder.subject(), reservationId, number),
                        found -> exchange.personal(200, CompanionJson.all(exchange, found, tokens))));
    }

    /** 0 for what is none. */
    private static int number(String text) {
        if (text.length() > NUMBER_LENGTH_MAX || text.startsWith("0")) return 0;
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') return 0;
            number = number * 10 + digit - '0';
        }
        return number;
    }

    /** Where it is none that is answered. */
    static long reservation(Exchange exchange, String id) {
        long reservationId = ReservationIds.parse(id);
        if (reservationId == ReservationIds.NONE) exchange.problem(Problem.of(ProblemCode.RESERVATION_UNKNOWN));
        return reservationId;
    }
}
