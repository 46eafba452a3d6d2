package io.yizhan.core;

/**
 * A slot's identity as one {@code long}: the venue's number above, the minute it starts (since 1970 UTC) below. Two slots of
 * one venue never start in the same minute, so nothing else is needed; and keys of a venue sort by time.
 */
public final class SlotKey {
    private SlotKey() {}

    public static long of(int venueNo, int startMin) {
        return ((long) venueNo << 32) | (startMin & 0xffff_ffffL);
    }

    public static int venueNo(long key) {
        return (int) (key >>> 32);
    }

    /** Minutes since 1970 UTC. */
    public static int startMin(long key) {
        return (int) key;
    }

    /** Milliseconds since 1970 UTC. */
    public static long startMs(long key) {
        return startMin(key) * 60_000L;
    }
}
