package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Event;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredOrder;
import io.yizhan.rows.MemoryOrders.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders of booking partners, for {@link NaiveBooks}: each event is judged by all reservations that the same command has placed, confirmed or
 * ended. What only an order may do (several reservations by one command, several places of a slot for one member) is owed an order behind it.
 */
final class NaiveOrders {
    private final NaiveBooks books;
    /** Every key that the rows have. */
    final Map<OrderKey, Row> rows = new LinkedHashMap<>();

    /** By reservation, whose it was last. */
    private final Map<Long, OrderKey> keyOf = new HashMap<>();

    private final List<Event.ReservationPlaced> placed = new ArrayList<>();
    /** Until when each of these could be held at most. */
    private final List<Long> limitsMs = new ArrayList<>();

    private final Set<Long> confirmed = new HashSet<>();
    /** Holds of members other than the one who was given their places. */
    private final List<NaiveBooks.Booking> gaveWay = new ArrayList<>();

    private long seq;

    NaiveOrders(NaiveBooks books) {
        this.books = books;
    }

    /** Before the books have it. */
    void happens(Event event, boolean continues) {
        seq++;
        if (!continues) {
            unless(
                    placed.size() <= 1 && gaveWay.isEmpty() && isHeldForAsLongAsItMay(),
                    "several places are given at once only to an order",
                    placed + ", " + gaveWay);
            placed.clear();
            limitsMs.clear();
            confirmed.clear();
        }
        if (event instanceof Event.ReservationConfirmed it) confirmed.add(it.reservationId());
    }

    private boolean isHeldForAsLongAsItMay() {
        for (int i = 0; i < placed.size(); i++)
            if (placed.get(i).holdExpiresAtMs() != 0 && placed.get(i).holdExpiresAtMs() != limitsMs.get(i))
                return false;
        return true;
    }

    /** @param untilMs for how long it could be held at most */
    void placed(Event.ReservationPlaced it, long untilMs) {
        placed.add(it);
        limitsMs.add(untilMs);
    }

    /** Another item of what may be an order: a place for somebody else. */
    boolean isSibling(NaiveBooks.Booking booking) {
        return confirmed.contains(booking.placed.reservationId())
                || placed.stream().anyMatch(it -> it.reservationId() == booking.placed.reservationId());
    }

    boolean isOfQuote(NaiveBooks.Booking hold) {
        OrderKey key = keyOf.get(hold.placed.reservationId());
        Row row = key == null ? null : rows.get(key);
        return keyOf.containsKey(hold.placed.reservationId())
                && (row == null || row.order().state() == OrderState.QUOTED);
    }

    /** A quote's hold has ended for what somebody else asked for. */
    void gaveWay(NaiveBooks.Booking hold) {
        if (!gaveWay.contains(hold)) gaveWay.add(hold);
    }

    void apply(Event.OrderQuoted it) {
        unless(
                Arrays.equals(it.reservations(), placedIds()) && confirmed.isEmpty(),
                "a quote is what its command has placed",
                it);
        unless(placed.stream().allMatch(one -> one.state() == ReservationState.HELD), "what is quoted is held", it);
        long untilMs = limitsMs.stream().mapToLong(Long::longValue).min().orElseThrow();
        unless(
                placed.stream().allMatch(one -> one.holdExpiresAtMs() == untilMs),
                "a lease ends as a whole, and no later than each of its items may be held",
                it);
        begin(it.key(), it.member(), it.reservations(), it);
        put(new StoredOrder(it.key(), OrderState.QUOTED, it.member(), 0, 0, it.reservations(), "", ""), 0);
    }

    void apply(Event.OrderBooked it) {
        Set<Long> items = new HashSet<>();
        for (long id : it.reservations()) unless(items.add(id), "each item is a reservation of its own", it);
        Set<Long> given = new HashSet<>(confirmed);
        for (Event.ReservationPlaced one : placed) given.add(one.reservationId());
        unless(items.equals(given), "an order is what its command has placed and confirmed", it);
        for (long id : it.reservations()) {
            unless(booking(id, it).state == ReservationState.CONFIRMED, "what is booked is confirmed", it);
            unless(
                    !confirmed.contains(id) || it.key().equals(keyOf.get(id)),
                    "an order confirms what was quoted to it",
                    it);
        }
        begin(it.key(), it.member(), it.reservations(), it);
        put(
                new StoredOrder(
                        it.key(),
                        OrderState.BOOKED,
                        it.member(),
                        it.digestHi(),
                        it.digestLo(),
                        it.reservations(),
                        it.details(),
                        ""),
                seq);
    }

    private long[] placedIds() {
        return placed.stream().mapToLong(Event.ReservationPlaced::reservationId).toArray();
    }

    private NaiveBooks.Booking booking(long id, Event cause) {
        NaiveBooks.Booking booking = books.bookings.get(id);
        if (booking == null) throw new Violation("events are about what there is", cause.toString());
        return booking;
    }

    private void begin(OrderKey key, String member, long[] items, Event it) {
        Row former = rows.get(key);
        boolean quoted = former != null && former.order().state() == OrderState.QUOTED;
        unless(former == null || quoted || !isInBooks(former.order()), "an order is booked once", it);
        if (former != null && quoted)
            for (long id : former.order().reservations())
                unless(
                        booking(id, it).state != ReservationState.HELD,
                        "a quote that is replaced holds nothing any more",
                        it);
        unless(items.length >= 1 && items.length <= 20, "an order has items, and not too many", it);
        for (long id : items) {
            NaiveBooks.Booking booking = booking(id, it);
            unless(
                    booking.placed.member().equals(member) && booking.placed.slots().length == 1,
                    "an item is one slot, for the order's member",
                    it);
            unless(booking.placed.party() == party(booking, it), "an item of a court is for those who play there", it);
        }
        for (NaiveBooks.Booking hold : gaveWay)
            unless(
                    key.equals(keyOf.get(hold.placed.reservationId())),
                    "somebody else's hold gives way only to its own order",
                    it);
        gaveWay.clear();
        placed.clear();
        limitsMs.clear();
        confirmed.clear();
    }

    private int party(NaiveBooks.Booking booking, Event cause) {
        long key = booking.placed.slots()[0];
        if (!books.slot(key, cause).exclusive) return 1;
        ActivityTerms terms = books.activities.bySlot.get(key);
        return terms == null ? 4 : Math.min(4, terms.partyMax());
    }

    private void put(StoredOrder order, long changedSeq) {
        rows.put(order.key(), new Row(order, changedSeq, changedSeq));
        for (long id : order.reservations()) keyOf.put(id, order.key());
    }

    void apply(Event.OrderErased it) {
        Row former = rows.get(it.key());
        unless(former != null && former.order().state() == OrderState.BOOKED, "only what is booked is given up", it);
        if (former == null) return;
        for (long id : former.order().reservations()) {
            NaiveBooks.Booking booking = books.bookings.get(id);
            unless(
                    booking == null || booking.state != ReservationState.CONFIRMED,
                    "nothing is left of an order that is given up",
                    it);
        }
        rows.put(
                it.key(),
                new Row(with(former.order(), OrderState.ERASED, former.order().member()), former.bookedSeq(), seq));
    }

    void apply(Event.OrderNoticed it) {
        Row former = rows.get(it.key());
        if (former == null || former.order().state() != OrderState.BOOKED || !isInBooks(former.order()))
            throw new Violation("only the customer of what is booked is told something", it.toString());
        StoredOrder order = former.order();
        unless(!order.notice().equals(it.notice()), "a customer is told the same once", it);
        StoredOrder now = new StoredOrder(
                order.key(),
                order.state(),
                order.member(),
                order.digestHi(),
                order.digestLo(),
                order.reservations(),
                order.details(),
                it.notice());
        rows.put(it.key(), new Row(now, former.bookedSeq(), seq));
    }

    /** What the customer is to be told by now; "" for nothing. */
    String notice(OrderKey key) {
        Row row = rows.get(key);
        return row == null ? "" : row.order().notice();
    }

    boolean isItem(OrderKey key, long reservationId) {
        return key.equals(keyOf.get(reservationId));
    }

    private static StoredOrder with(StoredOrder it, OrderState state, String member) {
        return new StoredOrder(it.key(), state, member, it.digestHi(), it.digestLo(), it.reservations(), "", "");
    }

    /** Whether the reservation is an item of this order, which has lost its place whatever its cutoff. */
    boolean isItem(OrderKey key, NaiveBooks.Booking booking) {
        return key.equals(keyOf.get(booking.placed.reservationId()));
    }

    /** Behind the books: something has become of a reservation. */
    void changed(long reservationId) {
        OrderKey key = keyOf.get(reservationId);
        Row row = key == null ? null : rows.get(key);
        if (row == null || Arrays.stream(row.order().reservations()).noneMatch(id -> id == reservationId)) return;
        if (row.order().state() != OrderState.QUOTED) rows.put(key, new Row(row.order(), row.bookedSeq(), seq));
        else if (!holds(row.order())) rows.remove(key);
    }

    private boolean holds(StoredOrder order) {
        return Arrays.stream(order.reservations())
                .mapToObj(books.bookings::get)
                .anyMatch(booking -> booking != null && booking.state == ReservationState.HELD);
    }

    private boolean isInBooks(StoredOrder order) {
        return Arrays.stream(order.reservations()).anyMatch(books.bookings::containsKey);
    }

    void apply(Event.MemberErased it) {
        rows.replaceAll((key, row) -> row.order().member().equals(it.member())
                ? new Row(with(row.order(), row.order().state(), ""), row.bookedSeq(), row.changedSeq())
                : row);
    }

    /** Of which order the reservation is or was; null for none. */
    @Nullable
    OrderKey keyEver(long reservationId) {
        return keyOf.get(reservationId);
    }

    /** Also where it was given up since, by a later command of the same batch. */
    boolean isBookedBy(OrderCommand.BookOrder asked) {
        Row row = rows.get(asked.key());
        return row != null
                && row.order().state() != OrderState.QUOTED
                && row.order().digestHi() == asked.digestHi()
                && row.order().digestLo() == asked.digestLo();
    }

    /** Whether nothing of it is in the books any more, so that its key may be used anew. */
    boolean isGone(OrderView order) {
        return order.items().stream().noneMatch(it -> books.bookings.containsKey(it.reservationId()));
    }

    /** What was answered is in the journal, whatever has become of it since. */
    void agree(OrderView answered) {
        @Nullable Row row = rows.get(answered.key());
        long[] items = answered.items().stream()
                .mapToLong(OrderView.Item::reservationId)
                .toArray();
        if (answered.state() == OrderState.QUOTED) {
            for (long id : items)
                unless(
                        answered.key().equals(keyOf.get(id)),
                        "an answered quote is in the journal, as answered",
                        answered);
            return;
        }
        unless(
                row != null && (Arrays.equals(row.order().reservations(), items) || !isInBooks(row.order())),
                "an answered order is in the journal, as answered",
                answered);
        if (answered.state() == OrderState.ERASED)
            unless(
                    Objects.requireNonNull(row).order().state() == OrderState.ERASED
                            && answered.details().isEmpty()
                            && answered.notice().isEmpty(),
                    "what is given up stays so, and is forgotten",
                    answered);
    }
}
