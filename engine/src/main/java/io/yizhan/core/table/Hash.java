package io.yizhan.core.table;

/** Spreads keys that lie close together, or differ in few bits, over all numbers. */
public final class Hash {
    private Hash() {}

    /** The finalizer of MurmurHash3: every bit of the key moves every bit of the result. */
    public static long of(long key) {
        key = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        key = (key ^ (key >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return key ^ (key >>> 33);
    }
}
