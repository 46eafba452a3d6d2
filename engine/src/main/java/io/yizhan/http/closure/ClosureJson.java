package io.yizhan.http.closure;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Closure;
import io.yizhan.http.json.JsonOut;

/** A closure as operators get it. */
final class ClosureJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 384;

    private static final String PREFIX = "c-";
    private static final int NO_LENGTH_MAX = 9;
    private static final long MINUTE_MS = 60_000;

    private ClosureJson() {}

    static JsonOut write(JsonOut json, Closure closure, Directory directory) {
        json.object().field("id", id(closure.no()));
        return asked(json, closure, directory)
                .field("reason", closure.reason())
                .field("state", closure.state().name())
                .field("cancelled", closure.cancelled())
                .end();
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

    static String id(int no) {
        return PREFIX + no;
    }

    /** 0 for a text that is no id. */
    static int no(String id) {
        String digits = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : "";
        if (digits.isEmpty() || digits.length() > NO_LENGTH_MAX || digits.charAt(0) == '0') return 0;
        for (int i = 0; i < digits.length(); i++) if (digits.charAt(i) < '0' || digits.charAt(i) > '9') return 0;
        return Integer.parseInt(digits);
    }
}
