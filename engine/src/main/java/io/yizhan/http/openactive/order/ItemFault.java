package io.yizhan.http.openactive.order;

import io.yizhan.core.OrderOutcome.ItemRefusal;
import io.yizhan.core.Refusal;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.openactive.OrderedThings;
import io.yizhan.http.problem.BookingError;
import io.yizhan.http.problem.RefusalProblems;
import org.jspecify.annotations.Nullable;

/** What speaks against one item. */
record ItemFault(BookingError error, String description) {
    /**
     * What is wrong with it whatever the books say; null where nothing is.
     *
     * @param slot of its opportunity, as {@link OrderedThings#slotOf} has it
     */
    static @Nullable ItemFault of(OrderRequest.Item item, long slot, OrderedThings things) {
        String opportunity = item.opportunity();
        String offer = item.offer();
        if (opportunity == null || offer == null)
            return new ItemFault(
                    BookingError.INCOMPLETE_ORDER_ITEM,
                    "An OrderItem must have \"orderedItem\" and \"acceptedOffer\", as the feeds have them.");
        if (slot == OrderedThings.NO_URL)
            return new ItemFault(
                    BookingError.INVALID_OPPORTUNITY_OR_OFFER_ID,
                    "Nothing that is offered here has such an @id: " + opportunity);
        if (slot == OrderedThings.NO_SLOT)
            return new ItemFault(BookingError.UNKNOWN_OPPORTUNITY, "There is no such opportunity: " + opportunity);
        return switch (things.fit(offer, opportunity, slot)) {
            case OWN -> null;
            case ANOTHERS -> new ItemFault(BookingError.UNACCEPTABLE_OFFER, "That is an offer of something else.");
            case NONE -> new ItemFault(BookingError.UNKNOWN_OFFER, "There is no such offer: " + offer);
            case NO_URL ->
                new ItemFault(BookingError.INVALID_OPPORTUNITY_OR_OFFER_ID, "No offer here has such an @id: " + offer);
        };
    }

    /**
     * What the books say of it.
     *
     * @param before how many items of the same slot come before it
     */
    static ItemFault of(Exchange exchange, long slot, ItemRefusal refusal, int before) {
        String description = exchange.detail(RefusalProblems.ofItem(
                slot, refusal.why(), exchange.index(), exchange.region.feed(), exchange.nowMs()));
        return new ItemFault(error(refusal, before), description);
    }

    private static BookingError error(ItemRefusal refusal, int before) {
        return switch (refusal.why()) {
            case Refusal.SlotUnknown it -> BookingError.UNKNOWN_OPPORTUNITY;
            case Refusal.SlotFull it -> full(refusal.free(), refusal.leased(), before);
            case Refusal.QuotaExceeded it -> BookingError.OPPORTUNITY_IS_IN_CONFLICT;
            case Refusal.AlreadyReserved it -> BookingError.OPPORTUNITY_IS_IN_CONFLICT;
            case Refusal.OverlapsOwnReservation it -> BookingError.OPPORTUNITY_IS_IN_CONFLICT;
            case Refusal.SlotsOverlap it -> BookingError.OPPORTUNITY_IS_IN_CONFLICT;
            case Refusal.MemberSuspended it -> BookingError.UNABLE_TO_PROCESS_ORDER_ITEM;
            default -> BookingError.OPPORTUNITY_OFFER_PAIR_NOT_BOOKABLE;
        };
    }

    /**
     * What could be had once others give their leases back is told apart from what could not.
     *
     * @param free for this order
     */
    private static BookingError full(int free, int leased, int before) {
        if (free + leased <= 0) return BookingError.OPPORTUNITY_IS_FULL;
        return before < free + leased
                ? BookingError.OPPORTUNITY_CAPACITY_IS_RESERVED_BY_LEASE
                : BookingError.OPPORTUNITY_HAS_INSUFFICIENT_CAPACITY;
    }
}
