package io.yizhan.http.companion;

import io.yizhan.core.Command;
import io.yizhan.core.CompanionCommand;
import io.yizhan.core.CompanionOutcome.CompanionshipStands;
import io.yizhan.core.Companionship;
import io.yizhan.core.Invitation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.MemberPasses;
import io.yizhan.http.reservation.PassRoutes;
import io.yizhan.pass.Pass;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What those who are invited do: {@code /v1/invitations/{token}} and {@code /v1/me/companionships}. Whoever shows a token that was not given out here
 * hears the same as of an invitation that there never was. Of one event loop.
 */
public final class CompanionshipRoutes {
    private static final int BYTES = 768;

    private final Commands commands;
    private final InvitationTokens tokens;
    private final MemberPasses passes;

    public CompanionshipRoutes(Commands commands, InvitationTokens tokens, MemberPasses passes) {
        this.commands = commands;
        this.tokens = tokens;
        this.passes = passes;
    }

    /** To what one is invited. */
    public void invitation(Exchange exchange, String token, Principal member) {
        InvitationTokens.Named named = named(exchange, token);
        if (named == null) return;
        ask(
                exchange,
                new CompanionCommand.FindInvitation(member.subject(), named.reservationId(), named.number()),
                it -> withPass(exchange, it));
    }

    public void accept(Exchange exchange, String token, Principal member) {
        InvitationTokens.Named named = named(exchange, token);
        if (named == null) return;
        JsonBody.readNone(
                exchange,
                () -> ask(
                        exchange,
                        new CompanionCommand.Accept(member.subject(), named.reservationId(), named.number()),
                        it -> withPass(exchange, it)));
    }

    private InvitationTokens.@Nullable Named named(Exchange exchange, String token) {
        InvitationTokens.Named named = tokens.read(exchange.region.sources.region(), token);
        if (named == null) exchange.problem(Problem.of(ProblemCode.INVITATION_UNKNOWN));
        return named;
    }

    public void one(Exchange exchange, String id, Principal member) {
        find(exchange, id, member, it -> withPass(exchange, it));
    }

    public void image(Exchange exchange, String id, Principal member) {
        find(exchange, id, member, it -> {
            if (it.invitation().state() != Invitation.State.ACCEPTED)
                exchange.problem(Problem.of(ProblemCode.INVITATION_WITHDRAWN));
            else
                PassRoutes.draw(
                        exchange,
                        passes,
                        pass(exchange, it),
                        it.reservation().state().name());
        });
    }

    private void find(Exchange exchange, String id, Principal member, Consumer<Companionship> then) {
        long reservationId = reservation(exchange, id);
        if (reservationId == ReservationIds.NONE) return;
        ask(exchange, new CompanionCommand.FindCompanionship(member.subject(), reservationId), then);
    }

    public void leave(Exchange exchange, String id, Principal member) {
        long reservationId = reservation(exchange, id);
        if (reservationId == ReservationIds.NONE) return;
        JsonBody.readNone(
                exchange,
                () -> ask(
                        exchange,
                        new CompanionCommand.Leave(member.subject(), reservationId),
                        it -> withPass(exchange, it)));
    }

    /** An id that is none is as one of somebody else's. */
    private static long reservation(Exchange exchange, String id) {
        long reservationId = ReservationIds.parse(id);
        if (reservationId == ReservationIds.NONE) exchange.problem(Problem.of(ProblemCode.COMPANIONSHIP_UNKNOWN));
        return reservationId;
    }

    private void ask(Exchange exchange, Command.For<CompanionshipStands> command, Consumer<Companionship> then) {
        commands.submit(exchange, command, stands -> then.accept(stands.companionship()));
    }

    public void list(Exchange exchange, Principal member) {
        commands.submit(exchange, new CompanionCommand.ListCompanionships(member.subject()), found -> {
            List<Companionship> all = found.companionships();
            JsonOut json = exchange.json(BYTES * (1 + all.size())).object().array("companionships");
            for (Companionship it : all) CompanionJson.companionship(json, it, exchange, null);
            exchange.personal(200, json.endArray().end());
        });
    }

    private void withPass(Exchange exchange, Companionship it) {
        Pass pass = pass(exchange, it);
        if (pass == null) answer(exchange, it, null);
        else passes.signed(exchange, pass, token -> answer(exchange, it, token));
    }

    private static void answer(Exchange exchange, Companionship it, @Nullable String pass) {
        exchange.personal(200, CompanionJson.companionship(exchange.json(BYTES), it, exchange, pass));
    }

    private @Nullable Pass pass(Exchange exchange, Companionship it) {
        if (it.invitation().state() != Invitation.State.ACCEPTED) return null;
        return passes.of(exchange, it.reservation(), it.invitation().number());
    }
}
