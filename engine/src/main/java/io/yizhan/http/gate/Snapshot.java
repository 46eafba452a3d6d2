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
     * A pass that is signed and not over: a reservation's, or that of one who comes along to it.
     *
     * @param companion the number of the invitation; 0 for the reservation's own
     * @param untilMs from when on it lets nobody in; 0 for one that lets nobody in any more
     * @param party how many people at once
     * @param holderFirst whether it lets in only once whoever has the reservation has come
     */
    record Entry(long id, int companion, long fromMs, long untilMs, int party, boolean holderFirst) {
        static Entry revoked(long id, int companion) {
            return new Entry(id, companion, 0, 0, 0, false);
        }

        boolean isRevoked() {
            return untilMs == 0;
        }

        /** Of which pass it is. */
        Key key() {
            return new Key(id, companion);
        }
    }

    /** Which pass: by this a gate finds it. */
    record Key(long id, int companion) {
        String text() {
            String reservation = ReservationIds.format(id);
            return companion == 0 ? reservation : reservation + '/' + companion;
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
        for (Key key : changed.gone()) json.value(key.text());
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
                    .field("id", it.key().text())
                    .time("from", it.fromMs)
                    .time("until", it.untilMs)
                    .field("party", it.party);
            if (it.holderFirst) json.field("holderFirst", true);
            json.end();
        }
        json.endArray().array("revoked");
        for (Entry it : entries) if (it.isRevoked()) json.value(it.key().text());
        json.endArray();
    }
}
