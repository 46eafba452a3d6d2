package io.yizhan.core.reservation;

import io.yizhan.core.table.Hash;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Why operators have taken their places from members: remembered for as long as the reservations, whose members may ask. */
public final class TakenPlaces {
    private final Long2ObjectHashMap<String> reasons = new Long2ObjectHashMap<>();
    /** One reason is that of many. */
    private String latest = "";

    /** The reason; null where no operator has cancelled it. */
    @Nullable
    String whyTaken(long reservationId) {
        return reasons.isEmpty() ? null : reasons.get(reservationId);
    }

    /** @param reason "" where no operator has cancelled it */
    void cancelled(long reservationId, String reason) {
        if (reason.isEmpty()) return;
        if (!latest.equals(reason)) latest = reason;
        reasons.put(reservationId, latest);
    }

    /** The reservation leaves the books. */
    void forgotten(long reservationId) {
        if (!reasons.isEmpty()) reasons.remove(reservationId);
    }

    public long stateHash() {
        long hash = 0;
        for (var entry : reasons.entrySet())
            hash += Hash.of(entry.getKey() * 31 + entry.getValue().hashCode());
        return hash;
    }
}
