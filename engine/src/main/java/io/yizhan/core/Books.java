package io.yizhan.core;

/**
 * Takes the books as they stood at a checkpoint: slots after their venue, reservations after their slots. Writer thread, before any
 * command.
 */
public interface Books {
    void venue(int venueNo, int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs);

    /** Times in minutes since 1970 UTC. All its places are free until reservations take them. */
    void slot(long key, int endMin, int capacity, int releaseMin, boolean closed);

    /**
     * @param holdExpiresAtMs 0 unless it was placed as a hold
     * @param endedAtMs 0 while it is active
     */
    void reservation(
            long id,
            String member,
            long keyHi,
            long keyLo,
            ReservationState state,
            long[] slots,
            int party,
            long holdExpiresAtMs,
            long createdAtMs,
            long endsAtMs,
            long endedAtMs);

    /** @param beyond numbers above {@code through + 1} that were received */
    void gateBoot(String gate, String boot, int stationNo, long through, long[] beyond, long lastHeardMs);

    void occupancy(int stationNo, long entered, long left);

    /**
     * Where numbers and time go on.
     *
     * @param nextReservationId above every id ever given
     * @param atMs the last event's time
     */
    void end(long nextReservationId, long atMs);
}
