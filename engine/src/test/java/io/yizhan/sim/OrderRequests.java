package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome.OrderStands;
import io.yizhan.core.OrderState;
import io.yizhan.core.OrderView;
import io.yizhan.core.Reservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What two booking partners want, by dice: quotes, orders with and without one, and what becomes of them; again, and under keys that are taken. */
final class OrderRequests {
    private static final int CUSTOMERS = 6;

    private final SimClock clock;
    private final Clients clients;

    OrderRequests(SimClock clock, Clients clients) {
        this.clock = clock;
        this.clients = clients;
    }

    void ask(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        Command command = switch (dice.nextInt(12)) {
            case 0, 1, 2 -> quote(new OrderKey("b" + dice.nextInt(2), 1, dice.nextLong()), slots(dice), dice);
            case 3 -> book(new OrderKey("b" + dice.nextInt(2), 2, dice.nextLong()), customer(dice), slots(dice));
            case 4, 5, 6 -> further(dice);
            case 7 -> sameAgain(dice);
            case 8, 9 -> cancelItems(dice);
            case 10 -> end(dice);
            default -> dice.nextBoolean() ? notice(dice) : end(dice);
        };
        clients.ask(command, dice.nextLong());
    }

    /** In words, for a person. */
    static String text(Command.OfOrders<?> command) {
        return switch (command) {
            case OrderCommand.HoldOrder it ->
                "quote of " + it.key() + " for " + it.member() + " " + Arrays.toString(it.slots());
            case OrderCommand.BookOrder it ->
                "order of " + it.key() + " for " + it.member() + " " + Arrays.toString(it.slots());
            case OrderCommand.CancelOrderItems it -> "cancels of " + it.key() + " " + Arrays.toString(it.numbers());
            case OrderCommand.ReleaseOrder it -> it.toString();
            case OrderCommand.FindOrder it -> it.toString();
            case OrderCommand.EraseOrder it -> it.toString();
            case OrderCommand.RehearseOrder it -> it.toString();
        };
    }

    private static String customer(SplittableRandom dice) {
        return "b c" + dice.nextInt(CUSTOMERS);
    }

    private Command quote(OrderKey key, long[] slots, SplittableRandom dice) {
        String member = dice.nextBoolean() ? customer(dice) : key.broker() + " q" + key.lo();
        return new OrderCommand.HoldOrder(key, member, SimCatalogue.claims(member), slots);
    }

    private static Command book(OrderKey key, String member, long[] slots) {
        String details = member + " asks for " + Arrays.toString(slots);
        return new OrderCommand.BookOrder(
                key, member, SimCatalogue.claims(member), slots, 1, details.hashCode(), details);
    }

    /** Mostly at the two stations' first venues, where all others book, too; and often several places of one slot. */
    private long[] slots(SplittableRandom dice) {
        long[] slots = new long[1 + dice.nextInt(dice.nextInt(3) == 0 ? 4 : 2)];
        for (int i = 0; i < slots.length; i++) {
            int venueNo = dice.nextInt(3) > 0 ? 1 : 1 + dice.nextInt(SimCatalogue.VENUES);
            slots[i] = i > 0 && dice.nextBoolean()
                    ? slots[i - 1]
                    : House.slot(clock.millis(), venueNo, 1 + dice.nextInt(3));
        }
        return slots;
    }

    /** The next step of an order that was told of: C1, C2, B. */
    private Command further(SplittableRandom dice) {
        List<OrderView> quotes = told(OrderState.QUOTED);
        if (quotes.isEmpty()) return quote(new OrderKey("b0", 1, dice.nextLong()), slots(dice), dice);
        OrderView quote = Requests.recent(quotes, dice);
        long[] slots = dice.nextInt(5) == 0 ? slots(dice) : slots(quote);
        String member = dice.nextInt(3) == 0 ? customer(dice) : quote.member();
        return dice.nextInt(3) == 0 ? quote(quote.key(), slots, dice) : book(quote.key(), member, slots);
    }

    private static long[] slots(OrderView order) {
        return order.items().stream()
                .map(OrderView.Item::reservation)
                .filter(it -> it != null)
                .mapToLong(OrderRequests::slot)
                .toArray();
    }

    private static long slot(Reservation reservation) {
        return reservation.slots()[0];
    }

    private List<OrderView> told(OrderState state) {
        List<OrderView> told = new ArrayList<>();
        for (Op op : clients.ops())
            if (op.answer instanceof OrderStands it
                    && it.order().state() == state
                    && slots(it.order()).length == it.order().items().size()) told.add(it.order());
        return told;
    }

    /** The same request, long after it was answered. */
    private Command sameAgain(SplittableRandom dice) {
        List<Command> asked = new ArrayList<>();
        for (Op op : clients.ops())
            if (op.command instanceof OrderCommand.BookOrder || op.command instanceof OrderCommand.HoldOrder)
                asked.add(op.command);
        return asked.isEmpty() ? further(dice) : Requests.recent(asked, dice);
    }

    private Command cancelItems(SplittableRandom dice) {
        List<OrderView> booked = told(OrderState.BOOKED);
        if (booked.isEmpty()) return further(dice);
        OrderView order = Requests.recent(booked, dice);
        int[] numbers = dice.ints(1 + dice.nextInt(2), 1, order.items().size() + (dice.nextInt(6) == 0 ? 2 : 1))
                .toArray();
        return new OrderCommand.CancelOrderItems(order.key(), numbers);
    }

    /** Somebody at the desk tells a customer something, or the same again, or takes it back. */
    private Command notice(SplittableRandom dice) {
        List<OrderView> known = told(dice.nextInt(8) == 0 ? OrderState.QUOTED : OrderState.BOOKED);
        if (known.isEmpty()) return further(dice);
        List<OrderView.Item> items = Requests.recent(known, dice).items();
        long id = items.get(dice.nextInt(items.size())).reservationId();
        String text = dice.nextInt(3) == 0 ? "" : "door " + dice.nextInt(2);
        return new OrderCommand.GiveNotice(id, null, text, dice.nextInt(8) == 0);
    }

    private Command end(SplittableRandom dice) {
        boolean quote = dice.nextInt(3) == 0;
        List<OrderView> told = told(quote ? OrderState.QUOTED : OrderState.BOOKED);
        if (told.isEmpty()) return further(dice);
        OrderKey key = Requests.recent(told, dice).key();
        if (quote) return new OrderCommand.ReleaseOrder(key);
        return dice.nextBoolean() ? new OrderCommand.FindOrder(key) : new OrderCommand.EraseOrder(key);
    }
}
