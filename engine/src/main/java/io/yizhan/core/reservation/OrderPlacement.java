package io.yizhan.core.reservation;

import io.yizhan.core.Claims;
import io.yizhan.core.Event;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome.ItemRefusal;
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
 * Judges what an order asks for as a whole, and places it: what is held for it already stays where it is, what gives way ends, and each other item becomes a
 * reservation of its own. What was judged last is what is placed.
 */
final class OrderPlacement {
    private final Orders orders;
    private final BookingRules rules;
    private final CheckInBy checkInBy;
    private final SlotTable slots;
    private final ReservationTable table;
    private final MemberTable members;
    private final Reservations reservations;

    OrderPlacement(
            Orders orders,
            BookingRules rules,
            CheckInBy checkInBy,
            SlotTable slots,
            ReservationTable table,
            MemberTable members,
            Reservations reservations) {
        this.orders = orders;
        this.rules = rules;
        this.checkInBy = checkInBy;
        this.slots = slots;
        this.table = table;
        this.members = members;
        this.reservations = reservations;
    }

    /** What is asked for. */
    record Asked(OrderKey key, String member, Claims claims, long[] slots, boolean hold) {}

    /** Cells of the quote's holds, whoever they are of. */
    IntArrayList holds(@Nullable Order former) {
        IntArrayList holds = new IntArrayList();
        if (former == null) return holds;
        for (long id : former.reservations()) {
            int cell = table.find(id);
            if (cell >= 0 && table.state(cell) == ReservationState.HELD) holds.addInt(cell);
        }
        return holds;
    }

    /** For each item the cell of a hold of the same slot and member that runs, each once; {@link ReservationTable#NONE} where there is none. */
    int[] inPlace(@Nullable Order former, String member, long[] wanted, long nowMs) {
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

    static boolean isWhole(int[] inPlace) {
        for (int cell : inPlace) if (cell < 0) return false;
        return true;
    }

    /** Each item is judged beside those before it against which nothing speaks; where that is nothing at all, the last look was at all of them. */
    List<ItemRefusal> refusals(Asked asked, IntArrayList former, long nowMs) {
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
    long[] place(Asked asked, int[] inPlace, long nowMs, Consumer<Event> events) {
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
    long[] confirm(Order former, int[] inPlace, long nowMs, Consumer<Event> events) {
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

    Event cancelled(int cell, long nowMs) {
        return new Event.ReservationCancelled(nowMs, table.id(cell));
    }
}
