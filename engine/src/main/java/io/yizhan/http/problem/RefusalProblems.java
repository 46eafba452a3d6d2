package io.yizhan.http.problem;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.json.Rfc3339;
import io.yizhan.http.region.Alternatives;
import io.yizhan.http.region.DirectoryIndex;
import java.time.LocalDate;
import java.util.Arrays;

/** How the core's refusals look to a client. */
public final class RefusalProblems {
    private static final int STOPPED_RETRY_MS = 5_000;
    private static final long[] NO_SLOTS = {};

    private RefusalProblems() {}

    /** @param index of the catalogue that the request saw */
    public static Problem of(Command command, Refusal refusal, DirectoryIndex index, Feed feed, long nowMs) {
        return switch (command) {
            case Command.PlaceReservation it -> of(index, feed, nowMs, refusal, it.slots(), it.party());
            case Command.EnterDraw it -> of(it.booking(), refusal, index, feed, nowMs);
            case Command.PreviewReservation it -> of(index, feed, nowMs, refusal, it.slots(), it.party());
            case Command.PreviewCapacity it -> of(index, feed, nowMs, refusal, slots(it.change()), 1);
            case Command.Change<?> it -> of(index, feed, nowMs, refusal, slots(it), 1);
            case Command.ByOperator<?> it -> of(it.change(), refusal, index, feed, nowMs);
            default -> of(index, feed, nowMs, refusal, NO_SLOTS, 1);
        };
    }

    /** The same of one item of an order, whatever else was asked for with it. */
    public static Problem ofItem(long slot, Refusal refusal, DirectoryIndex index, Feed feed, long nowMs) {
        long[] wherever = new long[OrderCommand.ITEMS_MAX];
        Arrays.fill(wherever, slot);
        return of(index, feed, nowMs, refusal, wherever, 1);
    }

    /** Keys of the slots that an operator's change names. */
    private static long[] slots(Command.Change<?> change) {
        return switch (change) {
            case Command.ChangeCapacity it -> new long[] {it.slotKey()};
            case ClosureCommand.CloseVenues it -> NO_SLOTS;
            case ClosureCommand.LiftClosure it -> NO_SLOTS;
            case Command.CheckIn it -> NO_SLOTS;
            case Command.CancelAtDesk it -> NO_SLOTS;
            case Command.ForgiveStrike it -> NO_SLOTS;
            case Command.MarkEquipment it -> NO_SLOTS;
            case Command.NoteCatalogue it -> NO_SLOTS;
            case Command.EndSessions it -> NO_SLOTS;
            case Command.NoteWebhook it -> NO_SLOTS;
            case GateCommand.CountByEye it -> NO_SLOTS;
            case Command.FitnessChange<?> it -> NO_SLOTS;
            case Command.OrderChange<?> it -> NO_SLOTS;
            case Command.DrawChange<?> it -> NO_SLOTS;
        };
    }

    /** @param slots keys as in the command, which the refusal may count in */
    private static Problem of(DirectoryIndex index, Feed feed, long nowMs, Refusal refusal, long[] slots, int party) {
        return switch (refusal) {
            case Refusal.SlotUnknown it -> slotUnknown(index, slots[it.slotIndex()], nowMs);
            case Refusal.SlotPast it -> slot(ProblemCode.SLOT_PAST, name(index, slots[it.slotIndex()]));
            case Refusal.SlotClosed it -> closed(name(index, slots[it.slotIndex()]), it.reason());
            case Refusal.SlotNotReleased it -> notReleased(index, slots[it.slotIndex()], it.releasesAtMs());
            case Refusal.BookingClosed it -> bookingClosed(index, slots[it.slotIndex()], it.closedAtMs());
            case Refusal.NotEligible it -> notEligible(index, slots[it.slotIndex()], it);
            case Refusal.SlotFull it -> full(index, feed, nowMs, slots[it.slotIndex()], it, party);
            case Refusal.WaitlistNotOffered it ->
                slot(ProblemCode.WAITLIST_NOT_OFFERED, name(index, slots[it.slotIndex()]));
            case Refusal.WaitlistOfSeveral it -> Problem.of(ProblemCode.WAITLIST_OF_SEVERAL);
            case Refusal.WaitlistClosed it -> waitlistClosed(index, slots[it.slotIndex()], it.closedAtMs());
            case Refusal.WaitlistFull it -> waitlistFull(name(index, slots[it.slotIndex()]), it.limit());
            case Refusal.OfferLapsed it -> atTime(index, ProblemCode.OFFER_EXPIRED, "expiredAt", it.expiredAtMs());
            case Refusal.SeveralStations it -> Problem.of(ProblemCode.SEVERAL_STATIONS);
            case Refusal.PartyUnfit it -> partyUnfit(name(index, slots[it.slotIndex()]), it);
            case Refusal.CourseWhole it -> courseWhole(index, slots[it.slotIndex()], it.course());
            case Refusal.QuotaExceeded it -> quota(index, it);
            case Refusal.AlreadyReserved it ->
                own(ProblemCode.ALREADY_RESERVED, name(index, slots[it.slotIndex()]), it.reservationId());
            case Refusal.OverlapsOwnReservation it ->
                own(ProblemCode.OVERLAPS_OWN_RESERVATION, name(index, slots[it.slotIndex()]), it.reservationId());
            case Refusal.SlotsOverlap it ->
                overlap(name(index, slots[it.slotIndex()]), name(index, slots[it.otherSlotIndex()]));
            case Refusal.IdempotencyKeyReused it -> Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
            case Refusal.ReservationUnknown it -> Problem.of(ProblemCode.RESERVATION_UNKNOWN);
            case Refusal.HoldLapsed it -> atTime(index, ProblemCode.HOLD_EXPIRED, "expiredAt", it.expiredAtMs());
            case Refusal.WrongState it ->
                Problem.ofRule(
                        ProblemCode.WRONG_STATE,
                        it.state().name(),
                        json -> json.field("state", it.state().name()),
                        it.state().name());
            case Refusal.CancellationClosed it ->
                atTime(index, ProblemCode.CANCELLATION_CLOSED, "closedAt", it.closedAtMs());
            case Refusal.MemberSuspended it -> atTime(index, ProblemCode.MEMBER_SUSPENDED, "until", it.untilMs());
            case Refusal.CheckInNotOpen it -> atTime(index, ProblemCode.CHECK_IN_NOT_OPEN, "opensAt", it.opensAtMs());
            case Refusal.CheckInClosed it -> atTime(index, ProblemCode.CHECK_IN_CLOSED, "closedAt", it.closedAtMs());
            case Refusal.StrikeUnknown it -> Problem.of(ProblemCode.STRIKE_UNKNOWN);
            case Refusal.GateGapsExceeded it ->
                Problem.of(
                        ProblemCode.GATE_GAPS_EXCEEDED,
                        json -> json.field("limit", it.limit())
                                .field("through", it.through())
                                .ranges("missing", it.missing()),
                        Integer.toString(it.limit()));
            case Refusal.GateBootsExceeded it ->
                Problem.of(
                        ProblemCode.GATE_BOOTS_EXCEEDED,
                        json -> json.field("limit", it.limit()).time("freesAt", it.freesAtMs()),
                        Integer.toString(it.limit()),
                        time(index, it.freesAtMs()));
            case Refusal.VenueUnknown it -> Problem.venueUnknown(String.valueOf(index.directory.venueId(it.venueNo())));
            case Refusal.ClosureUnknown it -> Problem.of(ProblemCode.CLOSURE_UNKNOWN);
            case Refusal.ClosuresExceeded it ->
                Problem.of(
                        ProblemCode.CLOSURES_EXCEEDED,
                        json -> json.field("limit", it.limit()),
                        Integer.toString(it.limit()));
            case Refusal.ClosureOfMachine it ->
                Problem.of(ProblemCode.CLOSURE_OF_MACHINE, json -> json.field("machine", it.machine()), it.machine());
            case Refusal.SlotExclusive it -> slot(ProblemCode.CAPACITY_FIXED, name(index, slots[it.slotIndex()]));
            case Refusal.TooManyAffected it -> tooManyAffected(name(index, slots[it.slotIndex()]), it);
            case Refusal.WorkoutNone it -> {
                long minutes = it.withinMs() / 60_000;
                yield Problem.of(
                        ProblemCode.WORKOUT_NONE, json -> json.field("withinMin", minutes), Long.toString(minutes));
            }
            case Refusal.MemberElsewhere it -> elsewhere(String.valueOf(index.directory.stationId(it.stationNo())));
            case Refusal.WorkoutOverlapsOwn it ->
                Problem.of(ProblemCode.WORKOUT_OVERLAPS_OWN, json -> json.field("workoutId", "w-" + it.workoutNo()));
            case Refusal.DrawClosed it -> drawClosed(index, slots[it.slotIndex()], it.closedAtMs());
            case Refusal.DrawFull it -> drawFull(name(index, slots[it.slotIndex()]), it.limit());
            case Refusal.DrawAlone it -> slot(ProblemCode.DRAW_ALONE, name(index, slots[it.slotIndex()]));
            case Refusal.DrawUnknown it -> Problem.of(ProblemCode.DRAW_UNKNOWN);
            case Refusal.DrawPartUnfit it -> {
                String why = it.why().name();
                yield Problem.ofRule(ProblemCode.DRAW_PART_UNFIT, why, json -> json.field("rule", why));
            }
            case Refusal.InvitationUnknown it -> Problem.of(ProblemCode.INVITATION_UNKNOWN);
            case Refusal.InvitationsExhausted it ->
                Problem.of(
                        ProblemCode.INVITATIONS_EXHAUSTED,
                        json -> json.field("limit", it.limit()).field("current", it.current()),
                        Integer.toString(it.limit()),
                        Integer.toString(it.current()));
            case Refusal.InvitationOwn it -> Problem.of(ProblemCode.INVITATION_OWN);
            case Refusal.CompanionBusy it ->
                own(
                        it.same() ? ProblemCode.ALREADY_RESERVED : ProblemCode.OVERLAPS_OWN_RESERVATION,
                        name(index, it.slotKey()),
                        it.reservationId());
            case Refusal.InvitationTaken it -> Problem.of(ProblemCode.INVITATION_TAKEN);
            case Refusal.InvitationWithdrawn it -> Problem.of(ProblemCode.INVITATION_WITHDRAWN);
            case Refusal.InvitationClosed it ->
                atTime(index, ProblemCode.INVITATION_CLOSED, "closedAt", it.closedAtMs());
            case Refusal.CompanionChangesExhausted it ->
                Problem.of(
                        ProblemCode.COMPANION_CHANGES_EXHAUSTED,
                        json -> json.field("limit", it.limit()),
                        Integer.toString(it.limit()));
            case Refusal.CompanionshipUnknown it -> Problem.of(ProblemCode.COMPANIONSHIP_UNKNOWN);
            case Refusal.NoOrder it -> Problem.of(ProblemCode.NO_ORDER);
            case Refusal.HolderFirst it -> Problem.of(ProblemCode.HOLDER_FIRST);
            case Refusal.Overloaded it -> Problem.retry(ProblemCode.OVERLOADED, it.retryAfterMs());
            case Refusal.RegionStopped it -> Problem.retry(ProblemCode.REGION_STOPPED, STOPPED_RETRY_MS);
        };
    }

    private static Problem elsewhere(String station) {
        return Problem.of(ProblemCode.MEMBER_ELSEWHERE, json -> json.field("station", station), station);
    }

    /** That says a moment, by this name. */
    private static Problem atTime(DirectoryIndex index, ProblemCode code, String name, long atMs) {
        return Problem.of(code, json -> json.time(name, atMs), time(index, atMs));
    }

    private static Problem slotUnknown(DirectoryIndex index, long slot, long nowMs) {
        String name = name(index, slot);
        LocalDate announcedOn = index.horizon.announcedOn(slot, nowMs);
        if (announcedOn == null) return Problem.slotUnknown(name);
        return Problem.ofRule(
                ProblemCode.SLOT_UNKNOWN,
                "later",
                json -> json.field("slot", name).field("announcedOn", announcedOn.toString()),
                name,
                announcedOn.toString());
    }

    private static Problem slot(ProblemCode code, String slot) {
        return Problem.of(code, json -> json.field("slot", slot), slot);
    }

    private static Problem closed(String slot, String reason) {
        if (reason.isEmpty()) return slot(ProblemCode.SLOT_CLOSED, slot);
        return Problem.ofRule(
                ProblemCode.SLOT_CLOSED,
                "closure",
                json -> json.field("slot", slot).field("reason", reason),
                slot,
                reason);
    }

    private static Problem notReleased(DirectoryIndex index, long slot, long releasesAtMs) {
        String name = name(index, slot);
        return Problem.of(
                ProblemCode.SLOT_NOT_RELEASED,
                json -> json.field("slot", name).time("releasesAt", releasesAtMs),
                name,
                time(index, releasesAtMs));
    }

    private static Problem bookingClosed(DirectoryIndex index, long slot, long closedAtMs) {
        String name = name(index, slot);
        return Problem.ofRule(
                ProblemCode.SLOT_CLOSED,
                "cutoff",
                json -> json.field("slot", name).time("closedAt", closedAtMs),
                name,
                time(index, closedAtMs));
    }

    private static Problem notEligible(DirectoryIndex index, long slot, Refusal.NotEligible it) {
        String name = name(index, slot);
        boolean ever = it.eligibleAtMs() != Refusal.NEVER;
        return Problem.ofRule(
                ProblemCode.NOT_ELIGIBLE,
                it.rule().name() + (ever ? "" : ".never"),
                json -> {
                    json.field("slot", name).field("rule", it.rule().name());
                    if (ever) json.time("eligibleAt", it.eligibleAtMs());
                },
                name,
                ever ? time(index, it.eligibleAtMs()) : "");
    }

    private static Problem full(
            DirectoryIndex index, Feed feed, long nowMs, long slot, Refusal.SlotFull it, int party) {
        String name = index.slotIds.format(slot);
        long[] others = Alternatives.to(slot, party, index, feed, nowMs);
        return Problem.of(
                ProblemCode.SLOT_FULL,
                json -> {
                    json.field("slot", name).field("remaining", it.remaining()).field("waitlist", it.waiting());
                    json.array("alternatives");
                    for (long other : others) json.value(index.slotIds.format(other));
                    json.endArray();
                },
                name,
                Integer.toString(it.remaining()));
    }

    private static Problem waitlistClosed(DirectoryIndex index, long slot, long closedAtMs) {
        String name = name(index, slot);
        return Problem.of(
                ProblemCode.WAITLIST_CLOSED,
                json -> json.field("slot", name).time("closedAt", closedAtMs),
                name,
                time(index, closedAtMs));
    }

    private static Problem drawClosed(DirectoryIndex index, long slot, long closedAtMs) {
        String name = name(index, slot);
        return Problem.of(
                ProblemCode.DRAW_CLOSED,
                json -> json.field("slot", name).time("closedAt", closedAtMs),
                name,
                time(index, closedAtMs));
    }

    private static Problem drawFull(String slot, int limit) {
        return Problem.of(
                ProblemCode.DRAW_FULL,
                json -> json.field("slot", slot).field("limit", limit),
                slot,
                Integer.toString(limit));
    }

    private static Problem waitlistFull(String slot, int limit) {
        return Problem.of(
                ProblemCode.WAITLIST_FULL,
                json -> json.field("slot", slot).field("limit", limit),
                slot,
                Integer.toString(limit));
    }

    private static Problem partyUnfit(String slot, Refusal.PartyUnfit it) {
        return Problem.ofRule(
                ProblemCode.PARTY_UNFIT,
                it.min() == it.max() ? "exactly" : "range",
                json -> json.field("slot", slot).field("partyMin", it.min()).field("partyMax", it.max()),
                slot,
                Integer.toString(it.min()),
                Integer.toString(it.max()));
    }

    private static Problem courseWhole(DirectoryIndex index, long slot, long[] course) {
        String name = name(index, slot);
        return Problem.of(
                ProblemCode.COURSE_WHOLE,
                json -> {
                    json.field("slot", name).array("course");
                    for (long date : course) json.value(name(index, date));
                    json.endArray();
                },
                name,
                Integer.toString(course.length));
    }

    private static Problem quota(DirectoryIndex index, Refusal.QuotaExceeded it) {
        return Problem.ofRule(
                ProblemCode.QUOTA_EXCEEDED,
                it.rule().name(),
                json -> {
                    json.field("rule", it.rule().name())
                            .field("limit", it.limit())
                            .field("current", it.current());
                    if (it.freesAtMs() != Refusal.NEVER) json.time("freesAt", it.freesAtMs());
                },
                Integer.toString(it.limit()),
                Integer.toString(it.current()),
                it.freesAtMs() == Refusal.NEVER ? "" : time(index, it.freesAtMs()));
    }

    private static Problem tooManyAffected(String slot, Refusal.TooManyAffected it) {
        return Problem.of(
                ProblemCode.TOO_MANY_AFFECTED,
                json -> json.field("slot", slot)
                        .field("affected", it.affected())
                        .field("limit", it.limit()),
                slot,
                Integer.toString(it.affected()),
                Integer.toString(it.limit()));
    }

    private static Problem own(ProblemCode code, String slot, long reservationId) {
        String id = ReservationIds.format(reservationId);
        return Problem.of(code, json -> json.field("slot", slot).field("reservationId", id), slot, id);
    }

    /** The same rule as for a reservation that the member has, so the same code. */
    private static Problem overlap(String slot, String other) {
        return Problem.of(
                ProblemCode.OVERLAPS_OWN_RESERVATION,
                json -> json.field("slot", slot).field("otherSlot", other),
                slot,
                other);
    }

    private static String name(DirectoryIndex index, long slot) {
        return index.slotIds.format(slot);
    }

    private static String time(DirectoryIndex index, long atMs) {
        return Rfc3339.format(atMs, index.directory.city().zone());
    }
}
