package io.yizhan.http.audit;

import io.yizhan.audit.Audit;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.DirectoryIndex;
import java.util.Objects;

/** What an operator has changed, as operators get it. */
final class ActJson {
    /** Bytes that a usual one takes. */
    static final int BYTES = 384;

    private ActJson() {}

    static void write(JsonOut json, Audit.Entry entry, DirectoryIndex index) {
        OperatorActed act = entry.act();
        json.object()
                .field("id", NumberedIds.ACT.format(entry.seq()))
                .time("at", act.atMs())
                .field("actor", act.actor())
                .field("act", act.act().name())
                .field("target", target(act, index));
        stations(json, act, index.directory);
        optional(json, "subject", act.member());
        optional(json, "reason", act.reason());
        optional(json, "before", act.before());
        optional(json, "after", act.after());
        json.end();
    }

    /** By the id that the API knows it by. */
    private static String target(OperatorActed act, DirectoryIndex index) {
        return switch (act.act().target()) {
            case WEBHOOK -> NumberedIds.WEBHOOK.format(act.target());
            case CLOSURE -> NumberedIds.CLOSURE.format(act.target());
            case SLOT -> index.slotIds.format(act.target());
            case RESERVATION -> ReservationIds.format(act.target());
            case CATALOGUE -> Long.toString(act.target());
            case MEMBER, MACHINE -> act.member();
            case STATION -> Objects.requireNonNullElse(index.directory.stationId((int) act.target()), "");
        };
    }

    private static void stations(JsonOut json, OperatorActed act, Directory directory) {
        json.array("stations");
        for (int no : act.stations()) {
            String id = directory.stationId(no);
            if (id != null) json.value(id);
        }
        json.endArray();
    }

    private static void optional(JsonOut json, String name, String value) {
        if (!value.isEmpty()) json.field(name, value);
    }
}
