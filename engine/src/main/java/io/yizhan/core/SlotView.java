package io.yizhan.core;

import org.jspecify.annotations.Nullable;

/** A slot as the books have it now. Good for as long as the call that hands it over; minutes are since 1970 UTC. */
public interface SlotView {
    /** See {@link SlotKey}. */
    long key();

    int endMin();

    int capacity();

    /** Places that are left for whoever comes. Where somebody waits, none are but those {@link #forHost}, until that ends. */
    int remaining();

    /** How many wait for places. */
    int waiting();

    /** People whose reservation begins with it, and who have not come yet. */
    int expected();

    /** From when the staff of the station's host can book it; as {@link #neighboursMin} where there is no host. */
    int releaseMin();

    /** From when everybody can book it. */
    int neighboursMin();

    /** How much earlier verified people can, in minutes. */
    int verifiedEarlierMin();

    /** Until when it can be booked. */
    int closesMin();

    /** Of the places that are left, those that only the staff of the station's host can take, until {@link #hostShareEndsMin}. */
    int forHost();

    int hostShareEndsMin();

    /** By its schedule or by a closure. */
    boolean closed();

    /** Why, as an operator said; null where no closure of an operator's closes it. */
    @Nullable
    String closureReason();

    /** How people take part in what takes place in it; null where it is like any other. */
    @Nullable
    ActivityTerms activity();

    /** How its places are drawn for, as far as that has come by events alone; null where they are not. */
    @Nullable
    DrawView draw();

    /** One party has all of it. */
    boolean exclusive();

    /** Takes each slot that is handed over. */
    interface Reader {
        void slot(SlotView slot);
    }
}
