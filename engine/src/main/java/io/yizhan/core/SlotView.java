package io.yizhan.core;

/** A slot as the books have it now. Good for as long as the call that hands it over; minutes are since 1970 UTC. */
public interface SlotView {
    /** See {@link SlotKey}. */
    long key();

    int endMin();

    int capacity();

    /** Places that are left, never below zero. */
    int remaining();

    /** From when it can be booked by those who come first. */
    int releaseMin();

    /** From when everybody can book it. */
    int neighboursMin();

    /** By its schedule, by a closure, or since its venue is gone. */
    boolean closed();

    /** One party has all of it. */
    boolean exclusive();

    /** Takes each slot that is handed over. */
    interface Reader {
        void slot(SlotView slot);
    }
}
