package io.yizhan.http.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.SlotKey;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.trail.TrailEvent;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * An event as programs get it, the same by the list of events and by a webhook, whenever it is asked for: made of what the trail has of it and of
 * the ids of the present catalogue, which never change. One exception: who was forgotten since is not named any more.
 */
public final class EventJson {
    /** Bytes that a usual one takes. */
    public static final int BYTES = 320;

    private final DirectoryIndex index;
    private final UnaryOperator<String> names;
    private final boolean persons;

    private EventJson(DirectoryIndex index, UnaryOperator<String> names, boolean persons) {
        this.index = index;
        this.names = names;
        this.persons = persons;
    }

    /** For those who are to know nobody. */
    public static EventJson withoutPersons(DirectoryIndex index, Pseudonyms pseudonyms) {
        return new EventJson(index, pseudonyms::of, false);
    }

    /** For those who may know who it is, and read what operators have written about them. */
    public static EventJson withPersons(DirectoryIndex index) {
        return new EventJson(index, it -> it, true);
    }

    /** Writes it as an object. */
    public void write(JsonOut json, EventType type, TrailEvent event) {
        json.object()
                .field("seq", event.seq())
                .field("type", type.text)
                .time("timestamp", event.atMs())
                .object("data");
        if (event.reservationId() != 0) json.field("reservation", ReservationIds.format(event.reservationId()));
        if (!event.member().isEmpty() && isMember(type)) json.field("member", names.apply(event.member()));
        String payload = event.payload();
        data(json, type, payload == null ? new JsonObject() : new JsonObject(payload));
        json.end().end();
    }

    /** Of an act it may be a machine. */
    private static boolean isMember(EventType type) {
        return type != EventType.OPERATOR_ACTED;
    }

    private void data(JsonOut json, EventType type, JsonObject it) {
        switch (type) {
            case RESERVATION_PLACED -> placed(json, it);
            case RESERVATION_OFFERED -> {
                json.field("state", it.getLong("offerExpiresAtMs", 0L) == 0 ? "CONFIRMED" : "OFFERED");
                time(json, "offerExpiresAt", it, "offerExpiresAtMs");
            }
            case RESERVATION_CONFIRMED -> time(json, "checkInBy", it, "checkInByMs");
            case RESERVATION_NO_SHOW -> {
                json.field("strike", it.getBoolean("strike", false));
                time(json, "suspendedUntil", it, "suspendedUntilMs");
            }
            case STRIKE_FORGIVEN -> {
                time(json, "suspendedUntil", it, "suspendedUntilMs");
                aboutSomebody(json, it);
            }
            case RESERVATION_CANCELLED -> cancelled(json, it);
            case RESERVATION_CHECKED_IN, RESERVATION_EXPIRED, RESERVATION_COMPLETED, MEMBER_ERASED -> {}
            case VISITS_RECORDED -> visits(json, it);
            case WORKOUT_RECORDED ->
                json.field("machine", it.getString("machine", ""))
                        .time("start", it.getLong("startMs"))
                        .time("end", it.getLong("endMs"));
            case SLOTS_OPENED -> OpenedSlotsJson.write(json, it, index);
            case SLOT_CAPACITY_CHANGED -> {
                slot(json, it);
                json.field("capacity", it.getLong("capacity")).field("reason", it.getString("reason", ""));
            }
            case ACTIVITY_PLANNED -> slot(json, it);
            case ACTIVITY_DECIDED -> {
                slot(json, it);
                json.field("takesPlace", it.getInteger("closureNo", 0) == 0);
                closure(json, it);
            }
            case CLOSURE_BEGAN -> closureBegan(json, it);
            case CLOSURE_VENUE -> {
                closure(json, it);
                venue(json, it);
            }
            case CLOSURE_CARRIED_OUT, CLOSURE_LIFTED -> closure(json, it);
            case VENUE_DEFINED -> {
                venue(json, it);
                json.field("withdrawn", it.getBoolean("withdrawn", false));
            }
            case EQUIPMENT_MARKED ->
                json.field("machine", it.getString("machine", ""))
                        .field("outOfOrder", it.getBoolean("outOfOrder", false));
            case GATE_PASSAGES -> {
                json.field("gate", it.getString("gate", ""));
                station(json, it.getInteger("stationNo", 0));
                venue(json, it);
                json.field("passages", it.getJsonArray("seqs", new JsonArray()).size());
            }
            case OCCUPANCY_CORRECTED -> {
                station(json, it.getInteger("stationNo", 0));
                venue(json, it);
                json.field("inside", it.getLong("inside", 0L))
                        .field("by", it.getString("by", ""))
                        .time("asOf", it.getLong("asOfMs", 0L));
            }
            case OPERATOR_ACTED -> acted(json, it);
            case DRAW_ANNOUNCED -> {
                slot(json, it);
                json.field("round", it.getLong("round", 1L)).field("commitment", it.getString("commitment", ""));
                minute(json, "closesAt", it, "closesMin");
                minute(json, "revealsBy", it, "revealMin");
            }
            case DRAW_ENTERED -> {
                slot(json, it);
                json.field("number", it.getLong("number", 0L)).field("weight", it.getLong("weight", 1L));
            }
            case DRAW_CLOSED -> {
                slot(json, it);
                json.field("entries", it.getLong("entries", 0L)).field("digest", it.getString("digest", ""));
            }
            case DRAW_PART_GIVEN -> {
                slot(json, it);
                json.field("part", it.getString("part", "")).field("value", it.getString("value", ""));
            }
            case DRAW_DECIDED -> {
                slot(json, it);
                json.field("number", it.getLong("number", 0L))
                        .field("rank", it.getLong("rank", 0L))
                        .field("result", it.getString("result", ""));
            }
            case DRAW_CARRIED_OUT -> slot(json, it);
            case COMPANIONS_INVITED -> {
                json.field("first", it.getLong("first", 1L)).field("count", it.getLong("count", 1L));
                minute(json, "closesAt", it, "closesMin");
            }
            case INVITATION_ACCEPTED -> json.field("number", it.getLong("number", 0L));
            case INVITATION_WITHDRAWN ->
                json.field("number", it.getLong("number", 0L))
                        .field("by", it.getBoolean("left", false) ? "COMPANION" : "HOLDER");
            case ORDER_QUOTED, ORDER_BOOKED, ORDER_ERASED -> order(json, it);
            case ORDER_NOTICED -> {
                order(json, it);
                String notice = it.getString("notice", "");
                json.field("given", !notice.isEmpty());
                if (persons && !notice.isEmpty()) json.field("notice", notice);
            }
        }
    }

    /** Without what its partner has said of it, which the trail never has. */
    private void order(JsonOut json, JsonObject it) {
        json.field("broker", names.apply(it.getString("broker", ""))).field("order", it.getString("uuid", ""));
        JsonArray reservations = it.getJsonArray("reservations");
        if (reservations == null) return;
        json.array("items");
        for (int i = 0; i < reservations.size(); i++) json.value(ReservationIds.format(reservations.getLong(i)));
        json.endArray();
    }

    private void placed(JsonOut json, JsonObject it) {
        boolean waits = it.containsKey("waitEndsAtMs");
        boolean enters = it.getBoolean("enters", false);
        boolean held = it.containsKey("holdExpiresAtMs");
        json.field("state", enters ? "ENTERED" : waits ? "WAITLISTED" : held ? "HELD" : "CONFIRMED");
        json.array("slots");
        JsonArray slots = it.getJsonArray("slots", new JsonArray());
        for (int i = 0; i < slots.size(); i++) json.value(slotId(index, slots.getLong(i)));
        json.endArray().field("party", it.getLong("party", 1L));
        station(json, it.getInteger("stationNo", 0));
        time(json, "holdExpiresAt", it, "holdExpiresAtMs");
        time(json, "waitEndsAt", it, "waitEndsAtMs");
        time(json, "checkInBy", it, "checkInByMs");
        if (it.getInteger("cancelClosesMin", 0) != 0)
            json.time("cancelUntil", it.getInteger("cancelClosesMin") * 60_000L);
        if (it.getBoolean("recurring", false)) json.field("recurring", true);
    }

    private void cancelled(JsonOut json, JsonObject it) {
        boolean byClosure = it.getInteger("closureNo", 0) != 0;
        json.field("by", it.containsKey("reason") ? "OPERATOR" : byClosure ? "CLOSURE" : "MEMBER");
        closure(json, it);
        aboutSomebody(json, it);
    }

    /** What an operator has written about a member is for those who may know the member. */
    private void aboutSomebody(JsonOut json, JsonObject it) {
        String reason = it.getString("reason", "");
        if (persons && !reason.isEmpty()) json.field("reason", reason);
    }

    private static void visits(JsonOut json, JsonObject it) {
        json.array("visits");
        JsonArray visits = it.getJsonArray("visits", new JsonArray());
        for (int i = 0; i < visits.size(); i++) {
            JsonObject visit = visits.getJsonObject(i);
            json.object();
            time(json, "enteredAt", visit, "enteredAtMs");
            time(json, "leftAt", visit, "leftAtMs");
            int companion = visit.getInteger("companion", 0);
            if (companion != 0) json.field("companion", companion);
            json.end();
        }
        json.endArray();
    }

    private void closureBegan(JsonOut json, JsonObject it) {
        closure(json, it);
        json.time("from", it.getInteger("fromMin") * 60_000L)
                .time("to", it.getInteger("toMin") * 60_000L)
                .field("reservations", it.getBoolean("cancels", false) ? "CANCEL" : "KEEP")
                .field("reason", it.getString("reason", ""));
        if (!it.getString("machine", "").isEmpty()) json.field("machine", it.getString("machine"));
    }

    private void acted(JsonOut json, JsonObject it) {
        json.field("act", it.getString("act", "")).field("operator", names.apply(it.getString("actor", "")));
        json.array("stations");
        JsonArray stations = it.getJsonArray("stations", new JsonArray());
        for (int i = 0; i < stations.size(); i++) {
            String id = index.directory.stationId(stations.getInteger(i));
            if (id != null) json.value(id);
        }
        json.endArray();
        long target = it.getLong("target", 0L);
        for (OperatorAct act : OperatorAct.values())
            if (act.name().equals(it.getString("act")) && act.target() == OperatorAct.Target.SLOT)
                json.field("slot", slotId(index, target));
        aboutSomebody(json, it);
    }

    private void slot(JsonOut json, JsonObject it) {
        long key = it.getLong("slot", 0L);
        json.field("slot", slotId(index, key));
        String venue = index.directory.venueId(SlotKey.venueNo(key));
        json.field("venue", Objects.requireNonNullElse(venue, ""));
    }

    /** Empty where another node has already opened slots of a venue that this one has yet to hear of. */
    static String slotId(DirectoryIndex index, long key) {
        return index.directory.venueId(SlotKey.venueNo(key)) == null ? "" : index.slotIds.format(key);
    }

    private static void closure(JsonOut json, JsonObject it) {
        int no = it.getInteger("closureNo", 0);
        if (no != 0) json.field("closure", NumberedIds.CLOSURE.format(no));
    }

    private void station(JsonOut json, int no) {
        String id = index.directory.stationId(no);
        if (id != null) json.field("station", id);
    }

    private void venue(JsonOut json, JsonObject it) {
        String id = index.directory.venueId(it.getInteger("venueNo", 0));
        if (id != null) json.field("venue", id);
    }

    private static void minute(JsonOut json, String name, JsonObject it, String from) {
        int atMin = it.getInteger(from, 0);
        if (atMin != 0) json.time(name, atMin * 60_000L);
    }

    private static void time(JsonOut json, String name, JsonObject it, String from) {
        long atMs = it.getLong(from, 0L);
        if (atMs != 0) json.time(name, atMs);
    }
}
