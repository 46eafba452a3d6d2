package io.yizhan.rows;

import io.yizhan.core.ReservationState;
import io.yizhan.core.StoredReservation;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A reservation as {@link MemoryRows} have it. */
public record MemoryReservation(
        String member,
        long keyHi,
        long keyLo,
        ReservationState state,
        List<Long> slots,
        int party,
        long holdExpiresAtMs,
        int exclusiveSlots,
        int stationNo,
        int cancelClosesMin,
        boolean byHost,
        boolean recurring,
        long waitEndsAtMs,
        long createdAtMs,
        int endsMin,
        long endedAtMs,
        int closureNo,
        String takenFor,
        Coming coming,
        boolean archived,
        StoredReservation.Entry entry,
        boolean lost) {
    MemoryReservation as(ReservationState now, long endedMs) {
        return with(now, endedMs, closureNo, takenFor, archived, waitEndsAtMs, coming);
    }

    MemoryReservation offered(ReservationState now, long expiresAtMs, long byMs) {
        long waitMs = expiresAtMs == 0 ? waitEndsAtMs : expiresAtMs;
        return with(now, 0, closureNo, takenFor, archived, waitMs, coming.by(byMs));
    }

    MemoryReservation passed(long waitMs, long byMs) {
        return with(
                state,
                endedAtMs,
                closureNo,
                takenFor,
                archived,
                waitMs == 0 ? waitEndsAtMs : waitMs,
                byMs == 0 ? coming : coming.by(byMs));
    }

    /** From a draw to the waitlist. */
    MemoryReservation waiting(long untilMs) {
        return with(ReservationState.WAITLISTED, 0, closureNo, takenFor, archived, untilMs, coming);
    }

    MemoryReservation losing(boolean now) {
        return new MemoryReservation(
                member,
                keyHi,
                keyLo,
                state,
                slots,
                party,
                holdExpiresAtMs,
                exclusiveSlots,
                stationNo,
                cancelClosesMin,
                byHost,
                recurring,
                waitEndsAtMs,
                createdAtMs,
                endsMin,
                endedAtMs,
                closureNo,
                takenFor,
                coming,
                archived,
                entry,
                now);
    }

    MemoryReservation archive() {
        return with(state, endedAtMs, closureNo, takenFor, true, waitEndsAtMs, coming);
    }

    /** Nobody's. */
    MemoryReservation forgotten() {
        return new MemoryReservation(
                "",
                0,
                0,
                state,
                slots,
                party,
                holdExpiresAtMs,
                exclusiveSlots,
                stationNo,
                cancelClosesMin,
                byHost,
                recurring,
                waitEndsAtMs,
                createdAtMs,
                endsMin,
                endedAtMs,
                closureNo,
                takenFor,
                coming,
                archived,
                entry,
                lost);
    }

    MemoryReservation as(ReservationState now, Coming other) {
        return with(now, endedAtMs, closureNo, takenFor, archived, waitEndsAtMs, other);
    }

    MemoryReservation cancelledBy(int no, String reason) throws RowsRefusedException {
        MemoryRows.require(reason.isEmpty() || state == ReservationState.CANCELLED, "reservation_taken_is_cancelled");
        return with(state, endedAtMs, no, reason, archived, waitEndsAtMs, coming);
    }

    private MemoryReservation with(
            ReservationState now, long endedMs, int no, String reason, boolean isArchived, long waitMs, Coming other) {
        return new MemoryReservation(
                member,
                keyHi,
                keyLo,
                now,
                slots,
                party,
                holdExpiresAtMs,
                exclusiveSlots,
                stationNo,
                cancelClosesMin,
                byHost,
                recurring,
                waitMs,
                createdAtMs,
                endsMin,
                endedMs,
                no,
                reason,
                other,
                isArchived,
                entry,
                lost);
    }

    /**
     * Whether a reservation's member comes.
     *
     * @param strike as the row has it; 0 for none
     */
    public record Coming(long byMs, long checkedInAtMs, int strike) {
        Coming by(long atMs) {
            return new Coming(atMs, checkedInAtMs, strike);
        }

        Coming checkedIn(long atMs) {
            return new Coming(byMs, atMs, strike);
        }

        Coming struck(int code) {
            return new Coming(byMs, checkedInAtMs, code);
        }
    }

    /** As the books get it back. */
    StoredReservation stored(long id, Map<Long, MemorySlot> of) {
        long[] keys = slots.stream().mapToLong(Long::longValue).toArray();
        List<MemorySlot> its =
                slots.stream().map(key -> Objects.requireNonNull(of.get(key))).toList();
        return new StoredReservation(
                id,
                member,
                keyHi,
                keyLo,
                state,
                keys,
                party,
                holdExpiresAtMs,
                exclusiveSlots,
                stationNo,
                cancelClosesMin,
                byHost,
                its.stream().mapToInt(MemorySlot::localDay).toArray(),
                createdAtMs,
                keys.length == 1
                        ? new int[] {endsMin}
                        : its.stream().mapToInt(MemorySlot::endMin).toArray(),
                endedAtMs,
                waitEndsAtMs,
                closureNo,
                takenFor,
                coming.byMs(),
                coming.checkedInAtMs(),
                coming.strike() == StrikeRows.COUNTS,
                recurring,
                entry,
                lost);
    }
}
