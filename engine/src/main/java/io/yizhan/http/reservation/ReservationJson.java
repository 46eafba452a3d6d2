package io.yizhan.http.reservation;

import io.yizhan.core.Arrival;
import io.yizhan.core.DrawReceipt;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Visit;
import io.yizhan.feed.Feed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.Alternatives;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotEnds;
import org.jspecify.annotations.Nullable;

/** A reservation as its member gets it: with where and when it is, so that a phone need not look its slots up. */
public final class ReservationJson {
    /** Bytes that a usual one takes. */
    public static final int BYTES = 512;

    private static final long[] NO_SLOTS = {};

    private ReservationJson() {}

    public static JsonOut write(JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed) {
        return fields(json.object(), reservation, index, feed, null, NO_SLOTS);
    }

    /** The same for those who run the station: with whose it is. */
    public static JsonOut withSubject(JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed) {
        json.object().field("subject", reservation.member());
        return fields(json, reservation, index, feed, null, NO_SLOTS);
    }

    /** As {@link #withSubject}, with when they came and went by its pass. */
    public static JsonOut withVisits(
            JsonOut json, Reservation reservation, Visit[] visits, DirectoryIndex index, Feed feed) {
        json.object().field("subject", reservation.member());
        if (visits.length > 0) visits(json, visits);
        return fields(json, reservation, index, feed, null, NO_SLOTS);
    }

    private static void visits(JsonOut json, Visit[] visits) {
        json.array("visits");
        for (Visit each : visits) {
            json.object();
            if (each.enteredAtMs() != 0) json.time("in", each.enteredAtMs());
            if (each.leftAtMs() != 0) json.time("out", each.leftAtMs());
            json.field("how", each.ending().name());
            if (each.oddity() != Visit.Oddity.NONE)
                json.field("odd", each.oddity().name());
            json.end();
        }
        json.endArray();
    }

    /** With what its member has in hand of an entry in a draw. */
    static JsonOut withReceipt(
            JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed, @Nullable String receipt) {
        return fields(json.object(), reservation, index, feed, null, receipt, NO_SLOTS);
    }

    static JsonOut withPass(JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed, String pass) {
        return fields(json.object(), reservation, index, feed, pass, NO_SLOTS);
    }

    /** Whoever has lost a place by no doing of their own hears where else there is one. */
    public static JsonOut withAlternatives(
            JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed, long nowMs) {
        return fields(json.object(), reservation, index, feed, null, alternatives(reservation, index, feed, nowMs));
    }

    /** To the first of its slots that is still to come. */
    private static long[] alternatives(Reservation reservation, DirectoryIndex index, Feed feed, long nowMs) {
        if (!reservation.lostItsPlace()) return NO_SLOTS;
        for (long slot : reservation.slots())
            if (SlotKey.startMs(slot) > nowMs) return Alternatives.to(slot, reservation.party(), index, feed, nowMs);
        return NO_SLOTS;
    }

    private static JsonOut fields(
            JsonOut json,
            Reservation reservation,
            DirectoryIndex index,
            Feed feed,
            @Nullable String pass,
            long[] alternatives) {
        return fields(json, reservation, index, feed, pass, null, alternatives);
    }

    /**
     * Into the object that is open, which ends with them.
     *
     * @param pass null for none
     * @param receipt null for none
     */
    private static JsonOut fields(
            JsonOut json,
            Reservation reservation,
            DirectoryIndex index,
            Feed feed,
            @Nullable String pass,
            @Nullable String receipt,
            long[] alternatives) {
        json.field("id", ReservationIds.format(reservation.id()))
                .field("state", reservation.state().name());
        whereAndWhen(json, reservation, index, feed);
        ReservationState state = reservation.state();
        if (state == ReservationState.HELD) json.time("holdExpiresAt", reservation.holdExpiresAtMs());
        if (reservation.position() > 0) json.field("position", reservation.position());
        if (state == ReservationState.OFFERED) json.time("offerExpiresAt", reservation.offerExpiresAtMs());
        draw(json, reservation.receipt(), receipt);
        if (!state.ended() && state != ReservationState.CHECKED_IN && state != ReservationState.ENTERED)
            json.time("cancelUntil", reservation.cancelClosesAtMs());
        if (state == ReservationState.CANCELLED) cancelled(json, reservation);
        closed(json, reservation, index);
        arrival(json, reservation.arrival());
        if (alternatives.length > 0) {
            json.array("alternatives");
            for (long slot : alternatives) json.value(index.slotIds.format(slot));
            json.endArray();
        }
        if (pass != null) json.field("pass", pass);
        return json.time("createdAt", reservation.createdAtMs()).end();
    }

    /** Into the object that is open: what whoever comes along to it is told, too. */
    public static void whereAndWhen(JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed) {
        long[] slots = reservation.slots();
        String[] ids = new String[slots.length];
        for (int i = 0; i < slots.length; i++) ids[i] = index.slotIds.format(slots[i]);
        json.array("slots");
        for (String id : ids) json.value(id);
        json.endArray().field("party", reservation.party());
        String stationId = index.directory.stationId(reservation.stationNo());
        if (stationId != null) json.field("stationId", stationId);
        json.time("start", startMs(slots)).time("end", reservation.endsAtMs()).array("items");
        for (int i = 0; i < slots.length; i++) item(json, reservation, slots[i], ids[i], index, feed);
        json.endArray();
    }

    private static void draw(JsonOut json, @Nullable DrawReceipt entry, @Nullable String receipt) {
        if (entry == null) return;
        json.field("drawId", entry.drawId())
                .object("entry")
                .field("number", entry.number())
                .field("pseudonym", entry.pseudonym())
                .field("weight", entry.weight())
                .field("chain", entry.chain());
        if (entry.result() != null)
            json.field("rank", entry.rank()).field("result", entry.result().name());
        if (receipt != null) json.field("receipt", receipt);
        json.end();
    }

    private static void arrival(JsonOut json, Arrival arrival) {
        if (arrival.byMs() != 0) json.time("checkInFrom", arrival.opensAtMs()).time("checkInBy", arrival.byMs());
        if (arrival.cameAtMs() != 0) json.time("checkedInAt", arrival.cameAtMs());
        if (arrival.strike()) json.field("strike", true);
    }

    private static void cancelled(JsonOut json, Reservation reservation) {
        String closedFor = reservation.closedFor();
        String takenFor = reservation.takenFor();
        if (closedFor != null) json.field("by", "closure").field("reason", closedFor);
        else if (takenFor != null) json.field("by", "operator").field("reason", takenFor);
        else json.field("by", "member");
    }

    private static void closed(JsonOut json, Reservation reservation, DirectoryIndex index) {
        if (reservation.closed().isEmpty()) return;
        json.array("closed");
        for (Reservation.ClosedSlot it : reservation.closed())
            json.object()
                    .field("slot", index.slotIds.format(it.slot()))
                    .field("reason", it.reason())
                    .end();
        json.endArray();
    }

    private static void item(
            JsonOut json, Reservation reservation, long slot, String id, DirectoryIndex index, Feed feed) {
        json.object().field("slot", id);
        String venueId = index.directory.venueId(SlotKey.venueNo(slot));
        if (venueId != null) json.field("venueId", venueId);
        json.time("start", SlotKey.startMs(slot))
                .time("end", SlotEnds.endMs(reservation, slot, index, feed))
                .end();
    }

    private static long startMs(long[] slots) {
        long startMs = Long.MAX_VALUE;
        for (long slot : slots) startMs = Math.min(startMs, SlotKey.startMs(slot));
        return startMs;
    }
}
