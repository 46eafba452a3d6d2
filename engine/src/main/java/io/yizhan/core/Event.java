package io.yizhan.core;

/**
 * What has happened in a region: the only thing that changes the books, and what the journal holds. Applying one judges
 * nothing, so a replay under changed rules rebuilds the same past. Arrays are never changed after construction.
 */
public sealed interface Event extends Decision {
    /** When, in milliseconds since 1970 UTC; never less than that of the event before it. */
    long atMs();

    /** See {@link Command.DefineVenue}. */
    record VenueDefined(long atMs, int venueNo, int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs)
            implements Event {}

    /** See {@link Command.OpenSlots}; holds only those that were new. */
    record SlotsOpened(
            long atMs, int venueNo, int[] startMin, int[] endMin, int[] capacity, int[] releaseMin, boolean[] closed)
            implements Event {}

    /** Slots that ended before this minute are forgotten, except those that a live reservation uses. */
    record SlotsRetired(long atMs, int endedBeforeMin) implements Event {}

    /** @param holdExpiresAtMs 0 where it is confirmed from the start */
    record ReservationPlaced(
            long atMs,
            long reservationId,
            String member,
            long keyHi,
            long keyLo,
            long[] slots,
            int party,
            long holdExpiresAtMs)
            implements Event {}

    record ReservationConfirmed(long atMs, long reservationId) implements Event {}

    record ReservationCancelled(long atMs, long reservationId) implements Event {}

    /** A hold's time ran out; its places are free again. */
    record HoldExpired(long atMs, long reservationId) implements Event {}

    /** The last slot of a confirmed reservation ended; it no longer counts against the member's limit. */
    record ReservationCompleted(long atMs, long reservationId) implements Event {}

    /** An ended reservation left the books; from here it is history, kept in the database alone. */
    record ReservationArchived(long atMs, long reservationId) implements Event {}

    /**
     * Gate events that had not been seen before.
     *
     * @param counted false for those too old to change the occupancy: known, not counted
     */
    record GateEventsRecorded(
            long atMs,
            String gate,
            String boot,
            int stationNo,
            long[] seqs,
            long[] happenedAtMs,
            boolean[] in,
            boolean[] counted,
            String[] credentials)
            implements Event {}

    /** A gate's former run, silent for so long that nothing of it would count any more, left the books. */
    record GateBootForgotten(long atMs, String gate, String boot) implements Event {}
}
