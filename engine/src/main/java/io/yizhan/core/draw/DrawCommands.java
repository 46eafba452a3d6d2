package io.yizhan.core.draw;

import io.yizhan.core.Command;
import io.yizhan.core.DrawBooks;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawOutcome.DrawStands;
import io.yizhan.core.DrawOutcome.DrawsFound;
import io.yizhan.core.DrawOutcome.EntriesFound;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawReceipt;
import io.yizhan.core.DrawResult;
import io.yizhan.core.DrawState;
import io.yizhan.core.DrawView;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Refusal.DrawPartUnfit;
import io.yizhan.core.Refusal.DrawPartUnfit.Why;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of draws, and what is said of them: commitments before anybody enters, secrets once the entries are fixed, the outside source's word
 * last. Whoever could reveal later could choose; so what comes too late does not count, and people enter once more.
 */
public final class DrawCommands implements DrawBooks {
    private static final int EXTERNAL_CHARS_MAX = 200;

    private final Draws draws;
    private final VenueTable venues;
    private final SlotTable slots;

    public DrawCommands(Draws draws, VenueTable venues, SlotTable slots) {
        this.draws = draws;
        this.venues = venues;
        this.slots = slots;
    }

    public Outcome carryOut(Command.OfDraws<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case DrawCommand.FindDraw it -> {
                Draw draw = draws.of(it.slotKey());
                yield draw == null ? Refusal.DrawUnknown.DRAW_UNKNOWN : new DrawStands(view(draw, nowMs));
            }
            case DrawCommand.ListDraws it -> list(it, nowMs);
            case DrawCommand.ListEntries it -> entries(it, nowMs);
            case DrawCommand.RevealDraw it -> {
                Draw draw = draws.of(it.slotKey());
                if (draw != null && draw.part(DrawPart.FIRST_SECRET).equals(it.secret()))
                    yield new DrawStands(view(draw, nowMs));
                yield give(it.slotKey(), DrawPart.FIRST_SECRET, it.secret(), false, nowMs, events);
            }
        };
    }

    public Outcome carryOut(Command.DrawChange<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case DrawCommand.GivePart it -> give(it.slotKey(), it.part(), it.value(), it.preview(), nowMs, events);
            case DrawCommand.OpenWindow it -> openWindow(it, nowMs, events);
        };
    }

    private Outcome give(
            long slotKey, DrawPart part, String value, boolean preview, long nowMs, Consumer<Event> events) {
        Draw draw = draws.of(slotKey);
        if (draw == null) return Refusal.DrawUnknown.DRAW_UNKNOWN;
        Why why = unfit(draw, part, value, nowMs);
        if (why != null) return new DrawPartUnfit(why);
        if (!preview) events.accept(new Event.DrawPartGiven(nowMs, slotKey, part, value));
        return new DrawStands(view(draw, nowMs));
    }

    private @Nullable Why unfit(Draw draw, DrawPart part, String value, long nowMs) {
        if (draw.has(part)) return Why.SAID_ALREADY;
        if (part == DrawPart.SECOND_COMMITMENT) {
            if (!Sha256.isHex(value)) return Why.NO_HASH;
            return nowMs >= opensAtMs(draw) || Draws.entered(draw) > 0 ? Why.TOO_LATE : null;
        }
        if (!draw.closed()) return Why.TOO_EARLY;
        if (draw.isCarriedOut()) return Why.TOO_LATE;
        return part == DrawPart.EXTERNAL ? unfitExternal(draw, value, nowMs) : unfitSecret(draw, part, value, nowMs);
    }

    private static @Nullable Why unfitSecret(Draw draw, DrawPart part, String value, long nowMs) {
        String committed =
                part == DrawPart.FIRST_SECRET ? draw.terms().commitment() : draw.part(DrawPart.SECOND_COMMITMENT);
        if (committed.isEmpty()) return Why.NOT_ASKED_FOR;
        if (!Sha256.isHex(value) || !Sha256.ofHex(value).equals(committed)) return Why.NOT_COMMITTED;
        return isOver(draw, nowMs) ? Why.TOO_LATE : null;
    }

    private static @Nullable Why unfitExternal(Draw draw, String value, long nowMs) {
        if (!draw.terms().hasSource()) return Why.NOT_ASKED_FOR;
        if (!isLine(value)) return Why.NO_TEXT;
        boolean secondOwed = draw.has(DrawPart.SECOND_COMMITMENT) && !draw.has(DrawPart.SECOND_SECRET);
        if (!draw.has(DrawPart.FIRST_SECRET) || secondOwed) return Why.SECRET_MISSING;
        return isOver(draw, nowMs) ? null : Why.TOO_EARLY;
    }

    /** What everybody can hash alike, and every place can store. */
    private static boolean isLine(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < ' ') return false;
        return !text.isBlank() && text.length() <= EXTERNAL_CHARS_MAX;
    }

    /** Whether the secrets had to be there by now. */
    private static boolean isOver(Draw draw, long nowMs) {
        return draw.terms().revealMin() != 0 && nowMs >= draw.terms().revealMin() * 60_000L;
    }

    private Outcome openWindow(DrawCommand.OpenWindow command, long nowMs, Consumer<Event> events) {
        Draw draw = draws.of(command.slotKey());
        if (draw == null) return Refusal.DrawUnknown.DRAW_UNKNOWN;
        int slot = slots.find(command.slotKey());
        if (draw.isCarriedOut() || draw.revealed() || nowMs >= slots.startMs(slot))
            return new DrawPartUnfit(Why.TOO_LATE);
        if (!draw.closed()) return new DrawPartUnfit(Why.TOO_EARLY);
        boolean next = command.terms().round() == draw.terms().round() + 1
                && command.terms().closesMin() * 60_000L > nowMs
                && command.terms().closesMin() * 60_000L < slots.startMs(slot);
        if (!next) return new DrawPartUnfit(Why.WINDOW_UNFIT);
        if (!command.preview()) events.accept(new Event.DrawAnnounced(nowMs, command.slotKey(), command.terms()));
        return new DrawStands(view(draw, nowMs));
    }

    private Outcome list(DrawCommand.ListDraws query, long nowMs) {
        List<DrawView> found = new ArrayList<>();
        for (Draw draw : draws.all()) {
            if (draw.isCarriedOut() || (query.closed() && !draw.closed())) continue;
            if (query.stationNo() != 0 && venues.termsOf(draw.slotKey()).stationNo() != query.stationNo()) continue;
            if (found.size() == DrawsFound.DRAWS_MAX) break;
            found.add(view(draw, nowMs));
        }
        return new DrawsFound(found);
    }

    private Outcome entries(DrawCommand.ListEntries query, long nowMs) {
        Draw draw = draws.of(query.slotKey());
        if (draw == null) return Refusal.DrawUnknown.DRAW_UNKNOWN;
        Entries entries = draw.entries();
        int end = Math.min(entries.count(), query.after() + Math.min(query.limit(), EntriesFound.ENTRIES_MAX));
        List<DrawEntry> page = new ArrayList<>(end - query.after());
        for (int number = query.after() + 1; number <= end; number++)
            page.add(new DrawEntry(
                    number,
                    entries.pseudonym(number),
                    entries.weight(number),
                    draw.closed() ? draw.withdrawn(number) : !draws.isIn(draw, number),
                    entries.rank(number),
                    DrawResult.of(entries.result(number))));
        return new EntriesFound(view(draw, nowMs), page, end < entries.count());
    }

    /** What its member has to show for an entry; null for a reservation that has not entered, or whose draw has left the books. */
    public @Nullable DrawReceipt receipt(long reservationId, long slotKey) {
        Draw draw = draws.of(slotKey);
        int number = draw == null ? 0 : draw.entries().numberOf(reservationId);
        if (draw == null || number == 0) return null;
        Entries entries = draw.entries();
        return new DrawReceipt(
                draw.terms().drawId(),
                number,
                entries.pseudonym(number),
                entries.weight(number),
                entries.link(number),
                entries.rank(number),
                DrawResult.of(entries.result(number)));
    }

    private long opensAtMs(Draw draw) {
        int slot = slots.find(draw.slotKey());
        return Math.min(slots.releasesAtMs(slot), slots.neighboursMin(slot) * 60_000L);
    }

    /** As it has come to be by events alone, so with a window that never opens or closes by itself; null where the slot has none. */
    public @Nullable DrawView viewOf(long slotKey) {
        Draw draw = draws.of(slotKey);
        return draw == null ? null : view(draw, Long.MIN_VALUE);
    }

    private DrawView view(Draw draw, long nowMs) {
        int slot = slots.find(draw.slotKey());
        long opensAtMs = slots.neighboursMin(slot) * 60_000L;
        return new DrawView(
                draw.slotKey(),
                draw.terms(),
                state(draw, opensAtMs, nowMs),
                opensAtMs,
                draw.part(DrawPart.SECOND_COMMITMENT),
                draw.part(DrawPart.FIRST_SECRET),
                draw.part(DrawPart.SECOND_SECRET),
                draw.part(DrawPart.EXTERNAL),
                draw.digest(),
                draw.chain(),
                Draws.entered(draw),
                draw.lines(),
                draw.withdrawn());
    }

    private static DrawState state(Draw draw, long opensAtMs, long nowMs) {
        if (draw.isCarriedOut()) return DrawState.DRAWN;
        if (draw.closed()) return draw.revealed() ? DrawState.DRAWING : DrawState.CLOSED;
        if (nowMs >= draw.closesAtMs()) return DrawState.CLOSED;
        return nowMs >= opensAtMs || Draws.entered(draw) > 0 ? DrawState.OPEN : DrawState.ANNOUNCED;
    }

    @Override
    public void draw(StoredDraw stored) {
        Draw draw = new Draw(stored.slotKey(), stored.terms());
        give(draw, DrawPart.SECOND_COMMITMENT, stored.secondCommitment());
        give(draw, DrawPart.FIRST_SECRET, stored.firstSecret());
        give(draw, DrawPart.SECOND_SECRET, stored.secondSecret());
        give(draw, DrawPart.EXTERNAL, stored.external());
        if (!stored.digest().isEmpty()) draw.close(stored.digest(), stored.lines(), stored.withdrawn());
        if (stored.carriedOut()) draw.carriedOut();
        draws.restore(draw);
    }

    private static void give(Draw draw, DrawPart part, String value) {
        if (!value.isEmpty()) draw.give(part, value);
    }

    @Override
    public void entry(StoredEntry stored) {
        draws.restore(stored);
    }
}
