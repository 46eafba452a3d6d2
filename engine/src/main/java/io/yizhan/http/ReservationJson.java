package io.yizhan.http;

import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;

/** A reservation as its member gets it. */
final class ReservationJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 256;

    private ReservationJson() {}

    static JsonOut write(JsonOut json, Reservation reservation, DirectoryIndex index) {
        json.object()
                .field("id", ReservationIds.format(reservation.id()))
                .field("state", reservation.state().name())
                .array("slots");
        for (long slot : reservation.slots()) json.value(index.slotIds.format(slot));
        json.endArray().field("party", reservation.party());
        if (reservation.state() == ReservationState.HELD) json.time("holdExpiresAt", reservation.holdExpiresAtMs());
        return json.time("createdAt", reservation.createdAtMs()).end();
    }
}
