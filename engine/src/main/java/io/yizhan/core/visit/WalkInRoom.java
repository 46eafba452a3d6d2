package io.yizhan.core.visit;

/** Whether a station has room for somebody without a reservation. */
public interface WalkInRoom {
    /**
     * How many may come in.
     *
     * @param limit people at once, as the catalogue has it
     * @return never negative
     */
    int left(int stationNo, int limit, long nowMs);
}
