package io.yizhan.rows;

import io.yizhan.core.DrawBooks;
import io.yizhan.core.DrawBooks.StoredDraw;
import io.yizhan.core.DrawBooks.StoredEntry;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event.DrawDecided;
import io.yizhan.core.Event.DrawEntered;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Rows of draws and of their entries, in memory, with the constraints of the real schema. */
public final class MemoryDraws {
    public final Map<Long, StoredDraw> draws = new TreeMap<>();
    /** By slot, and by number. */
    public final Map<Long, Map<Integer, StoredEntry>> entries = new TreeMap<>();

    MemoryDraws() {}

    MemoryDraws(MemoryDraws former) {
        draws.putAll(former.draws);
        former.entries.forEach((key, all) -> entries.put(key, new TreeMap<>(all)));
    }

    void write(DrawRows parts) throws RowsRefusedException {
        for (long key : parts.opened) {
            entries.remove(key);
            draws.remove(key);
        }
        for (var change : parts.changes.entrySet()) {
            DrawTerms terms = change.getValue().terms;
            if (terms != null) announce(change.getKey(), terms);
        }
        for (var change : parts.changes.entrySet())
            if (change.getValue().says()) say(change.getKey(), change.getValue());
        for (DrawEntered it : parts.entered.values()) enter(it, parts.decided.get(place(it)));
        for (DrawDecided it : parts.decided.values()) {
            Map<Integer, StoredEntry> of = MemoryRows.required(entries.get(it.slotKey()));
            StoredEntry former = MemoryRows.required(of.get(it.number()));
            of.put(it.number(), decided(former, it));
        }
    }

    private static DrawRows.Place place(DrawEntered it) {
        return new DrawRows.Place(it.slotKey(), it.number());
    }

    private void announce(long key, DrawTerms terms) {
        draws.put(key, new StoredDraw(key, terms, "", "", "", "", "", 0, new int[0], false));
    }

    private void say(long key, DrawRows.Change said) throws RowsRefusedException {
        StoredDraw it = MemoryRows.required(draws.get(key));
        StoredDraw now = new StoredDraw(
                key,
                it.terms(),
                later(said, DrawPart.SECOND_COMMITMENT, it.secondCommitment()),
                later(said, DrawPart.FIRST_SECRET, it.firstSecret()),
                later(said, DrawPart.SECOND_SECRET, it.secondSecret()),
                later(said, DrawPart.EXTERNAL, it.external()),
                said.closed == null ? it.digest() : said.closed.digest(),
                said.closed == null ? it.lines() : said.closed.entries(),
                said.closed == null ? it.withdrawn() : said.closed.withdrawn(),
                it.carriedOut() || said.carriedOut);
        boolean silent = now.firstSecret().isEmpty()
                && now.secondSecret().isEmpty()
                && now.external().isEmpty();
        MemoryRows.require(silent || !now.digest().isEmpty(), "draw_is_fixed_before_anything_is_revealed");
        MemoryRows.require(now.external().isEmpty() || !now.firstSecret().isEmpty(), "draw_is_revealed_in_order");
        draws.put(key, now);
    }

    private static String later(DrawRows.Change said, DrawPart part, String former) {
        return said.parts.getOrDefault(part, former);
    }

    private void enter(DrawEntered it, @Nullable DrawDecided later) throws RowsRefusedException {
        MemoryRows.required(draws.get(it.slotKey()));
        StoredEntry entry =
                new StoredEntry(it.slotKey(), it.number(), it.reservationId(), it.pseudonym(), it.weight(), 0, 0);
        StoredEntry former = entries.computeIfAbsent(it.slotKey(), key -> new TreeMap<>())
                .put(it.number(), later == null ? entry : decided(entry, later));
        MemoryRows.require(former == null, "draw_entry_pkey");
    }

    private static StoredEntry decided(StoredEntry it, DrawDecided by) {
        return new StoredEntry(
                it.slotKey(),
                it.number(),
                it.reservationId(),
                it.pseudonym(),
                it.weight(),
                by.rank(),
                by.result().code());
    }

    void load(DrawBooks books, LongPredicate has) {
        draws.forEach((key, it) -> {
            if (!has.test(key)) return;
            books.draw(it);
            entries.getOrDefault(key, Map.of()).values().forEach(books::entry);
        });
    }
}
