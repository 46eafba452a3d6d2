package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Command;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What is answered about orders, for {@link Clients}: to the question, as the journal has it, and of a booked one always of the same items. */
final class OrderAnswers {
    private final Ledger ledger;
    private final Consumer<Reservation> agrees;
    private final Map<OrderKey, OrderView> booked = new HashMap<>();

    /** @param agrees holds each reservation against the ledger */
    OrderAnswers(Ledger ledger, Consumer<Reservation> agrees) {
        this.ledger = ledger;
        this.agrees = agrees;
    }

    void check(Command command, OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.OrderStands it) check(command, it.order());
        if (outcome instanceof OrderOutcome.OrderBooked && command instanceof OrderCommand.BookOrder it) checkOther(it);
    }

    private void check(Command command, OrderView answered) {
        if (command instanceof OrderCommand.BookOrder it) {
            unless(
                    answered.key().equals(it.key())
                            && answered.member().equals(it.member())
                            && answered.details().equals(it.details()),
                    "the answer is to the question",
                    answered);
            asked(it.slots(), answered);
            unless(
                    ledger.naive.orders.isBookedBy(it),
                    "the same order is answered as it stands, and no other one",
                    answered);
        }
        if (command instanceof OrderCommand.HoldOrder it) {
            unless(
                    answered.key().equals(it.key())
                            && answered.state() == OrderState.QUOTED
                            && answered.member().equals(it.member()),
                    "the answer is to the question",
                    answered);
            asked(it.slots(), answered);
        }
        if (command instanceof Command.ByOperator<?> by && by.change() instanceof OrderCommand.GiveNotice it) {
            unless(
                    answered.state() == OrderState.BOOKED
                            && answered.items().stream().anyMatch(item -> item.reservationId() == it.reservationId())
                            && (it.preview() || answered.notice().equals(it.notice())),
                    "the answer is to the question",
                    answered);
        }
        for (OrderView.Item item : answered.items()) if (item.reservation() != null) agrees.accept(item.reservation());
        ledger.naive.orders.agree(answered);
        if (answered.state() == OrderState.QUOTED) return;
        OrderView former = booked.put(answered.key(), answered);
        unless(
                former == null || ids(former).equals(ids(answered)) || ledger.naive.orders.isGone(former),
                "an order has the same items for ever",
                former + " and " + answered);
    }

    /** It was refused, since another one has its key. */
    private void checkOther(OrderCommand.BookOrder asked) {
        unless(
                !ledger.naive.orders.isBookedBy(asked),
                "the same order is answered as it stands, and no other one",
                asked);
    }

    private static Object ids(OrderView order) {
        return order.items().stream().map(OrderView.Item::reservationId).toList();
    }

    private static void asked(long[] slots, OrderView answered) {
        unless(slots.length == answered.items().size(), "an order is booked as a whole", answered);
        for (int i = 0; i < slots.length; i++) {
            Reservation item = answered.items().get(i).reservation();
            unless(item == null || item.slots()[0] == slots[i], "the answer is to the question", answered);
        }
    }
}
