package io.yizhan.core.reservation;

import static io.yizhan.core.OrderOutcome.OrderBooked.ORDER_BOOKED;
import static io.yizhan.core.OrderOutcome.OrderErased.ORDER_ERASED;
import static io.yizhan.core.OrderOutcome.OrderUnknown.ORDER_UNKNOWN;

import io.yizhan.core.Claims;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.OrderOutcome.ItemUnknown;
import io.yizhan.core.OrderOutcome.OrderRefused;
import io.yizhan.core.OrderOutcome.OrderStands;
import io.yizhan.core.OrderOutcome.TooManyItems;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.ReservationState;
import io.yizhan.core.order.Order;
import io.yizhan.core.order.Orders;
import io.yizhan.core.rule.BookingRequest;
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
import io.yizhan.core.rule.YieldingHolds;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What booking partners ask about orders. Each item becomes a reservation of its own, by the rules that hold for everybody; the rules see the order
 * as a whole, so none counts it for less than its items one by one. What is said against an item is said beside those before it, so a partner
 * hears of each: of three places of a slot that has two, the third is one too many.
 */
public final class OrderCommands {
    private final Orders orders;
    private final BookingRules rules;
    private final CheckInBy checkInBy;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Reservations reservations;
    private final ReservationViews views;

    public OrderCommands(
            Orders orders,
            BookingRules rules,
            CheckInBy checkInBy,
            SlotTable slots,
            ReservationTable table,
            MemberTable members,
            Reservations reservations,
            ReservationViews views) {
        this.orders = orders;
        this.rules = rules;
        this.checkInBy = checkInBy;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.reservations = reservations;
        this.views = views;
    }

    public Outcome carryOut(Command.OfOrders<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case OrderCommand.HoldOrder it -> hold(it, nowMs, events);
            case OrderCommand.BookOrder it -> book(it, nowMs, events);
            case OrderCommand.ReleaseOrder it -> release(it, nowMs, events);
            case OrderCommand.CancelOrderItems it -> cancel(it, nowMs, events);
            case OrderCommand.FindOrder it -> {
                Order order = orders.find(it.key());
                yield order == null ? ORDER_UNKNOWN : stands(order, nowMs);
            }
            case OrderCommand.EraseOrder it -> erase(it, nowMs, events);
        };
    }

    private Outcome hold(OrderCommand.HoldOrder command, long nowMs, Consumer<Event> events) {
        Order former = orders.find(command.key());
        if (former != null && former.state() == OrderState.BOOKED) return ORDER_BOOKED;
        if (former != null && former.state() == OrderState.ERASED) return ORDER_ERASED;
        if (command.slots().length > OrderCommand.ITEMS_MAX) return new TooManyItems(OrderCommand.ITEMS_MAX);
        int[] inPlace = inPlace(former, command.member(), command.slots(), nowMs);
        if (former != null && former.reservations().length == inPlace.length && isWhole(inPlace))
            return stands(former, nowMs);
        Asked asked = new Asked(command.key(), command.member(), command.claims(), command.slots(), true);
        List<ItemRefusal> no = refusals(asked, holds(former), nowMs);
        if (!no.isEmpty()) return new OrderRefused(no);
        Arrays.fill(inPlace, ReservationTable.NONE);
        long[] items = place(asked, inPlace, nowMs, events);
        events.accept(new Event.OrderQuoted(nowMs, command.key(), command.member(), items));
        return stands(command.key(), nowMs);
    }

    private Outcome book(OrderCommand.BookOrder command, long nowMs, Consumer<Event> events) {
        Order former = orders.find(command.key());
        if (former != null && former.state() == OrderState.ERASED) return ORDER_ERASED;
        if (former != null && former.state() == OrderState.BOOKED)
            return former.isOf(command.digestHi(), command.digestLo()) ? stands(former, nowMs) : ORDER_BOOKED;
        if (command.slots().length > OrderCommand.ITEMS_MAX) return new TooManyItems(OrderCommand.ITEMS_MAX);
        int[] inPlace = inPlace(former, command.member(), command.slots(), nowMs);
        Asked asked = new Asked(command.key(), command.member(), command.claims(), command.slots(), false);
        long[] items;
        if (former != null && isWhole(inPlace)) {
            items = confirm(former, inPlace, nowMs, events);
        } else {
            List<ItemRefusal> no = refusals(asked, holds(former), nowMs);
            if (!no.isEmpty()) return new OrderRefused(no);
            items = place(asked, inPlace, nowMs, events);
        }
        events.accept(new Event.OrderBooked(
                nowMs,
                command.key(),
                command.member(),
                command.digestHi(),
                command.digestLo(),
                items,
                command.details()));
        return stands(command.key(), nowMs);
    }

    /** What is asked for. */
    private record Asked(OrderKey key, String member, Claims claims, long[] slots, boolean hold) {}

    /** Cells of the quote's holds, whoever they are of. */
    private IntArrayList holds(@Nullable Order former) {
        IntArrayList holds = new IntArrayList();
        if (former == null) return holds;
        for (long id : former.reservations()) {
            int cell = table.find(id);
            if (cell >= 0 && table.state(cell) == ReservationState.HELD) holds.addInt(cell);
        }
        return holds;
    }

    /** For each item the cell of a hold of the same slot and member that runs, each once; {@link ReservationTable#NONE} where there is none. */
    private int[] inPlace(@Nullable Order former, String member, long[] wanted, long nowMs) {
        int[] inPlace = new int[wanted.length];
        IntArrayList holds = holds(former);
        for (int i = 0; i < wanted.length; i++) {
            inPlace[i] = ReservationTable.NONE;
            for (int h = 0; h < holds.size() && inPlace[i] < 0; h++) {
                int cell = holds.getInt(h);
                if (cell < 0 || table.slot(cell, 0) != wanted[i] || nowMs >= table.holdExpiresAtMs(cell)) continue;
                if (!members.subjectOf(table.member(cell)).equals(member)) continue;
                inPlace[i] = cell;
                holds.setInt(h, ReservationTable.NONE);
            }
        }
        return inPlace;
    }

    private static boolean isWhole(int[] inPlace) {
        for (int cell : inPlace) if (cell < 0) return false;
        return true;
    }

    /** Each item is judged beside those before it against which nothing speaks; where that is nothing at all, the last look was at all of them. */
    private List<ItemRefusal> refusals(Asked asked, IntArrayList former, long nowMs) {
        List<ItemRefusal> refusals = new ArrayList<>();
        long[] beside = new long[0];
        for (int i = 0; i < asked.slots().length; i++) {
            long slot = asked.slots()[i];
            long[] wanted = Arrays.copyOf(beside, beside.length + 1);
            wanted[beside.length] = slot;
            Refusal no = rules.refusalOfOrder(asked.member(), asked.claims(), wanted, asked.hold(), former, nowMs);
            if (no == null) beside = wanted;
            else if (no instanceof Refusal.SlotFull full)
                refusals.add(new ItemRefusal(i + 1, no, full.remaining(), orders.leased(slot) - own(former, slot)));
            else refusals.add(new ItemRefusal(i + 1, no, 0, 0));
        }
        return refusals;
    }

    /** Places of a slot that these holds have. */
    private int own(IntArrayList holds, long slot) {
        int own = 0;
        for (int h = 0; h < holds.size(); h++) own += table.placesOf(holds.getInt(h), slot);
        return own;
    }

    /** As it was judged last. What is in place is confirmed, what gives way ends first, and all others are placed. */
    private long[] place(Asked asked, int[] inPlace, long nowMs, Consumer<Event> events) {
        BookingRequest request = rules.request();
        long holdExpiresAtMs = asked.hold() ? ReservationCommands.holdExpiresAtMs(request, table) : 0;
        Event.@Nullable ReservationPlaced[] placed = new Event.@Nullable ReservationPlaced[inPlace.length];
        long id = reservations.nextId();
        for (int i = 0; i < inPlace.length; i++)
            if (inPlace[i] < 0) placed[i] = placed(asked, request, i, id++, holdExpiresAtMs);
        endOthers(request.yielding(), inPlace, nowMs, events);
        long[] items = new long[inPlace.length];
        for (int i = 0; i < inPlace.length; i++) {
            if (inPlace[i] < 0) continue;
            items[i] = table.id(inPlace[i]);
            events.accept(confirmed(inPlace[i], nowMs));
        }
        for (int i = 0; i < inPlace.length; i++) {
            Event.ReservationPlaced it = placed[i];
            if (it == null) continue;
            items[i] = it.reservationId();
            events.accept(it);
        }
        return items;
    }

    private Event.ReservationPlaced placed(Asked asked, BookingRequest request, int i, long id, long holdExpiresAtMs) {
        long[] slot = {asked.slots()[i]};
        ReservationState state = asked.hold() ? ReservationState.HELD : ReservationState.CONFIRMED;
        OrderKey key = asked.key();
        return new Event.ReservationPlaced(
                request.nowMs(),
                id,
                asked.member(),
                Hash.of(key.hi() ^ Hash.of(key.broker().hashCode())),
                Hash.of(key.lo() ^ Hash.of(id)),
                slot,
                request.party(i),
                state,
                asked.hold() ? holdExpiresAtMs : checkInBy.ofMs(slot, request.nowMs()),
                (short) (slots.exclusive(request.slot(i)) ? 1 : 0),
                request.venue(i).stationNo(),
                Reservations.cancelClosesMin(slot[0], request.venue(i)),
                request.byHost(i),
                false);
    }

    /** All items are held: that is confirmed as any hold is, and whatever else was held gives way. */
    private long[] confirm(Order former, int[] inPlace, long nowMs, Consumer<Event> events) {
        IntArrayList holds = holds(former);
        for (int h = 0; h < holds.size(); h++)
            if (!has(inPlace, holds.getInt(h))) events.accept(cancelled(holds.getInt(h), nowMs));
        long[] items = new long[inPlace.length];
        for (int i = 0; i < inPlace.length; i++) {
            items[i] = table.id(inPlace[i]);
            events.accept(confirmed(inPlace[i], nowMs));
        }
        return items;
    }

    private void endOthers(YieldingHolds holds, int[] inPlace, long nowMs, Consumer<Event> events) {
        for (int i = 0; i < holds.count(); i++)
            if (!has(inPlace, holds.cell(i))) events.accept(cancelled(holds.cell(i), nowMs));
    }

    private static boolean has(int[] cells, int cell) {
        for (int one : cells) if (one == cell) return true;
        return false;
    }

    private Event confirmed(int cell, long nowMs) {
        return new Event.ReservationConfirmed(nowMs, table.id(cell), checkInBy.ofMs(table.slots(cell), nowMs));
    }

    private Event cancelled(int cell, long nowMs) {
        return new Event.ReservationCancelled(nowMs, table.id(cell));
    }

    private Outcome release(OrderCommand.ReleaseOrder command, long nowMs, Consumer<Event> events) {
        Order order = orders.find(command.key());
        if (order == null || order.state() != OrderState.QUOTED) return Outcome.Done.DONE;
        IntArrayList holds = holds(order);
        for (int h = 0; h < holds.size(); h++) events.accept(cancelled(holds.getInt(h), nowMs));
        return Outcome.Done.DONE;
    }

    private Outcome cancel(OrderCommand.CancelOrderItems command, long nowMs, Consumer<Event> events) {
        Order order = orders.find(command.key());
        if (order == null || order.state() == OrderState.QUOTED) return ORDER_UNKNOWN;
        if (order.state() == OrderState.ERASED) return ORDER_ERASED;
        IntArrayList cancelled = new IntArrayList();
        List<ItemRefusal> refusals = new ArrayList<>();
        for (int number : Arrays.stream(command.numbers()).sorted().distinct().toArray()) {
            if (number < 1 || number > order.reservations().length) return new ItemUnknown(number);
            int cell = table.find(order.reservations()[number - 1]);
            // What has left the books ended long ago.
            Refusal no = cell < 0 ? new Refusal.WrongState(ReservationState.COMPLETED) : refusalToCancel(cell, nowMs);
            if (no != null) refusals.add(new ItemRefusal(number, no, 0, 0));
            else if (table.state(cell) != ReservationState.CANCELLED) cancelled.addInt(cell);
        }
        if (!refusals.isEmpty()) return new OrderRefused(refusals);
        for (int i = 0; i < cancelled.size(); i++) events.accept(cancelled(cancelled.getInt(i), nowMs));
        return stands(order, nowMs);
    }

    private @Nullable Refusal refusalToCancel(int cell, long nowMs) {
        return switch (table.state(cell)) {
            case CONFIRMED -> {
                long closesAtMs = table.cancelClosesMin(cell) * 60_000L;
                yield nowMs < closesAtMs ? null : new Refusal.CancellationClosed(closesAtMs);
            }
            case CANCELLED -> null;
            case HELD, WAITLISTED, OFFERED, ENTERED, CHECKED_IN, COMPLETED, EXPIRED, NO_SHOW, NOT_DRAWN ->
                new Refusal.WrongState(table.state(cell));
        };
    }

    private Outcome erase(OrderCommand.EraseOrder command, long nowMs, Consumer<Event> events) {
        Order order = orders.find(command.key());
        if (order == null || order.state() == OrderState.QUOTED) return ORDER_UNKNOWN;
        if (order.state() == OrderState.ERASED) return stands(order, nowMs);
        for (long id : order.reservations()) {
            int cell = table.find(id);
            if (cell < 0) continue;
            if (table.state(cell) == ReservationState.CONFIRMED) events.accept(cancelled(cell, nowMs));
        }
        events.accept(new Event.OrderErased(nowMs, command.key()));
        return stands(command.key(), nowMs);
    }

    private Outcome stands(OrderKey key, long nowMs) {
        Order order = orders.find(key);
        if (order == null) throw new IllegalStateException("the books do not know the order " + key);
        return stands(order, nowMs);
    }

    private OrderStands stands(Order order, long nowMs) {
        List<OrderView.Item> items = new ArrayList<>();
        long expiresAtMs = Long.MAX_VALUE;
        for (int i = 0; i < order.reservations().length; i++) {
            long id = order.reservations()[i];
            int cell = table.find(id);
            items.add(new OrderView.Item(i + 1, id, cell < 0 ? null : views.of(cell, nowMs)));
            if (cell >= 0 && table.state(cell) == ReservationState.HELD)
                expiresAtMs = Math.min(expiresAtMs, table.holdExpiresAtMs(cell));
        }
        boolean quoted = order.state() == OrderState.QUOTED;
        return new OrderStands(new OrderView(
                order.key(), order.state(), order.member(), items, quoted ? expiresAtMs : 0, order.details()));
    }
}
