package io.yizhan.core;

/** Takes the orders of booking partners as they stood at a checkpoint: behind the reservations. Writer thread, before any command. */
public interface OrderBooks {
    /** One order. Of a quote one of its holds runs; of the others some reservation is in the books. */
    void order(StoredOrder order);
}
