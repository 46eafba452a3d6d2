package io.yizhan.core;

import java.util.Objects;

/** What is answered about orders, as the model says it, too. */
final class OrderText {
    private OrderText() {}

    static String of(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.OrderStands it -> stands(it.order());
            case OrderOutcome.OrderRefused it ->
                "order refused "
                        + it.items().stream()
                                .map(no -> no.number() + ": " + kind(OutcomeText.of(no.why())) + " " + no.free() + " "
                                        + no.leased())
                                .toList();
            case OrderOutcome.OrderBooked it -> "order booked";
            case OrderOutcome.OrderErased it -> "order erased";
            case OrderOutcome.OrderUnknown it -> "order unknown";
            case OrderOutcome.ItemUnknown it -> "item unknown " + it.number();
            case OrderOutcome.TooManyItems it -> "too many items " + it.limit();
        };
    }

    private static String stands(OrderView it) {
        return "order " + it.state() + " ["
                + String.join(
                        ", ",
                        it.items().stream()
                                .map(item -> item.reservationId() + " "
                                        + (item.reservation() == null
                                                ? "gone"
                                                : Objects.requireNonNull(item.reservation())
                                                        .state()))
                                .toList())
                + "] until " + it.holdExpiresAtMs() + ": " + it.details() + "; " + it.notice();
    }

    /** Without the numbers, which are of no meaning to an order. */
    static String kind(String refusal) {
        return refusal.replaceAll(" [0-9].*", "");
    }
}
