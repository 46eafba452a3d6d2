package io.yizhan.core.audit;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.draw.Draw;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.equipment.MarkedEquipment;
import io.yizhan.core.gate.Crowds;
import io.yizhan.core.order.Order;
import io.yizhan.core.order.Orders;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.Arrays;

/**
 * What is said of an operator who has changed something. It says nothing that the books need, but for one thing: whoever asks what they have
 * become looks at the other events of the command. That a catalogue was replaced is said by no other event, and may be asked for again; so the
 * books know the last one that was said.
 */
public final class OperatorActs {
    /** What a strike is; a reservation without one has nothing to forgive. */
    static final String STRIKE = "STRIKE";

    static final String FORGIVEN = "FORGIVEN";

    static final String IN_ORDER = "IN_ORDER";
    static final String OUT_OF_ORDER = "OUT_OF_ORDER";
    /** What became of a check of somebody's body; what was measured is nobody else's matter. */
    static final String RECORDED = "RECORDED";

    static final String REMOVED = "REMOVED";
    private static final String NOBODY = "";
    /** Of the whole city: for admins. */
    private static final int[] NOWHERE = {};

    private static final String NOTHING = "";

    private final VenueTable venues;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Closures closures;
    private final Crowds crowds;
    private final MarkedEquipment equipment;
    private final Draws draws;
    private final Orders orders;
    /** The latest version of the catalogue that an act tells of; 0 for none. */
    private long catalogueSaid;

    public OperatorActs(
            VenueTable venues,
            SlotTable slots,
            ReservationTable table,
            MemberTable members,
            Closures closures,
            Crowds crowds,
            MarkedEquipment equipment,
            Draws draws,
            Orders orders) {
        this.orders = orders;
        this.draws = draws;
        this.venues = venues;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.closures = closures;
        this.crowds = crowds;
        this.equipment = equipment;
    }

    /** How that stands which the command is about: once before it, and once after it. "" where there is no such thing. */
    public String stands(Command.Change<?> change) {
        return switch (change) {
            // It has no number before it is made, and its outcome has it then.
            case ClosureCommand.CloseVenues it -> NOTHING;
            case ClosureCommand.LiftClosure it -> closure(it.closureNo());
            case Command.ChangeCapacity it -> capacity(slots.find(it.slotKey()));
            case Command.CheckIn it -> state(table.find(it.reservationId()));
            case Command.CancelAtDesk it -> state(table.find(it.reservationId()));
            case Command.ForgiveStrike it -> strike(table.find(it.reservationId()));
            case Command.MarkEquipment it -> equipment.of(it.machine()) == null ? IN_ORDER : OUT_OF_ORDER;
            case Command.NoteCatalogue it -> Long.toString(it.former());
            case Command.EndSessions it -> NOTHING;
            case Command.NoteWebhook it -> NOTHING;
            case GateCommand.CountByEye it -> inside(it);
            case Command.FitnessChange<?> it -> NOTHING;
            case OrderCommand.GiveNotice it -> notice(it.reservationId());
            case DrawCommand.GivePart it -> part(it);
            case DrawCommand.OpenWindow it -> round(it.slotKey());
        };
    }

    /** What is said of a draw; "" before it is. */
    private String part(DrawCommand.GivePart given) {
        Draw draw = draws.of(given.slotKey());
        return draw == null ? NOTHING : draw.part(given.part());
    }

    /** What the customer of the reservation's order is to be told. */
    private String notice(long reservationId) {
        Order order = orders.of(reservationId);
        return order == null ? NOTHING : order.notice();
    }

    private String round(long slotKey) {
        Draw draw = draws.of(slotKey);
        return draw == null ? NOTHING : Integer.toString(draw.terms().round());
    }

    private String inside(GateCommand.CountByEye count) {
        return Integer.toString(crowds.headcount(count.stationNo()).inside());
    }

    /** A closure that is over may be out of the books. */
    private String closure(int no) {
        Closure closure = closures.find(no);
        return (closure == null ? Closure.State.LIFTED : closure.state()).name();
    }

    private String capacity(int slot) {
        return slot < 0 ? NOTHING : Integer.toString(slots.capacity(slot));
    }

    private String state(int reservation) {
        return reservation < 0 ? NOTHING : table.state(reservation).name();
    }

    private String strike(int reservation) {
        if (reservation < 0) return NOTHING;
        return table.strike(reservation) ? STRIKE : FORGIVEN;
    }

    /**
     * The event that belongs to what the command has changed.
     *
     * @param before what {@link #stands} said then
     * @param outcome of the change, which was none that refuses
     */
    public OperatorActed of(Command.ByOperator<?> by, String before, Outcome outcome, long nowMs) {
        Command.Change<?> change = by.change();
        About about = about(change, outcome);
        String after = switch (change) {
            case ClosureCommand.CloseVenues it -> closure(outcome).state().name();
            case Command.NoteCatalogue it -> Long.toString(it.version());
            case Command.EndSessions it -> NOTHING;
            case Command.NoteWebhook it -> it.url();
            case GateCommand.CountByEye it -> stands(it);
            case ClosureCommand.LiftClosure it -> stands(it);
            case Command.ChangeCapacity it -> stands(it);
            case Command.CheckIn it -> stands(it);
            case Command.CancelAtDesk it -> stands(it);
            case Command.ForgiveStrike it -> stands(it);
            case Command.MarkEquipment it -> stands(it);
            case OrderCommand.GiveNotice it -> stands(it);
            case DrawCommand.GivePart it -> stands(it);
            case DrawCommand.OpenWindow it -> stands(it);
            case FitnessCommand.RecordBodyCheck it -> it.check().amounts().isEmpty() ? REMOVED : RECORDED;
        };
        return new OperatorActed(
                nowMs, by.actor(), about.act, about.stations, about.member, about.target, by.reason(), before, after);
    }

    /** Whether it is still to be said what this command alone says. */
    public boolean lacks(Command.Change<?> change) {
        return change instanceof Command.EndSessions
                || change instanceof Command.NoteWebhook
                || (change instanceof Command.NoteCatalogue note && note.version() > catalogueSaid);
    }

    public void apply(OperatorActed acted) {
        if (acted.act() == OperatorAct.REPLACE_CATALOGUE) catalogueSaid(acted.target());
    }

    /** See {@link io.yizhan.core.Books#catalogueSaid}. */
    public void catalogueSaid(long version) {
        catalogueSaid = Math.max(catalogueSaid, version);
    }

    public long catalogueSaid() {
        return catalogueSaid;
    }

    public long stateHash() {
        return Hash.of(catalogueSaid);
    }

    private record About(OperatorAct act, int[] stations, String member, long target) {}

    private About about(Command.Change<?> change, Outcome outcome) {
        return switch (change) {
            case ClosureCommand.CloseVenues it -> closure(OperatorAct.CLOSE_VENUES, closure(outcome));
            case ClosureCommand.LiftClosure it -> closure(OperatorAct.LIFT_CLOSURE, closure(outcome));
            case Command.ChangeCapacity it -> {
                int[] stations = stations(SlotKey.venueNo(it.slotKey()));
                yield new About(OperatorAct.CHANGE_CAPACITY, stations, NOBODY, it.slotKey());
            }
            case Command.CheckIn it -> reservation(OperatorAct.CHECK_IN, it.reservationId());
            case Command.CancelAtDesk it -> reservation(OperatorAct.CANCEL_RESERVATION, it.reservationId());
            case Command.ForgiveStrike it -> reservation(OperatorAct.FORGIVE_STRIKE, it.reservationId());
            case Command.MarkEquipment it ->
                new About(OperatorAct.MARK_EQUIPMENT, sorted(it.stationNo()), it.machine(), 0);
            case Command.NoteCatalogue it -> new About(OperatorAct.REPLACE_CATALOGUE, NOWHERE, NOBODY, it.version());
            case Command.EndSessions it -> new About(OperatorAct.END_SESSIONS, NOWHERE, it.member(), 0);
            case Command.NoteWebhook it -> new About(it.act(), NOWHERE, NOBODY, it.no());
            case GateCommand.CountByEye it ->
                new About(OperatorAct.COUNT_OCCUPANCY, sorted(it.stationNo()), NOBODY, it.stationNo());
            case OrderCommand.GiveNotice it -> reservation(OperatorAct.GIVE_CUSTOMER_NOTICE, it.reservationId());
            case DrawCommand.GivePart it -> draw(OperatorAct.GIVE_DRAW_PART, it.slotKey());
            case DrawCommand.OpenWindow it -> draw(OperatorAct.OPEN_DRAW_WINDOW, it.slotKey());
            case FitnessCommand.RecordBodyCheck it ->
                new About(
                        OperatorAct.RECORD_BODY_CHECK,
                        sorted(it.check().stationNo()),
                        it.check().member(),
                        0);
        };
    }

    private About closure(OperatorAct act, Closure closure) {
        return new About(act, stations(closure.venues()), NOBODY, closure.no());
    }

    private About draw(OperatorAct act, long slotKey) {
        return new About(act, stations(SlotKey.venueNo(slotKey)), NOBODY, slotKey);
    }

    private About reservation(OperatorAct act, long id) {
        int cell = table.find(id);
        if (cell < 0) throw new IllegalStateException("reservation " + id + " has left the books");
        return new About(act, sorted(table.stationNo(cell)), members.subjectOf(table.member(cell)), id);
    }

    private static Closure closure(Outcome outcome) {
        if (outcome instanceof Outcome.ClosureStands stands) return stands.closure();
        throw new IllegalStateException("a closure was changed, and the outcome is " + outcome);
    }

    private int[] stations(int... venueNos) {
        return sorted(Arrays.stream(venueNos).map(this::station).toArray());
    }

    private int station(int venueNo) {
        VenueTerms terms = venues.find(venueNo);
        return terms == null ? 0 : terms.stationNo();
    }

    private static int[] sorted(int... stations) {
        return Arrays.stream(stations).filter(no -> no != 0).distinct().sorted().toArray();
    }
}
