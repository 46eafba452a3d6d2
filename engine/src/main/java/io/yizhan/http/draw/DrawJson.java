package io.yizhan.http.draw;

import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawState;
import io.yizhan.core.DrawView;
import io.yizhan.core.SlotKey;
import io.yizhan.core.draw.DrawSeed;
import io.yizhan.feed.DayView;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;

/** A draw as everybody sees it: what was committed to, what was revealed, and what anybody needs to find the order anew. */
final class DrawJson {
    /** Bytes that one takes, but for those who have left. */
    static final int BYTES = 1_024;

    private DrawJson() {}

    /** As fields of the object that is open. */
    static JsonOut fields(JsonOut json, DrawView draw, Exchange exchange) {
        int venueNo = SlotKey.venueNo(draw.slotKey());
        String venueId = exchange.directory().venueId(venueNo);
        String stationId = exchange.directory().stationId(exchange.directory().stationNoOfVenue(venueNo));
        json.field("id", draw.terms().drawId())
                .field("slot", exchange.index().slotIds.format(draw.slotKey()));
        if (stationId != null) json.field("stationId", stationId);
        if (venueId != null) json.field("venueId", venueId);
        json.time("start", SlotKey.startMs(draw.slotKey()))
                .field("state", DayView.drawState(draw, exchange.nowMs()).name())
                .field("level", draw.level())
                .field("round", draw.terms().round())
                .time("opensAt", draw.opensAtMs())
                .time("closesAt", draw.closesAtMs());
        if (draw.revealsByMs() != 0) json.time("revealsBy", draw.revealsByMs());
        json.field("weightMax", draw.terms().weightMax())
                .field("entered", draw.entered())
                .field("commitment", draw.terms().commitment());
        known(json, "secondCommitment", draw.secondCommitment());
        known(json, "source", draw.terms().source());
        if (!draw.digest().isEmpty()) fixed(json, draw);
        known(json, "secret", draw.firstSecret());
        known(json, "secondSecret", draw.secondSecret());
        known(json, "external", draw.external());
        if (draw.state() == DrawState.DRAWING || (draw.state() == DrawState.DRAWN && draw.lines() > 0))
            json.field("seed", seed(draw));
        return json;
    }

    private static void fixed(JsonOut json, DrawView draw) {
        json.field("lines", draw.lines()).field("digest", draw.digest()).field("chain", draw.chain());
        json.array("withdrawn");
        for (int number : draw.withdrawn()) json.value((long) number);
        json.endArray();
    }

    private static String seed(DrawView draw) {
        return DrawSeed.hex(DrawSeed.of(
                draw.terms().drawId(), draw.digest(), draw.firstSecret(), draw.secondSecret(), draw.external()));
    }

    private static void known(JsonOut json, String name, String value) {
        if (!value.isEmpty()) json.field(name, value);
    }

    static void entry(JsonOut json, DrawEntry entry) {
        json.object()
                .field("number", entry.number())
                .field("pseudonym", entry.pseudonym())
                .field("weight", entry.weight());
        if (entry.withdrawn()) json.field("withdrawn", true);
        if (entry.result() != null)
            json.field("rank", entry.rank()).field("result", entry.result().name());
        json.end();
    }
}
