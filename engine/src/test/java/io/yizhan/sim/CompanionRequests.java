package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.CompanionCommand;
import io.yizhan.core.CompanionOutcome.CompanionshipStands;
import io.yizhan.core.CompanionOutcome.InvitationsFound;
import io.yizhan.core.Companionship;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Invitation;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** What holders and companions want, by dice: of those that the engine has told of. */
final class CompanionRequests {
    private static final int MEMBERS = 12;

    private final Clients clients;

    CompanionRequests(Clients clients) {
        this.clients = clients;
    }

    void ask(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        Command command = switch (dice.nextInt(10)) {
            case 0, 1, 2, 3 -> invite(dice);
            case 4, 5, 6 -> ofInvitation(dice);
            case 7 -> ofHolder(dice);
            default -> ofCompanion(dice);
        };
        clients.ask(command, dice.nextLong());
    }

    private static String somebody(SplittableRandom dice) {
        return "m" + dice.nextInt(MEMBERS);
    }

    private Command invite(SplittableRandom dice) {
        List<Reservation> placed = new ArrayList<>();
        for (Op op : clients.ops())
            if (op.answer instanceof Outcome.Placed it && it.reservation().party() > 1) placed.add(it.reservation());
        if (placed.isEmpty()) return new CompanionCommand.ListCompanionships(somebody(dice));
        Reservation about = Requests.recent(placed, dice);
        String holder = dice.nextInt(12) == 0 ? somebody(dice) : about.member();
        return new CompanionCommand.Invite(holder, about.id(), 1 + (dice.nextInt(6) == 0 ? 1 : 0));
    }

    /** Somebody has the token of one. */
    private Command ofInvitation(SplittableRandom dice) {
        List<InvitationsFound> told = told();
        if (told.isEmpty()) return new CompanionCommand.FindInvitation(somebody(dice), 1, 1);
        InvitationsFound of = Requests.recent(told, dice);
        int number = 1 + dice.nextInt(Math.max(1, of.invitations().size()));
        return dice.nextInt(6) == 0
                ? new CompanionCommand.FindInvitation(somebody(dice), of.reservationId(), number)
                : new CompanionCommand.Accept(somebody(dice), of.reservationId(), number);
    }

    private List<InvitationsFound> told() {
        List<InvitationsFound> told = new ArrayList<>();
        for (Op op : clients.ops())
            if (op.answer instanceof InvitationsFound it && !it.invitations().isEmpty()) told.add(it);
        return told;
    }

    private Command ofHolder(SplittableRandom dice) {
        List<InvitationsFound> told = told();
        if (told.isEmpty()) return invite(dice);
        InvitationsFound of = Requests.recent(told, dice);
        String holder = somebody(dice);
        for (Op op : clients.ops())
            if (op.answer instanceof Outcome.Placed it && it.reservation().id() == of.reservationId())
                holder = it.reservation().member();
        return dice.nextInt(4) == 0
                ? new CompanionCommand.ListInvitations(holder, of.reservationId())
                : new CompanionCommand.Withdraw(
                        holder,
                        of.reservationId(),
                        1 + dice.nextInt(of.invitations().size()));
    }

    private Command ofCompanion(SplittableRandom dice) {
        List<Op> accepted = new ArrayList<>();
        for (Op op : clients.ops())
            if (op.command instanceof CompanionCommand.Accept && op.answer instanceof CompanionshipStands)
                accepted.add(op);
        if (accepted.isEmpty()) return ofInvitation(dice);
        Op op = Requests.recent(accepted, dice);
        String member = ((CompanionCommand.Accept) op.command).member();
        Companionship of = ((CompanionshipStands) Objects.requireNonNull(op.answer)).companionship();
        Reservation about = of.reservation();
        Invitation invitation = of.invitation();
        return switch (dice.nextInt(6)) {
            case 0 -> new CompanionCommand.Leave(member, about.id());
            case 1 -> new CompanionCommand.FindCompanionship(member, about.id());
            case 2 -> new CompanionCommand.ListCompanionships(member);
            default ->
                new GateCommand.Admit(
                        "g" + (1 + dice.nextInt(3)),
                        about.stationNo(),
                        about.id(),
                        invitation.number(),
                        dice.nextInt(4) > 0,
                        dice.nextInt(8) == 0);
        };
    }
}
