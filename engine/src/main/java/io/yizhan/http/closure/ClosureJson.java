package io.yizhan.http.closure;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Closure;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;

/** A closure as operators get it. */
final class ClosureJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 384;

    private static final long MINUTE_MS = 60_000;

    private ClosureJson() {}

    static JsonOut write(JsonOut json, Closure closure, Directory directory) {
        return fields(json.object(), closure, directory).end();
    }

    /** All of it, as fields of the object that is open. */
    static JsonOut fields(JsonOut json, Closure closure, Directory directory) {
        json.field("id", NumberedIds.CLOSURE.format(closure.no()));
        asked(json, closure, directory)
                .field("reason", closure.reason())
                .field("state", closure.state().name())
                .field("cancelled", closure.cancelled());
        if (closure.isOfMachine()) json.field("machine", closure.machine());
        return json;
    }

    /** What of it was asked for, as fields of the object that is open. */
    static JsonOut asked(JsonOut json, Closure closure, Directory directory) {
        json.array("venues");
        for (int venueNo : closure.venues()) {
            String id = directory.venueId(venueNo);
            if (id != null) json.value(id);
        }
        return json.endArray()
                .time("from", closure.fromMin() * MINUTE_MS)
                .time("to", closure.toMin() * MINUTE_MS)
                .field("reservations", closure.cancels() ? "CANCEL" : "KEEP");
    }
}
