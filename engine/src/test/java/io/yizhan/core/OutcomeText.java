package io.yizhan.core;

import java.util.Arrays;

/** An outcome as the model says it, too: what must be the same, and no more. */
final class OutcomeText {
    private OutcomeText() {}

    static String of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done it -> "done";
            case Outcome.LiftPreviewed it ->
                "would open " + Arrays.stream(it.first()).boxed().toList();
            case Outcome.Placed it
            when !it.replayed() && it.reservation().state() == ReservationState.WAITLISTED ->
                "waits " + it.reservation().id() + " at " + it.reservation().position();
            case Outcome.Placed it ->
                (it.replayed() ? "placed again " : "placed ") + it.reservation().id();
            case Outcome.Stands it -> "stands " + it.reservation().state();
            case Outcome.Previewed it -> "would " + it.state() + " " + it.usages() + " " + it.cancelClosesAtMs();
            case Outcome.Standing it ->
                "standing " + it.usages() + " "
                        + it.strikes().stream()
                                .map(strike -> strike.reservation().id())
                                .toList()
                        + " " + (it.suspendedUntilMs() == 0 ? "" : "suspended " + it.suspendedUntilMs());
            case Outcome.Erased it ->
                "erased " + it.ended().stream().map(Reservation::id).toList() + " of " + it.remembered() + " "
                        + (it.suspendedUntilMs() == 0 ? "" : "suspended " + it.suspendedUntilMs());
            case Refusal.MemberSuspended it -> "suspended " + it.untilMs();
            case Refusal.CheckInNotOpen it -> "check-in opens " + it.opensAtMs();
            case Refusal.CheckInClosed it -> "check-in closed";
            case Refusal.NoOrder it -> "no order";
            case Refusal.StrikeUnknown it -> "strike unknown";
            case Refusal.SlotUnknown it -> "unknown " + it.slotIndex();
            case Refusal.SeveralStations it -> "several stations";
            case Refusal.SlotPast it -> "past " + it.slotIndex();
            case Refusal.SlotClosed it -> "closed " + it.slotIndex();
            case Refusal.SlotNotReleased it -> "not released " + it.slotIndex() + " " + it.releasesAtMs();
            case Refusal.BookingClosed it -> "booking closed " + it.slotIndex();
            case Refusal.NotEligible it -> "not eligible " + it.rule() + " " + it.slotIndex();
            case Refusal.SlotFull it ->
                "full " + it.slotIndex() + " " + it.remaining() + (it.waiting() > 0 ? ", waiting " + it.waiting() : "");
            case Refusal.WaitlistNotOffered it -> "waitlist not offered";
            case Refusal.WaitlistOfSeveral it -> "waitlist of several";
            case Refusal.WaitlistClosed it -> "waitlist closed " + it.closedAtMs();
            case Refusal.WaitlistFull it -> "waitlist full " + it.limit();
            case Refusal.OfferLapsed it -> "offer lapsed";
            case Refusal.PartyUnfit it -> "party unfit " + it.slotIndex();
            case Refusal.CourseWhole it -> "course whole " + it.slotIndex();
            case Refusal.QuotaExceeded it -> "quota " + it.rule() + " " + it.current();
            case Refusal.AlreadyReserved it -> "conflict";
            case Refusal.OverlapsOwnReservation it -> "conflict";
            case Refusal.SlotsOverlap it -> "conflict";
            case Refusal.IdempotencyKeyReused it -> "key reused " + it.reservationId();
            case Refusal.ReservationUnknown it -> "unknown";
            case Refusal.HoldLapsed it -> "lapsed";
            case Refusal.WrongState it -> "wrong state " + it.state();
            case Refusal.CancellationClosed it -> "cancellation closed";
            case Outcome.ClosureStands it ->
                (it.closure().state() == Closure.State.LIFTED
                                ? "lifted "
                                : it.existed() ? "closed again " : "closed as ")
                        + it.closure().no();
            case Refusal.VenueUnknown it -> "venue unknown " + it.venueNo();
            case Refusal.ClosureUnknown it -> "closure unknown";
            case Refusal.ClosuresExceeded it -> throw new AssertionError(it);
            case Refusal.ClosureOfMachine it -> throw new AssertionError(it);
            case Outcome.EquipmentStands it -> throw new AssertionError(it);
            case FitnessOutcome it -> throw new AssertionError(it);
            case DrawOutcome.DrawsFound it -> "draws " + it.draws();
            case DrawOutcome it -> throw new AssertionError(it);
            case CompanionOutcome.InvitationsFound it ->
                "invited "
                        + it.invitations().stream()
                                .map(one -> one.state() + " " + one.member())
                                .toList()
                        + " of " + it.limit() + " " + it.terms() + (it.had() ? "" : ", over");
            case CompanionOutcome.CompanionshipStands it -> {
                Companionship stands = it.companionship();
                yield "companion " + stands.reservation().id() + "/"
                        + stands.invitation().number() + " "
                        + stands.invitation().state();
            }
            case OrderOutcome it -> OrderText.of(it);
            case CompanionOutcome.CompanionshipsFound it ->
                "comes along "
                        + it.companionships().stream()
                                .map(one -> one.reservation().id() + "/"
                                        + one.invitation().number())
                                .toList();
            case Refusal.InvitationUnknown it -> "invitation unknown";
            case Refusal.InvitationsExhausted it -> "invitations exhausted " + it.limit() + " " + it.current();
            case Refusal.InvitationOwn it -> "invitation own";
            case Refusal.CompanionBusy it -> "companion busy";
            case Refusal.InvitationTaken it -> "invitation taken";
            case Refusal.InvitationWithdrawn it -> "invitation withdrawn";
            case Refusal.InvitationClosed it -> "invitation closed " + it.closedAtMs();
            case Refusal.CompanionChangesExhausted it -> "changes exhausted " + it.limit();
            case Refusal.CompanionshipUnknown it -> "no companion";
            case Refusal.HolderFirst it -> throw new AssertionError(it);
            case Refusal.DrawClosed it -> "draw closed " + it.closedAtMs();
            case Refusal.DrawFull it -> throw new AssertionError(it);
            case Refusal.DrawAlone it -> "draw alone " + it.slotIndex();
            case Refusal.DrawUnknown it -> "draw unknown";
            case Refusal.DrawPartUnfit it -> throw new AssertionError(it);
            case Refusal.WorkoutNone it -> throw new AssertionError(it);
            case Refusal.MemberElsewhere it -> throw new AssertionError(it);
            case Refusal.WorkoutOverlapsOwn it -> throw new AssertionError(it);
            case Outcome.CapacityPreviewed it -> of(it.stands());
            case Outcome.CapacityStands it ->
                "capacity " + it.capacity()
                        + (it.affected().isEmpty()
                                ? ""
                                : ", takes from "
                                        + it.affected().stream()
                                                .map(Reservation::id)
                                                .toList());
            case Refusal.SlotExclusive it -> "exclusive";
            case Refusal.TooManyAffected it -> throw new AssertionError(it);
            case Outcome.ClosurePreviewed it ->
                (it.losingDates() == 0 ? "would" : "would take dates, and")
                        + " leave without a place "
                        + it.oldest().stream().map(Reservation::id).toList() + " "
                        + it.oldestLosingDates().stream().map(Reservation::id).toList();
            case Outcome.ClosuresFound it -> throw new AssertionError(it);
            case Outcome.AtVenues it ->
                it.count() + " are there: "
                        + it.oldest().stream().map(Reservation::id).toList();
            case Outcome.Page it -> throw new AssertionError(it);
            case Outcome.StationDay it -> throw new AssertionError(it);
            case Outcome.OccupancyCounted it -> throw new AssertionError(it);
            case Outcome.GateReceipt it -> throw new AssertionError(it);
            case Outcome.Admission it ->
                it.code() == AdmissionCode.TOO_EARLY
                        ? "admission TOO_EARLY " + it.opensAtMs()
                        : "admission " + it.code() + " " + it.insideSinceMs() + " " + it.inside();
            case Refusal.GateGapsExceeded it -> throw new AssertionError(it);
            case Refusal.GateBootsExceeded it -> throw new AssertionError(it);
            case Refusal.Overloaded it -> throw new AssertionError(it);
            case Refusal.RegionStopped it -> throw new AssertionError(it);
        };
    }
}
