package io.yizhan.writebehind;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.yizhan.core.Event;
import io.yizhan.core.Event.GateBootForgotten;
import io.yizhan.core.Event.GateEventsRecorded;
import io.yizhan.core.Event.HoldExpired;
import io.yizhan.core.Event.ReservationArchived;
import io.yizhan.core.Event.ReservationCancelled;
import io.yizhan.core.Event.ReservationCompleted;
import io.yizhan.core.Event.ReservationConfirmed;
import io.yizhan.core.Event.ReservationPlaced;
import io.yizhan.core.Event.SlotsOpened;
import io.yizhan.core.Event.SlotsRetired;
import io.yizhan.core.Event.VenueDefined;
import io.yizhan.core.VenueTerms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event as the audit trail shows it.
 *
 * @param kind the event's name
 * @param reservationId null where it is not about one
 * @param member null unless the event names one
 * @param payload a JSON object, or null where the kind says all
 */
record EventRow(
        String kind,
        @Nullable Long reservationId,
        @Nullable String member,
        @Nullable String payload) {

    static EventRow of(Event event) {
        return switch (event) {
            case VenueDefined e -> defined(e);
            case SlotsOpened e ->
                about(
                        "SlotsOpened",
                        "{\"venueNo\":" + e.venueNo() + (e.exclusive() == null ? "" : ",\"exclusive\":" + e.exclusive())
                                + ",\"startMin\":"
                                + Arrays.toString(e.startMin())
                                + ",\"endMin\":" + Arrays.toString(e.endMin()) + ",\"capacity\":"
                                + Arrays.toString(e.capacity())
                                + ",\"releaseMin\":" + Arrays.toString(e.releaseMin())
                                + ",\"closed\":" + Arrays.toString(e.closed()) + "}");
            case SlotsRetired e -> about("SlotsRetired", "{\"endedBeforeMin\":" + e.endedBeforeMin() + "}");
            case ReservationPlaced e -> placed(e);
            case ReservationConfirmed e -> reservation("ReservationConfirmed", e.reservationId());
            case ReservationCancelled e -> reservation("ReservationCancelled", e.reservationId());
            case HoldExpired e -> reservation("HoldExpired", e.reservationId());
            case ReservationCompleted e -> reservation("ReservationCompleted", e.reservationId());
            case ReservationArchived e -> reservation("ReservationArchived", e.reservationId());
            case GateEventsRecorded e ->
                about(
                        "GateEventsRecorded",
                        "{\"gate\":" + quoted(e.gate()) + ",\"boot\":" + quoted(e.boot()) + ",\"stationNo\":"
                                + e.stationNo() + ",\"seqs\":" + Arrays.toString(e.seqs()) + forgotten(e) + "}");
            case GateBootForgotten e ->
                about("GateBootForgotten", "{\"gate\":" + quoted(e.gate()) + ",\"boot\":" + quoted(e.boot()) + "}");
        };
    }

    /** Postgres has no place for the character 0, which a client may well send: it becomes U+FFFD, and is not what stops a region. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    private static EventRow about(String kind, String payload) {
        return new EventRow(kind, null, null, payload);
    }

    private static EventRow reservation(String kind, long id) {
        return new EventRow(kind, id, null, null);
    }

    private static EventRow defined(VenueDefined event) {
        VenueTerms terms = event.terms();
        return about(
                "VenueDefined",
                "{\"venueNo\":" + event.venueNo() + ",\"stationNo\":" + terms.stationNo() + ",\"exclusive\":"
                        + terms.exclusive() + ",\"holdTtlMs\":" + terms.holdTtlMs() + ",\"cancelCutoffMs\":"
                        + terms.cancelCutoffMs()
                        + (terms.atOnceMax() == 1 ? "" : ",\"atOnceMax\":" + terms.atOnceMax())
                        + (terms.withdrawn() ? ",\"withdrawn\":true" : "") + "}");
    }

    private static EventRow placed(ReservationPlaced event) {
        var payload = new StringBuilder(80).append("{\"slots\":[");
        long[] slots = event.slots();
        for (int i = 0; i < slots.length; i++) {
            if (i > 0) payload.append(',');
            payload.append(slots[i]);
        }
        payload.append("],\"party\":").append(event.party());
        if (event.holdExpiresAtMs() != 0)
            payload.append(",\"holdExpiresAtMs\":").append(event.holdExpiresAtMs());
        if (event.hasTerms())
            payload.append(",\"exclusiveSlots\":")
                    .append(event.exclusiveSlots())
                    .append(",\"stationNo\":")
                    .append(event.stationNo())
                    .append(",\"cancelClosesMin\":")
                    .append(event.cancelClosesMin());
        payload.append('}');
        return new EventRow("ReservationPlaced", event.reservationId(), storable(event.member()), payload.toString());
    }

    private static String forgotten(GateEventsRecorded event) {
        return event.forgotten().length == 0 ? "" : ",\"forgotten\":" + Arrays.toString(event.forgotten());
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder().append('"');
        JsonStringEncoder.getInstance().quoteAsString(storable(text), quoted);
        return quoted.append('"').toString();
    }
}
