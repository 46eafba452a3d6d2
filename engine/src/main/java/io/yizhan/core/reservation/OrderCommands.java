package io.yizhan.core.reservation;

import static io.yizhan.core.OrderOutcome.OrderBooked.ORDER_BOOKED;
import static io.yizhan.core.OrderOutcome.OrderErased.ORDER_ERASED;
import static io.yizhan.core.OrderOutcome.OrderUnknown.ORDER_UNKNOWN;
import static io.yizhan.core.Refusal.NoOrder.NO_ORDER;
import static io.yizhan.core.Refusal.ReservationUnknown.RESERVATION_UNKNOWN;

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
import io.yizhan.core.rule.BookingRules;
import io.yizhan.core.rule.CheckInBy;
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
    private final OrderPlacement placement;
    private final ReservationTable table;
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
        this.table = table;
        this.views = views;
        placement = new OrderPlacement(orders, rules, checkInBy, slots, table, members, reservations);
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
            case OrderCommand.RehearseOrder it -> rehearse(it, nowMs, events);
        };
    }

    public Outcome carryOut(Command.OrderChange<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case OrderCommand.GiveNotice it -> giveNotice(it, nowMs, events);
        };
    }

    private Outcome hold(OrderCommand.HoldOrder command, long nowMs, Consumer<Event> events) {
        Order former = orders.find(command.key());
        if (former != null && former.state() == OrderState.BOOKED) return ORDER_BOOKED;
        if (former != null && former.state() == OrderState.ERASED) return ORDER_ERASED;
        if (command.slots().length > OrderCommand.ITEMS_MAX) return new TooManyItems(OrderCommand.ITEMS_MAX);
        int[] inPlace = placement.inPlace(former, command.member(), command.slots(), nowMs);
        if (former != null && former.reservations().length == inPlace.length && OrderPlacement.isWhole(inPlace))
            return stands(former, nowMs);
        OrderPlacement.Asked asked =
                new OrderPlacement.Asked(command.key(), command.member(), command.claims(), command.slots(), true);
        List<ItemRefusal> no = placement.refusals(asked, placement.holds(former), nowMs);
        if (!no.isEmpty()) return new OrderRefused(no);
        Arrays.fill(inPlace, ReservationTable.NONE);
        long[] items = placement.place(asked, inPlace, nowMs, events);
        events.accept(new Event.OrderQuoted(nowMs, command.key(), command.member(), items));
        return stands(command.key(), nowMs);
    }

    private Outcome book(OrderCommand.BookOrder command, long nowMs, Consumer<Event> events) {
        Order former = orders.find(command.key());
        if (former != null && former.state() == OrderState.ERASED) return ORDER_ERASED;
        if (former != null && former.state() == OrderState.BOOKED)
            return former.isOf(command.digestHi(), command.digestLo()) ? stands(former, nowMs) : ORDER_BOOKED;
        if (command.slots().length > OrderCommand.ITEMS_MAX) return new TooManyItems(OrderCommand.ITEMS_MAX);
        int[] inPlace = placement.inPlace(former, command.member(), command.slots(), nowMs);
        OrderPlacement.Asked asked =
                new OrderPlacement.Asked(command.key(), command.member(), command.claims(), command.slots(), false);
        long[] items;
        if (former != null && OrderPlacement.isWhole(inPlace)) {
            items = placement.confirm(former, inPlace, nowMs, events);
        } else {
            List<ItemRefusal> no = placement.refusals(asked, placement.holds(former), nowMs);
            if (!no.isEmpty()) return new OrderRefused(no);
            items = placement.place(asked, inPlace, nowMs, events);
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

    private Outcome release(OrderCommand.ReleaseOrder command, long nowMs, Consumer<Event> events) {
        Order order = orders.find(command.key());
        if (order == null || order.state() != OrderState.QUOTED) return Outcome.Done.DONE;
        IntArrayList holds = placement.holds(order);
        for (int h = 0; h < holds.size(); h++) events.accept(placement.cancelled(holds.getInt(h), nowMs));
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
        for (int i = 0; i < cancelled.size(); i++) events.accept(placement.cancelled(cancelled.getInt(i), nowMs));
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
            if (table.state(cell) == ReservationState.CONFIRMED) events.accept(placement.cancelled(cell, nowMs));
        }
        events.accept(new Event.OrderErased(nowMs, command.key()));
        return stands(command.key(), nowMs);
    }

    private Outcome rehearse(OrderCommand.RehearseOrder command, long nowMs, Consumer<Event> events) {
        Order order = orders.find(command.key());
        if (order == null || order.state() != OrderState.BOOKED) return ORDER_UNKNOWN;
        for (long id : order.reservations()) {
            int cell = table.find(id);
            if (cell < 0 || table.state(cell) != ReservationState.CONFIRMED) continue;
            events.accept(
                    switch (command.happening()) {
                        case TAKEN -> new Event.ReservationCancelled(nowMs, id, 0, command.reason());
                        case ATTENDED -> new Event.CheckedIn(nowMs, id);
                        case MISSED -> new Event.NoShow(nowMs, id, false, 0);
                    });
        }
        return stands(order, nowMs);
    }

    private Outcome giveNotice(OrderCommand.GiveNotice command, long nowMs, Consumer<Event> events) {
        int cell = table.find(command.reservationId());
        boolean theirs =
                cell >= 0 && (command.stations() == null || command.stations().contains(table.stationNo(cell)));
        if (!theirs) return RESERVATION_UNKNOWN;
        Order order = orders.of(command.reservationId());
        if (order == null || order.state() != OrderState.BOOKED) return NO_ORDER;
        if (!command.preview() && !command.notice().equals(order.notice()))
            events.accept(new Event.OrderNoticed(nowMs, order.key(), command.notice()));
        return stands(order.key(), nowMs);
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
                order.key(),
                order.state(),
                order.member(),
                items,
                quoted ? expiresAtMs : 0,
                order.details(),
                order.notice()));
    }
}
