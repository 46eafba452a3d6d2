package io.yizhan.http.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.core.SlotKey;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;

/** Slots of one venue that can be seen from now on. */
final class OpenedSlotsJson {
    private OpenedSlotsJson() {}

    /** @param it what the trail has of them: a list for each of what they have */
    static void write(JsonOut json, JsonObject it, DirectoryIndex index) {
        int venueNo = it.getInteger("venueNo", 0);
        String venue = index.directory.venueId(venueNo);
        if (venue != null) json.field("venue", venue);
        JsonArray start = it.getJsonArray("startMin");
        JsonArray end = it.getJsonArray("endMin");
        JsonArray capacity = it.getJsonArray("capacity");
        JsonArray release = it.getJsonArray("releaseMin");
        JsonArray closed = it.getJsonArray("closed");
        json.array("slots");
        for (int i = 0; i < start.size(); i++) {
            json.object()
                    .field("id", EventJson.slotId(index, SlotKey.of(venueNo, start.getInteger(i))))
                    .time("start", start.getInteger(i) * 60_000L)
                    .time("end", end.getInteger(i) * 60_000L)
                    .field("capacity", capacity.getLong(i))
                    .time("releasesAt", release.getInteger(i) * 60_000L);
            if (closed.getBoolean(i)) json.field("closed", true);
            json.end();
        }
        json.endArray();
    }
}
