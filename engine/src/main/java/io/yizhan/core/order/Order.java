package io.yizhan.core.order;

import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.StoredOrder;
import io.yizhan.core.table.Hash;
import java.util.Arrays;

/** An order, or a quote of one, in the books. Writer thread only. */
public final class Order {
    private final StoredOrder booked;
    private boolean erased;
    /** Of a quote: how many of its items are still held; of the others: how many are in the books. */
    private int left;

    Order(StoredOrder stored) {
        booked = stored;
        erased = stored.state() == OrderState.ERASED;
    }

    public OrderKey key() {
        return booked.key();
    }

    public OrderState state() {
        return erased ? OrderState.ERASED : booked.state();
    }

    boolean isQuote() {
        return booked.state() == OrderState.QUOTED;
    }

    public String member() {
        return booked.member();
    }

    /** By item; not to be changed. */
    public long[] reservations() {
        return booked.reservations();
    }

    public String details() {
        return erased ? "" : booked.details();
    }

    /** Whether it was booked by this very request. */
    public boolean isOf(long digestHi, long digestLo) {
        return booked.digestHi() == digestHi && booked.digestLo() == digestLo;
    }

    Order erased() {
        Order order = new Order(new StoredOrder(
                booked.key(),
                OrderState.ERASED,
                booked.member(),
                booked.digestHi(),
                booked.digestLo(),
                booked.reservations(),
                ""));
        order.left = left;
        return order;
    }

    void left(int count) {
        left = count;
    }

    /** Whether that was the last one. */
    boolean oneLess() {
        return --left == 0;
    }

    /** Of texts and numbers alone, so that it is the same in every process. */
    long stateHash() {
        long hash = key().broker().hashCode() * 31L + key().hi();
        hash = Hash.of(hash) + key().lo();
        hash = hash * 31 + state().code();
        hash = hash * 31 + member().hashCode();
        hash = hash * 31 + booked.digestHi();
        hash = hash * 31 + booked.digestLo();
        hash = hash * 31 + Arrays.hashCode(reservations());
        return Hash.of(hash * 31 + details().hashCode());
    }
}
