package io.yizhan.http;

import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import org.jspecify.annotations.Nullable;

/** A reservation as its member gets it. */
final class ReservationJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 256;

    private ReservationJson() {}

    static JsonOut write(JsonOut json, Reservation reservation, DirectoryIndex index) {
        return write(json, reservation, index, null);
    }

    /** @param pass null for none */
    static JsonOut write(JsonOut json, Reservation reservation, DirectoryIndex index, @Nullable String pass) {
        json.object()
                .field("id", ReservationIds.format(reservation.id()))
                .field("state", reservation.state().name())
                .array("slots");
        for (long slot : reservation.slots()) json.value(index.slotIds.format(slot));
        json.endArray().field("party", reservation.party());
        if (reservation.state() == ReservationState.HELD) json.time("holdExpiresAt", reservation.holdExpiresAtMs());
        if (pass != null) json.field("pass", pass);
        return json.time("createdAt", reservation.createdAtMs()).end();
    }
}
