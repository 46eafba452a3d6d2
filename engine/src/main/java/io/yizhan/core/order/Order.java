package io.yizhan.core.order;

import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderState;
import io.yizhan.core.StoredOrder;
import io.yizhan.core.table.Hash;
import java.util.Arrays;

/** An order, or a quote of one, in the books. Writer thread only. */
public final class Order {
    private final StoredOrder stored;
    /** Of a quote: how many of its items are still held; of the others: how many are in the books. */
    private int left;

    Order(StoredOrder stored) {
        this.stored = stored;
    }

    public OrderKey key() {
        return stored.key();
    }

    public OrderState state() {
        return stored.state();
    }

    boolean isQuote() {
        return stored.state() == OrderState.QUOTED;
    }

    public String member() {
        return stored.member();
    }

    /** By item; not to be changed. */
    public long[] reservations() {
        return stored.reservations();
    }

    public String details() {
        return stored.details();
    }

    /** What its customer is to be told; "" for nothing. */
    public String notice() {
        return stored.notice();
    }

    /** Whether it was booked by this very request. */
    public boolean isOf(long digestHi, long digestLo) {
        return stored.digestHi() == digestHi && stored.digestLo() == digestLo;
    }

    /** With the same items. */
    Order become(StoredOrder now) {
        Order order = new Order(now);
        order.left = left;
        return order;
    }

    StoredOrder stored() {
        return stored;
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
        hash = hash * 31 + stored.digestHi();
        hash = hash * 31 + stored.digestLo();
        hash = hash * 31 + Arrays.hashCode(reservations());
        hash = hash * 31 + details().hashCode();
        return Hash.of(hash * 31 + notice().hashCode());
    }
}
