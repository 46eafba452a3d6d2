package io.yizhan.core;

/**
 * A slot of which stored reservations take more than it has: what no engine writes, and somebody may have changed by hand. They all stand;
 * nobody else gets a place.
 *
 * @param slotKey see {@link SlotKey}
 * @param capacity 0 where there is no such slot
 */
public record Overbooked(long slotKey, int capacity, int taken) {}
