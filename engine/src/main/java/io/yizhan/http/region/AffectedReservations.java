package io.yizhan.http.region;

import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom a change would leave without a place, for those who run the station: with the member, and what else could be had. */
public final class AffectedReservations {
    /** Bytes that one takes. */
    public static final int BYTES = 256;

    private final DirectoryIndex index;
    private final Feed feed;
    private final long nowMs;
    private final Alternatives.Unfit taken;
    /** Hundreds may be of one slot, and its alternatives are the same for all parties of a size. */
    private final Map<Wanted, long[]> known = new HashMap<>();

    private record Wanted(long slot, int party) {}

    /** @param taken which slots the change takes away */
    public AffectedReservations(DirectoryIndex index, Feed feed, long nowMs, Alternatives.Unfit taken) {
        this.index = index;
        this.feed = feed;
        this.nowMs = nowMs;
        this.taken = taken;
    }

    /** As fields of the object that is open. */
    public void write(JsonOut json, List<Reservation> listed, int affected) {
        json.array("reservationsAffected");
        for (Reservation one : listed) write(json, one);
        json.endArray();
        if (affected > listed.size()) json.field("more", true);
    }

    /** Those that stand, without some dates of their course: with these in place of alternatives. */
    public void writeLosingDates(JsonOut json, List<Reservation> listed, int losing) {
        json.field("losingDates", losing).array("reservationsLosingDates");
        for (Reservation one : listed) {
            begin(json, one).array("dates");
            for (long slot : one.slots()) if (losesDate(one, slot)) json.value(index.slotIds.format(slot));
            json.endArray().end();
        }
        json.endArray();
        if (losing > listed.size()) json.field("moreLosingDates", true);
    }

    private void write(JsonOut json, Reservation one) {
        begin(json, one).array("alternatives");
        for (long other : alternatives(one)) json.value(index.slotIds.format(other));
        json.endArray().end();
    }

    private JsonOut begin(JsonOut json, Reservation one) {
        json.object()
                .field("id", ReservationIds.format(one.id()))
                .field("member", one.member())
                .field("state", one.state().name())
                .array("slots");
        for (long slot : one.slots()) json.value(index.slotIds.format(slot));
        return json.endArray().field("party", one.party());
    }

    private boolean losesDate(Reservation one, long slot) {
        long endMs = SlotEnds.endMs(one, slot, index, feed);
        return endMs > nowMs && taken.is(slot, endMs);
    }

    private long[] alternatives(Reservation one) {
        return known.computeIfAbsent(
                new Wanted(lost(one), one.party()),
                it -> Alternatives.to(it.slot, it.party, index, feed, nowMs, taken));
    }

    /** The first of its slots that is to come and that the change takes away. */
    private long lost(Reservation one) {
        for (long slot : one.slots()) {
            boolean toCome = SlotKey.startMs(slot) > nowMs;
            if (toCome && taken.is(slot, SlotEnds.endMs(one, slot, index, feed))) return slot;
        }
        return one.slots()[0];
    }
}
