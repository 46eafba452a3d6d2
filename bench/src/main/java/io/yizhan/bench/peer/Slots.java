package io.yizhan.bench.peer;

/** The slots that everybody books: {@value #SPREAD} in 1,000 venues, and one that all want. Each has places for all, and is asked each time. */
public enum Slots {
    /** Another slot for each booking, in no order. */
    SPREAD_OUT,
    /** All the same slot. */
    HOT;

    static final int SPREAD = 20_000;
    static final int VENUES = 1_000;
    static final int HOT_SLOT = SPREAD;
    static final int COUNT = SPREAD + 1;
    static final int PLACES = 1_000_000_000;

    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    int slot(long number) {
        return switch (this) {
            case HOT -> HOT_SLOT;
            case SPREAD_OUT -> (int) (((number * SCATTER) >>> 33) % SPREAD);
        };
    }

    /** Numbered from 1; the hot slot has one of its own. */
    static int venue(int slot) {
        return slot == HOT_SLOT ? VENUES + 1 : 1 + slot % VENUES;
    }
}
