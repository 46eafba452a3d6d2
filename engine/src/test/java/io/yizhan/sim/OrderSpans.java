package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome.OrderStands;
import io.yizhan.core.OrderView;
import io.yizhan.core.ReservationState;
import io.yizhan.sim.SlotOrder.Act;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the items of orders can have been placed, for {@link History}: since their key was first asked for, and until one was first told of. */
final class OrderSpans {
    private final NaiveBooks books;
    private final Map<OrderKey, Long> sentAt = new HashMap<>();
    private final Map<Long, Long> heardAt = new HashMap<>();

    OrderSpans(List<Op> ops, NaiveBooks books) {
        this.books = books;
        for (Op op : ops) {
            OrderKey key = key(op.command);
            if (key == null) continue;
            sentAt.merge(key, op.attempts.getFirst().sentAt, Math::min);
            for (Op.Attempt attempt : op.attempts) {
                if (!(attempt.said instanceof OrderStands it)) continue;
                for (OrderView.Item item : it.order().items())
                    heardAt.merge(item.reservationId(), attempt.heardAt, Math::min);
            }
        }
    }

    private static @Nullable OrderKey key(Command command) {
        return switch (command) {
            case OrderCommand.HoldOrder it -> it.key();
            case OrderCommand.BookOrder it -> it.key();
            case OrderCommand.CancelOrderItems it -> it.key();
            case OrderCommand.FindOrder it -> it.key();
            case OrderCommand.EraseOrder it -> it.key();
            case OrderCommand.RehearseOrder it -> it.key();
            default -> null;
        };
    }

    /** Null where the reservation never was an order's. */
    long @Nullable [] of(long id) {
        OrderKey key = books.orders.keyEver(id);
        if (key == null) return null;
        return new long[] {sentAt.getOrDefault(key, Long.MAX_VALUE), heardAt.getOrDefault(id, Long.MAX_VALUE)};
    }

    /** What partners may have made of an item: which of their requests did is not looked for. */
    List<Act> acts(long id, NaiveBooks.Booking booking, long endedAt) {
        List<Act> acts = new ArrayList<>();
        if (booking.placed.holdExpiresAtMs() != 0) acts.add(Act.maybe(0, id, ReservationState.CONFIRMED));
        if (booking.state == ReservationState.CANCELLED) acts.add(Act.maybe(endedAt, id, ReservationState.CANCELLED));
        return acts;
    }
}
