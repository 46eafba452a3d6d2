package io.yizhan.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as its member sees it: a copy, safe on any thread.
 *
 * @param slots {@linkplain SlotKey slot keys} in the order asked for
 * @param expiresAtMs until when a place is kept for it, of one that was placed as a hold, or while it is offered; 0 for all others
 * @param position in the queue while it waits, 1 for the next; 0 for all others
 * @param endsAtMs when its last slot ends
 * @param stationNo where its slots were when it was made
 * @param cancelClosesMin once confirmed it can be cancelled before this minute (since 1970 UTC)
 * @param arrival whether its member comes
 * @param loss what it has lost by no doing of its member's; null where nothing
 * @param receipt of an entry in a draw that is in the books; null for all others
 */
public record Reservation(
        long id,
        String member,
        ReservationState state,
        long[] slots,
        int party,
        long expiresAtMs,
        int position,
        long createdAtMs,
        long endsAtMs,
        int stationNo,
        int cancelClosesMin,
        Arrival arrival,
        @Nullable Loss loss,
        @Nullable DrawReceipt receipt) {
    /** Of one that was no entry in a draw. */
    public Reservation(
            long id,
            String member,
            ReservationState state,
            long[] slots,
            int party,
            long expiresAtMs,
            int position,
            long createdAtMs,
            long endsAtMs,
            int stationNo,
            int cancelClosesMin,
            Arrival arrival,
            @Nullable Loss loss) {
        this(
                id,
                member,
                state,
                slots,
                party,
                expiresAtMs,
                position,
                createdAtMs,
                endsAtMs,
                stationNo,
                cancelClosesMin,
                arrival,
                loss,
                null);
    }

    /** What it has lost by no doing of its member's. */
    public sealed interface Loss {}

    /**
     * Its place: it is cancelled.
     *
     * @param toClosure to a closure, else to an operator
     */
    public record OfPlace(boolean toClosure, String reason) implements Loss {}

    /** Some of its slots to come, or all, though it stands. */
    public record OfSlots(List<ClosedSlot> slots) implements Loss {}

    /**
     * A slot to come in which nothing takes place.
     *
     * @param reason of the closure
     */
    public record ClosedSlot(long slot, String reason) {}

    /** Its slots to come that are closed, though it stands. */
    public List<ClosedSlot> closed() {
        return loss instanceof OfSlots it ? it.slots : List.of();
    }

    /** The reason of the closure that has cancelled it; null where none has. */
    public @Nullable String closedFor() {
        return loss instanceof OfPlace it && it.toClosure ? it.reason : null;
    }

    /** The reason of the operator who has cancelled it; null where none has. */
    public @Nullable String takenFor() {
        return loss instanceof OfPlace it && !it.toClosure ? it.reason : null;
    }

    private static final long MINUTE_MS = 60_000;

    /** 0 unless it was placed as a hold. */
    public long holdExpiresAtMs() {
        return state == ReservationState.OFFERED ? 0 : expiresAtMs;
    }

    /** 0 unless a place is offered to it. */
    public long offerExpiresAtMs() {
        return state == ReservationState.OFFERED ? expiresAtMs : 0;
    }

    public long cancelClosesAtMs() {
        return cancelClosesMin * MINUTE_MS;
    }

    /** Whether it was cancelled, and not by its member. */
    public boolean lostItsPlace() {
        return loss instanceof OfPlace;
    }
}
