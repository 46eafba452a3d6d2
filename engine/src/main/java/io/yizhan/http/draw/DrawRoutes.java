package io.yizhan.http.draw;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawOutcome.EntriesFound;
import io.yizhan.core.DrawView;
import io.yizhan.core.draw.DrawLines;
import io.yizhan.drawn.PastDraws;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * {@code GET /v1/draws/{id}} and what is below it: for everybody, since a draw is fair as far as anybody can recompute it. Entries are shown once
 * they are fixed, and not before: who enters last must not know more than who entered first.
 */
public final class DrawRoutes {
    private static final int ENTRY_BYTES = 96;
    private static final int PAGE_USUAL = 100;
    private static final CharSequence LINES = new AsciiString("text/plain; charset=utf-8");

    private final PublishedDraws draws;

    /** @param past where those are whose slots have left the books */
    public DrawRoutes(Commands commands, PastDraws past) {
        draws = new PublishedDraws(commands, past);
    }

    public void one(Exchange exchange, String id) {
        long slot = slot(exchange, id);
        if (slot == SlotIds.UNKNOWN) return;
        draws.some(
                exchange,
                slot,
                0,
                0,
                found -> answer(
                        exchange,
                        DrawJson.fields(json(exchange, found.draw(), 0), found.draw(), exchange)
                                .end()));
    }

    /** What is asked for by a slot's id; where it is none that is answered. */
    static long slot(Exchange exchange, String id) {
        long slot = exchange.index().slotIds.parse(id);
        if (slot == SlotIds.UNKNOWN) exchange.problem(Problem.of(ProblemCode.DRAW_UNKNOWN));
        return slot;
    }

    private static JsonOut json(Exchange exchange, DrawView draw, int entries) {
        return exchange.json(DrawJson.BYTES + 8 * draw.withdrawn().length + ENTRY_BYTES * entries)
                .object();
    }

    private static void answer(Exchange exchange, JsonOut json) {
        exchange.header("cache-control", Exchange.NO_CACHE).send(200, Exchange.JSON, json.done());
    }

    /** The entries, page by page. */
    public void entries(Exchange exchange, String id) {
        long slot = slot(exchange, id);
        if (slot == SlotIds.UNKNOWN) return;
        Query query = new Query(exchange);
        int limit = query.integer("limit", 1, EntriesFound.ENTRIES_MAX, PAGE_USUAL);
        int after = query.integer("after", 0, Integer.MAX_VALUE, 0);
        if (query.answered()) return;
        draws.some(exchange, slot, after, limit, found -> {
            List<DrawEntry> shown = PublishedDraws.isFixed(found) ? found.entries() : List.of();
            JsonOut json = json(exchange, found.draw(), shown.size()).array("entries");
            for (DrawEntry entry : shown) DrawJson.entry(json, entry);
            json.endArray();
            if (found.more() && !shown.isEmpty())
                json.field("next", Integer.toString(shown.getLast().number()));
            answer(exchange, json.end());
        });
    }

    /** The very bytes that are hashed. */
    public void lines(Exchange exchange, String id) {
        all(
                exchange,
                id,
                (draw, entries) -> exchange.header("cache-control", Exchange.NO_CACHE)
                        .send(200, LINES, Buffer.buffer(lines(entries).getBytes(StandardCharsets.US_ASCII))));
    }

    private static String lines(List<DrawEntry> entries) {
        StringBuilder lines = new StringBuilder(48 * entries.size());
        for (DrawEntry entry : entries)
            if (!entry.withdrawn()) lines.append(DrawLines.line(entry.number(), entry.pseudonym(), entry.weight()));
        return lines.toString();
    }

    /** All that is needed to check it, in one answer: what {@code yizhan verify-draw} takes. */
    public void proof(Exchange exchange, String id) {
        all(exchange, id, (draw, entries) -> {
            JsonOut json = DrawJson.fields(json(exchange, draw, 2 * entries.size()), draw, exchange)
                    .field("text", lines(entries))
                    .array("left");
            for (DrawEntry entry : entries) if (entry.withdrawn()) DrawJson.entry(json, entry);
            json.endArray().array("order");
            for (DrawEntry entry : drawn(entries)) DrawJson.entry(json, entry);
            answer(exchange, json.endArray().end());
        });
    }

    private static List<DrawEntry> drawn(List<DrawEntry> entries) {
        List<DrawEntry> drawn = new ArrayList<>();
        for (DrawEntry entry : entries) if (entry.result() != null) drawn.add(entry);
        drawn.sort(Comparator.comparingInt(DrawEntry::rank));
        return drawn;
    }

    private void all(Exchange exchange, String id, BiConsumer<DrawView, List<DrawEntry>> then) {
        long slot = slot(exchange, id);
        if (slot != SlotIds.UNKNOWN) draws.all(exchange, slot, then);
    }
}
