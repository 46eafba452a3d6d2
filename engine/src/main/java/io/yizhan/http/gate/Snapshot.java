package io.yizhan.http.gate;

import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import java.util.List;

/**
 * What a gate needs to decide by itself.
 *
 * @param version of the city that it shows at least
 * @param asOfMs when it was made
 */
record Snapshot(String station, long version, long asOfMs, List<Entry> entries) {
    private static final int ENTRY_BYTES = 96;

    /**
     * A reservation whose pass is signed and not over.
     *
     * @param untilMs from when on it lets nobody in; 0 for one that lets nobody in any more
     * @param party how many people at once
     */
    record Entry(long id, long fromMs, long untilMs, int party) {
        static Entry revoked(long id) {
            return new Entry(id, 0, 0, 0);
        }

        boolean isRevoked() {
            return untilMs == 0;
        }
    }

    Snapshot with(List<Entry> others) {
        return new Snapshot(station, version, asOfMs, others);
    }

    /** How many bytes it takes, roughly. */
    int bytes() {
        return ENTRY_BYTES * (2 + entries.size());
    }

    /** All that there is. */
    byte[] whole(JsonOut json) {
        begin(json);
        return json.end().bytes();
    }

    /** Only what has changed. */
    static byte[] changed(JsonOut json, GivenSnapshots.Changed changed) {
        changed.snapshot().begin(json);
        json.field("since", changed.since()).array("gone");
        for (long id : changed.gone()) json.value(ReservationIds.format(id));
        return json.endArray().end().bytes();
    }

    private void begin(JsonOut json) {
        json.object()
                .field("station", station)
                .field("version", version)
                .time("asOf", asOfMs)
                .array("passes");
        for (Entry it : entries) {
            if (it.isRevoked()) continue;
            json.object()
                    .field("id", ReservationIds.format(it.id))
                    .time("from", it.fromMs)
                    .time("until", it.untilMs)
                    .field("party", it.party)
                    .end();
        }
        json.endArray().array("revoked");
        for (Entry it : entries) if (it.isRevoked()) json.value(ReservationIds.format(it.id));
        json.endArray();
    }
}
