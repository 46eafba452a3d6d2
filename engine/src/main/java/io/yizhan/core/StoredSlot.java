package io.yizhan.core;

/**
 * A slot as it is kept and loaded again; times in minutes since 1970 UTC. All its places are free until reservations take them.
 *
 * @param key see {@link SlotKey}
 * @param neighboursMin from when it is not the host's staff alone who can book it; not before {@code releaseMin}
 * @param exclusive one party has all of it
 * @param localDay on which it starts, as the region's clock has it; since 1970-01-01
 */
public record StoredSlot(
        long key,
        int endMin,
        int capacity,
        int releaseMin,
        int neighboursMin,
        boolean closed,
        boolean exclusive,
        int localDay) {}
