package io.yizhan.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What booking partners ask of a region about orders; see {@link Command}. An order has items in an order of their own, each of which is one
 * place of one slot: two items of the same slot are two places. All that one command asks for happens, or nothing of it (Open Booking API 1.0,
 * "Multi-item orders are atomic").
 */
public final class OrderCommand {
    private OrderCommand() {}

    /** Items of an order: as many as the largest party has people. What a command yields stays far below what a batch may hold. */
    public static final int ITEMS_MAX = Command.PARTY_MAX;

    /** Characters of what an order's partner has said of it. */
    public static final int DETAILS_MAX = 4_096;

    /** Characters of what an order's customer is told by an operator. */
    public static final int NOTICE_MAX = 500;

    /** People that may come by one item of a court, which is one party's: doubles. The partner does not say how many come. */
    public static final int COURT_PARTY = 4;

    /**
     * Asks for a quote with a lease: each item becomes a hold. Those of an earlier quote of the same key give way, whoever they are of; asked for
     * again with the same items for the same member, it stays as it is.
     *
     * @param member for whom; of a quote for nobody in particular, a name for it alone
     * @param slots {@linkplain SlotKey slot keys}, one for each item: 1 or more
     */
    public record HoldOrder(OrderKey key, String member, Claims claims, long[] slots)
            implements Command.OfOrders<OrderOutcome> {
        public HoldOrder {
            requireItems(slots);
        }

        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /**
     * Books, with or without a quote before. Of an earlier quote, holds of the same slot and member are confirmed, and the others give way. The same
     * order again: nothing happens, and it is answered as it stands.
     *
     * @param slots as with {@link HoldOrder}
     * @param digestHi upper half of a 128-bit digest of all that was asked for, by which the same order is known
     * @param digestLo lower half of it
     * @param details what its partner has said of it, at most {@value #DETAILS_MAX} characters, about persons: nothing here reads it
     */
    public record BookOrder(
            OrderKey key, String member, Claims claims, long[] slots, long digestHi, long digestLo, String details)
            implements Command.OfOrders<OrderOutcome> {
        public BookOrder {
            requireItems(slots);
            if (details.length() > DETAILS_MAX)
                throw new IllegalArgumentException("details of " + details.length() + " characters");
        }

        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /** Gives a quote up: its holds end. Of a key without one: nothing happens. */
    public record ReleaseOrder(OrderKey key) implements Command.OfOrders<Outcome.Done> {
        @Override
        public Class<Outcome.Done> answer() {
            return Outcome.Done.class;
        }
    }

    /**
     * Cancels items for the customer, all of them or none. What is cancelled already stays so.
     *
     * @param numbers of the items, 1 for the first
     */
    public record CancelOrderItems(OrderKey key, int[] numbers) implements Command.OfOrders<OrderOutcome> {
        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /** A quote whose lease runs, or an order. Changes nothing; in the queue so that the answer is durable and in order. */
    public record FindOrder(OrderKey key) implements Command.OfOrders<OrderOutcome> {
        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /**
     * Gives an order up for good: what is confirmed ends, whatever its cutoff, and what was said of it is forgotten. Nothing else is booked by its
     * key while the books know it. Again: the same.
     */
    public record EraseOrder(OrderKey key) implements Command.OfOrders<OrderOutcome> {
        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /**
     * Lets something happen to all confirmed items at once, whatever the hour: so that partners can rehearse what takes days. Nobody asks for it in
     * production.
     *
     * @param reason of the operator, where the operator cancels; "" for all others
     */
    public record RehearseOrder(OrderKey key, Happening happening, String reason)
            implements Command.OfOrders<OrderOutcome> {
        public RehearseOrder {
            if ((happening == Happening.TAKEN) == reason.isBlank())
                throw new IllegalArgumentException(happening + " for the reason \"" + reason + '"');
        }

        @Override
        public Class<OrderOutcome> answer() {
            return OrderOutcome.class;
        }
    }

    /** What can be rehearsed. */
    public enum Happening {
        /** An operator takes the places away. */
        TAKEN,
        /** Everybody comes. */
        ATTENDED,
        /** Nobody comes, which does not count against anybody. */
        MISSED
    }

    /**
     * Tells the customer of a booked order something. The engine writes to no partner's customer: the notice stands with the order, and its partner
     * hears of it and tells them (Open Booking API 1.0, "customer notice"). Again: the same.
     *
     * @param reservationId of any of its items: that is what is seen at the desk
     * @param stations as with {@link Command.CheckIn}
     * @param notice at most {@value #NOTICE_MAX} characters; "" takes it back
     * @param preview nothing is changed; the answer is how the order stands now, or the very refusal
     */
    public record GiveNotice(long reservationId, @Nullable Set<Integer> stations, String notice, boolean preview)
            implements Command.OrderChange<OrderOutcome.OrderStands> {
        public GiveNotice {
            int length = notice.codePointCount(0, notice.length());
            if (length > NOTICE_MAX) throw new IllegalArgumentException("a notice of " + length + " characters");
        }

        @Override
        public Class<OrderOutcome.OrderStands> answer() {
            return OrderOutcome.OrderStands.class;
        }
    }

    private static void requireItems(long[] slots) {
        if (slots.length == 0) throw new IllegalArgumentException("an order without items");
    }
}
