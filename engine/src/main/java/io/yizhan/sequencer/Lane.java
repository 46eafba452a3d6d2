package io.yizhan.sequencer;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.CompanionCommand;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.VenueCommand;
import org.jctools.queues.MpscArrayQueue;

/** Who goes first when there is too much to do (ARCHITECTURE.md): gates before bookings, bookings before bundles of them, and those
 * before reads. */
enum Lane {
    GATES(0),
    BOOKINGS(1),
    /** Whoever asks for one place is not to wait for who asks for a thousand. */
    BUNDLES(2),
    READS(3);

    static final int COUNT = 4;

    /** 0 goes first. */
    final int rank;

    Lane(int rank) {
        this.rank = rank;
    }

    static Lane of(Submission submission) {
        return submission instanceof Bundle ? BUNDLES : of(submission.command);
    }

    static Lane of(Command command) {
        return switch (command) {
            case GateCommand.RecordGateEvents it -> GATES;
            case GateCommand.Admit it -> GATES;
            case GateCommand.AdmitWalkIn it -> GATES;
            case Command.PlaceReservation it -> BOOKINGS;
            case Command.EnterDraw it -> BOOKINGS;
            case Command.ConfirmReservation it -> BOOKINGS;
            case Command.CancelReservation it -> BOOKINGS;
            case VenueCommand.DefineVenue it -> BOOKINGS;
            case VenueCommand.WithdrawVenue it -> BOOKINGS;
            case VenueCommand.TellSlotsAgain it -> BOOKINGS;
            case VenueCommand.OpenSlots it -> BOOKINGS;
            case VenueCommand.RetireSlots it -> BOOKINGS;
            case ClosureCommand.CloseVenues it -> BOOKINGS;
            case ClosureCommand.LiftClosure it -> BOOKINGS;
            case Command.ChangeCapacity it -> BOOKINGS;
            case Command.CheckIn it -> unlessPreview(it.preview());
            case Command.CancelAtDesk it -> unlessPreview(it.preview());
            case Command.ForgiveStrike it -> unlessPreview(it.preview());
            case Command.EraseMember it -> unlessPreview(it.preview());
            case SettleMachineVenues it -> BOOKINGS;
            case Command.MarkEquipment it -> unlessPreview(it.preview());
            case Command.ByOperator<?> it -> of(it.change());
            case GateCommand.CountByEye it -> unlessPreview(it.preview());
            case GateCommand.ResetOccupancy it -> BOOKINGS;
            case FitnessCommand.RecordWorkout it -> BOOKINGS;
            case FitnessCommand.ClaimWorkout it -> BOOKINGS;
            case FitnessCommand.RecordBodyCheck it -> unlessPreview(it.preview());
            case Command.NoteCatalogue it -> BOOKINGS;
            case Command.EndSessions it -> BOOKINGS;
            case Command.NoteWebhook it -> BOOKINGS;
            case DrawCommand.RevealDraw it -> BOOKINGS;
            case DrawCommand.GivePart it -> unlessPreview(it.preview());
            case DrawCommand.OpenWindow it -> unlessPreview(it.preview());
            case CompanionCommand.Invite it -> BOOKINGS;
            case CompanionCommand.Withdraw it -> BOOKINGS;
            case CompanionCommand.Accept it -> BOOKINGS;
            case CompanionCommand.Leave it -> BOOKINGS;
            case OrderCommand.HoldOrder it -> BOOKINGS;
            case OrderCommand.BookOrder it -> BOOKINGS;
            case OrderCommand.ReleaseOrder it -> BOOKINGS;
            case OrderCommand.CancelOrderItems it -> BOOKINGS;
            case OrderCommand.EraseOrder it -> BOOKINGS;
            case OrderCommand.RehearseOrder it -> BOOKINGS;
            case OrderCommand.GiveNotice it -> unlessPreview(it.preview());
            case OrderCommand.FindOrder it -> READS;
            case CompanionCommand.ListInvitations it -> READS;
            case CompanionCommand.FindInvitation it -> READS;
            case CompanionCommand.ListCompanionships it -> READS;
            case CompanionCommand.FindCompanionship it -> READS;
            case DrawCommand.FindDraw it -> READS;
            case DrawCommand.ListDraws it -> READS;
            case DrawCommand.ListEntries it -> READS;
            case Command.PreviewReservation it -> READS;
            case Command.FindStanding it -> READS;
            case Command.FindReservation it -> READS;
            case Command.ListReservations it -> READS;
            case Command.ListStationDay it -> READS;
            case ClosureCommand.ListClosures it -> READS;
            case ClosureCommand.PreviewClosure it -> READS;
            case ClosureCommand.FindAtVenues it -> READS;
            case Command.PreviewCapacity it -> READS;
            case ClosureCommand.PreviewLift it -> READS;
        };
    }

    private static Lane unlessPreview(boolean preview) {
        return preview ? READS : BOOKINGS;
    }

    long waitMaxNs(Limits limits) {
        return 1_000_000L
                * switch (this) {
                    case GATES -> limits.gateWaitMaxMs();
                    case BOOKINGS, BUNDLES -> limits.bookingWaitMaxMs();
                    case READS -> limits.readWaitMaxMs();
                };
    }

    /** Bounded; many threads put, the writer takes. */
    static MpscArrayQueue<Submission> queue(Limits limits) {
        return new MpscArrayQueue<>(limits.queueMax());
    }
}
