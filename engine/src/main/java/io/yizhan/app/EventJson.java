package io.yizhan.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
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
import io.yizhan.core.SlotKey;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/**
 * An event as one line of JSON, for people and scripts: {@code seq}, {@code at}, {@code event} (its kind), and what the kind has. Times are
 * RFC 3339 in UTC, numbers of stations and venues those of the database. Names of fields stay as they are; new ones may come.
 */
final class EventJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long MINUTE_MS = 60_000;

    private EventJson() {}

    static String line(long seq, Event event) throws IOException {
        StringWriter line = new StringWriter(160);
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("seq", seq);
            time(json, "at", event.atMs());
            json.writeStringField("event", event.getClass().getSimpleName());
            fields(json, event);
            json.writeEndObject();
        }
        return line.toString();
    }

    private static void fields(JsonGenerator json, Event event) throws IOException {
        switch (event) {
            case VenueDefined e -> {
                json.writeNumberField("venueNo", e.venueNo());
                json.writeNumberField("stationNo", e.terms().stationNo());
                json.writeBooleanField("exclusive", e.terms().exclusive());
                json.writeNumberField("holdTtlMs", e.terms().holdTtlMs());
                json.writeNumberField("cancelCutoffMs", e.terms().cancelCutoffMs());
                json.writeNumberField("atOnceMax", e.terms().atOnceMax());
                json.writeBooleanField("withdrawn", e.terms().withdrawn());
            }
            case SlotsOpened e -> slotsOpened(json, e);
            case SlotsRetired e -> time(json, "endedBefore", e.endedBeforeMin() * MINUTE_MS);
            case ReservationPlaced e -> placed(json, e);
            case ReservationConfirmed e -> json.writeNumberField("reservationId", e.reservationId());
            case ReservationCancelled e -> json.writeNumberField("reservationId", e.reservationId());
            case HoldExpired e -> json.writeNumberField("reservationId", e.reservationId());
            case ReservationCompleted e -> json.writeNumberField("reservationId", e.reservationId());
            case ReservationArchived e -> json.writeNumberField("reservationId", e.reservationId());
            case GateEventsRecorded e -> gateEvents(json, e);
            case GateBootForgotten e -> {
                json.writeStringField("gate", e.gate());
                json.writeStringField("boot", e.boot());
            }
        }
    }

    private static void slotsOpened(JsonGenerator json, SlotsOpened event) throws IOException {
        json.writeNumberField("venueNo", event.venueNo());
        Boolean exclusive = event.exclusive();
        if (exclusive != null) json.writeBooleanField("exclusive", exclusive);
        json.writeArrayFieldStart("slots");
        for (int i = 0; i < event.startMin().length; i++) {
            json.writeStartObject();
            time(json, "startsAt", event.startMin()[i] * MINUTE_MS);
            time(json, "endsAt", event.endMin()[i] * MINUTE_MS);
            json.writeNumberField("capacity", event.capacity()[i]);
            time(json, "releasesAt", event.releaseMin()[i] * MINUTE_MS);
            json.writeBooleanField("closed", event.closed()[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void placed(JsonGenerator json, ReservationPlaced event) throws IOException {
        json.writeNumberField("reservationId", event.reservationId());
        json.writeStringField("member", event.member());
        json.writeStringField("key", "%016x%016x".formatted(event.keyHi(), event.keyLo()));
        json.writeArrayFieldStart("slots");
        for (int i = 0; i < event.slots().length; i++) {
            json.writeStartObject();
            json.writeNumberField("venueNo", SlotKey.venueNo(event.slots()[i]));
            time(json, "startsAt", SlotKey.startMs(event.slots()[i]));
            if (event.hasTerms()) json.writeBooleanField("exclusive", (event.exclusiveSlots() >> i & 1) != 0);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("party", event.party());
        if (event.holdExpiresAtMs() != 0) time(json, "holdExpiresAt", event.holdExpiresAtMs());
        if (event.hasTerms()) {
            json.writeNumberField("stationNo", event.stationNo());
            time(json, "cancelClosesAt", event.cancelClosesMin() * MINUTE_MS);
        }
    }

    private static void gateEvents(JsonGenerator json, GateEventsRecorded event) throws IOException {
        json.writeStringField("gate", event.gate());
        json.writeStringField("boot", event.boot());
        json.writeNumberField("stationNo", event.stationNo());
        json.writeArrayFieldStart("entries");
        for (int i = 0; i < event.seqs().length; i++) {
            json.writeStartObject();
            json.writeNumberField("seq", event.seqs()[i]);
            time(json, "happenedAt", event.happenedAtMs()[i]);
            json.writeStringField("direction", event.in()[i] ? "IN" : "OUT");
            json.writeBooleanField("counted", event.counted()[i]);
            json.writeStringField("credential", event.credentials()[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (event.forgotten().length == 0) return;
        json.writeArrayFieldStart("forgotten");
        for (int i = 0; i < event.forgotten().length; i += 2) {
            json.writeStartArray();
            json.writeNumber(event.forgotten()[i]);
            json.writeNumber(event.forgotten()[i + 1]);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String field, long ms) throws IOException {
        json.writeStringField(field, Instant.ofEpochMilli(ms).toString());
    }
}
