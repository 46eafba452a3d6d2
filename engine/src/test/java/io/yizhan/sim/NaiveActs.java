package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawPart;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.SlotKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is said of operators, for {@link NaiveBooks}: of each change one act, in the same command, and none without. */
final class NaiveActs {
    private static final String PROMISE = "what an operator changes is in the audit, once, with who and why";

    private final NaiveBooks books;
    /** What operators did, by the number of its event. */
    final Map<Long, Event.OperatorActed> bySeq = new TreeMap<>();

    /** The latest catalogue that one tells of. */
    long catalogueSaid;

    private long seq;
    /** What an operator has changed by the present command, as far as that is seen from its events. */
    private @Nullable OperatorAct owed;

    private long target;
    /** Of which order an item is to be named. */
    private @Nullable OrderKey noticed;

    private Event.@Nullable EquipmentMarked marked;
    private Event.@Nullable BodyChecked checked;
    private String before = "";
    private String after = "";

    NaiveActs(NaiveBooks books) {
        this.books = books;
    }

    /** As the simulation's operators ask. */
    static Command by(Command command) {
        return command instanceof Command.Change<?> change
                ? new Command.ByOperator<>("o" + reason(change).length(), change, reason(change))
                : command;
    }

    private static String reason(Command.Change<?> change) {
        return switch (change) {
            case ClosureCommand.CloseVenues it -> it.reason();
            case Command.ChangeCapacity it -> it.reason();
            case Command.CancelAtDesk it -> it.reason();
            case Command.ForgiveStrike it -> it.reason();
            case Command.MarkEquipment it -> it.reason();
            case Command.CheckIn it -> "";
            case ClosureCommand.LiftClosure it -> "";
            case Command.NoteCatalogue it -> "";
            case Command.EndSessions it -> "";
            case Command.NoteWebhook it -> "";
            case GateCommand.CountByEye it -> "e";
            case FitnessCommand.RecordBodyCheck it -> "b";
            case OrderCommand.GiveNotice it -> "";
            case DrawCommand.GivePart it -> "" + it.part();
            case DrawCommand.OpenWindow it -> "w";
        };
    }

    /** Before the books have it. */
    void happens(Event event, boolean continues) {
        seq++;
        if (!continues) unless(owed == null, PROMISE, owed + " " + target + " before " + event);
        switch (event) {
            case Event.ClosureBegan it
            when !books.activities.calls(it) && it.machine().isEmpty() ->
                owe(OperatorAct.CLOSE_VENUES, it.closureNo(), "", it.cancels() ? "CANCELLING" : "CLOSED");
            case Event.ClosureLifted it -> {
                NaiveClosures.One closure = books.closures.ever.get(it.closureNo());
                if (closure == null || closure.began.machine().isEmpty())
                    owe(
                            OperatorAct.LIFT_CLOSURE,
                            it.closureNo(),
                            closure == null ? "" : closure.state.name(),
                            "LIFTED");
            }
            case Event.SlotCapacityChanged it ->
                owe(
                        OperatorAct.CHANGE_CAPACITY,
                        it.slotKey(),
                        "" + books.slot(it.slotKey(), it).capacity,
                        "" + it.capacity());
            case Event.CheckedIn it -> owe(OperatorAct.CHECK_IN, it.reservationId(), "CONFIRMED", "CHECKED_IN");
            case Event.StrikeForgiven it -> owe(OperatorAct.FORGIVE_STRIKE, it.reservationId(), "STRIKE", "FORGIVEN");
            case Event.VisitsRecorded it -> {
                // A gate has checked them in, or forgiven: nobody has acted.
                boolean byGate = owed == OperatorAct.CHECK_IN || owed == OperatorAct.FORGIVE_STRIKE;
                if (byGate && target == it.reservationId()) owed = null;
            }
            case Event.ReservationCancelled it -> {
                // Or for fewer places: then those are said last.
                NaiveBooks.Booking booking = books.bookings.get(it.reservationId());
                if (!it.reason().isEmpty() && booking != null)
                    owe(OperatorAct.CANCEL_RESERVATION, it.reservationId(), booking.state.name(), "CANCELLED");
            }
            case Event.OccupancyCorrected it
            when it.by() == Event.OccupancyCorrected.By.EYE ->
                owe(
                        OperatorAct.COUNT_OCCUPANCY,
                        it.stationNo(),
                        "" + Math.max(0, books.people.balance(it.stationNo())),
                        "" + it.inside());
            case Event.BodyChecked it -> {
                checked = it;
                owe(OperatorAct.RECORD_BODY_CHECK, 0, "", it.check().amounts().isEmpty() ? "REMOVED" : "RECORDED");
            }
            case Event.EquipmentMarked it -> {
                marked = it;
                owe(
                        OperatorAct.MARK_EQUIPMENT,
                        0,
                        books.marks.containsKey(it.machine()) ? "OUT_OF_ORDER" : "IN_ORDER",
                        it.outOfOrder() ? "OUT_OF_ORDER" : "IN_ORDER");
            }
            case Event.OrderNoticed it -> {
                noticed = it.key();
                owe(OperatorAct.GIVE_CUSTOMER_NOTICE, 0, books.orders.notice(it.key()), it.notice());
            }
            case Event.DrawPartGiven it
            when it.part() != DrawPart.FIRST_SECRET -> owe(OperatorAct.GIVE_DRAW_PART, it.slotKey(), "", it.value());
            case Event.DrawAnnounced it
            when it.terms().round() > 1 ->
                owe(
                        OperatorAct.OPEN_DRAW_WINDOW,
                        it.slotKey(),
                        "" + (it.terms().round() - 1),
                        "" + it.terms().round());
            default -> {}
        }
    }

    private void owe(OperatorAct act, long what, String was, String is) {
        owed = act;
        target = what;
        before = was;
        after = is;
    }

    void apply(Event.OperatorActed it) {
        if (it.act() == OperatorAct.REPLACE_CATALOGUE) {
            unless(it.target() > catalogueSaid, "a catalogue that was told of is not told of again", it);
            catalogueSaid = it.target();
            owe(it.act(), it.target(), "" + (it.target() - 1), "" + it.target());
        }
        if (owed == OperatorAct.GIVE_CUSTOMER_NOTICE && noticed != null && books.orders.isItem(noticed, it.target()))
            target = it.target();
        unless(
                it.act() == owed
                        && it.target() == target
                        && it.before().equals(before)
                        && it.after().equals(after),
                PROMISE,
                it + ", but " + owed + " " + target + " from " + before + " to " + after);
        unless(it.actor().equals("o" + it.reason().length()), PROMISE, it);
        NaiveBooks.Booking booking =
                it.act().target() == OperatorAct.Target.RESERVATION ? books.bookings.get(target) : null;
        Event.EquipmentMarked machine = it.act() == OperatorAct.MARK_EQUIPMENT ? marked : null;
        Event.BodyChecked body = it.act() == OperatorAct.RECORD_BODY_CHECK ? checked : null;
        String about = body != null
                ? body.check().member()
                : machine != null ? machine.machine() : booking == null ? "" : booking.placed.member();
        unless(it.member().equals(about), PROMISE, it);
        List<Integer> stations = switch (it.act().target()) {
            case CLOSURE -> stations(books.closures.ever.get((int) target), it);
            case SLOT -> List.of(books.venue(target, it).stationNo());
            case RESERVATION -> booking == null ? List.of() : List.of(booking.placed.stationNo());
            case STATION -> List.of((int) target);
            case MEMBER -> body == null ? List.of() : List.of(body.check().stationNo());
            case CATALOGUE, WEBHOOK -> List.of();
            case MACHINE -> machine == null ? List.of() : List.of(machine.stationNo());
        };
        unless(IntStream.of(it.stations()).boxed().toList().equals(stations), PROMISE, it + " at " + stations);
        bySeq.put(seq, it);
        owed = null;
    }

    private List<Integer> stations(NaiveClosures.@Nullable One closure, Event cause) {
        if (closure == null) throw new Violation("events are about what there is", cause.toString());
        return closure.venues.stream()
                .map(no -> books.venue(SlotKey.of(no, 0), cause).stationNo())
                .distinct()
                .sorted()
                .toList();
    }
}
