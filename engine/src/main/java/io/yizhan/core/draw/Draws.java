package io.yizhan.core.draw;

import io.yizhan.core.Changes;
import io.yizhan.core.DrawBooks;
import io.yizhan.core.DrawFigures;
import io.yizhan.core.DrawResult;
import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The draws of all slots that have one. A slot keeps its draw until it leaves the books, so that what was drawn can be looked at; while the draw is
 * not carried out, nobody books the slot.
 */
public final class Draws {
    /** Behind each of these whoever waits by a draw comes before whoever came later. */
    private static final long DRAWN = -(1L << 32);

    private static final Comparator<Draw> BY_CLOSE =
            Comparator.comparingInt((Draw it) -> it.terms().closesMin()).thenComparingLong(Draw::slotKey);

    private final SlotTable slots;
    private final ReservationTable table;
    private final Changes changes;
    private final Long2ObjectHashMap<Draw> bySlot = new Long2ObjectHashMap<>();
    /** Whose entries are not fixed yet, the next first. */
    private final TreeSet<Draw> open = new TreeSet<>(BY_CLOSE);
    /** Whose places are to be given, the one that closed first comes first. */
    private final TreeSet<Draw> owed = new TreeSet<>(BY_CLOSE);
    /** Whose order waits for something that is not revealed. */
    private final Set<Draw> waiting = new HashSet<>();

    private long entered;
    private long decided;

    public Draws(SlotTable slots, ReservationTable table, Changes changes) {
        this.slots = slots;
        this.table = table;
        this.changes = changes;
    }

    /** Null where the slot has none. */
    public @Nullable Draw of(long slotKey) {
        return bySlot.get(slotKey);
    }

    /** Null where the slot has none, or it is carried out. */
    public @Nullable Draw undecided(int slot) {
        return slots.inDraw(slot) ? bySlot.get(slots.key(slot)) : null;
    }

    /** How many have entered, those included who have left. */
    public static int entered(Draw draw) {
        return draw.entries().count();
    }

    /** All of them, by the moment at which they close. */
    List<Draw> all() {
        List<Draw> all = new ArrayList<>(bySlot.values());
        all.sort(BY_CLOSE);
        return all;
    }

    /**
     * Where who waits under this reservation stands in the line for its slot: those who have entered its draw in the drawn order, then the others
     * as they came.
     */
    public long turn(int cell) {
        long id = table.id(cell);
        Draw draw = table.entered(cell) ? bySlot.get(table.slot(cell, 0)) : null;
        if (draw == null) return id;
        int number = draw.entries().numberOf(id);
        return number == 0 ? id : DRAWN + draw.entries().rank(number);
    }

    /** Whose {@link #turn} that is in the line for a slot: the reservation's id. */
    public long reservationAt(long slotKey, long turn) {
        if (turn > 0) return turn;
        Draw draw = required(slotKey);
        return draw.entries().reservation(draw.entries().at((int) (turn - DRAWN)));
    }

    public void apply(Event.DrawAnnounced event) {
        Draw known = bySlot.get(event.slotKey());
        if (known == null || known.isCarriedOut()) {
            restore(new Draw(event.slotKey(), event.terms()));
        } else {
            open.remove(known);
            known.again(event.terms());
            open.add(known);
            waiting.remove(known);
        }
        changes.opened(event.slotKey());
    }

    public void apply(Event.DrawEntered event) {
        Draw draw = required(event.slotKey());
        draw.enter(event.reservationId(), event.pseudonym(), event.weight());
        if (draw.entries().count() != event.number())
            throw new IllegalStateException("entry " + event.number() + " of slot " + event.slotKey() + " is the "
                    + draw.entries().count() + "th");
        entered++;
    }

    public void apply(Event.DrawClosed event) {
        Draw draw = required(event.slotKey());
        open.remove(draw);
        draw.close(event.digest(), event.entries(), event.withdrawn());
        standsNow(draw);
    }

    public void apply(Event.DrawPartGiven event) {
        Draw draw = required(event.slotKey());
        draw.give(event.part(), event.value());
        standsNow(draw);
    }

    public void apply(Event.DrawDecided event) {
        required(event.slotKey()).entries().decide(event.number(), event.rank(), event.result());
        decided++;
    }

    public void apply(Event.DrawCarriedOut event) {
        Draw draw = required(event.slotKey());
        draw.carriedOut();
        standsNow(draw);
    }

    private void standsNow(Draw draw) {
        if (draw.owed()) owed.add(draw);
        else owed.remove(draw);
        if (draw.waits()) waiting.add(draw);
        else waiting.remove(draw);
        int slot = slots.find(draw.slotKey());
        if (slot >= 0) slots.inDraw(slot, !draw.isCarriedOut());
        changes.opened(draw.slotKey());
    }

    /** As it is stored, with its entries. */
    void restore(Draw draw) {
        int slot = slots.find(draw.slotKey());
        if (slot < 0) throw new IllegalStateException("a draw for the unknown slot " + draw.slotKey());
        bySlot.put(draw.slotKey(), draw);
        slots.inDraw(slot, !draw.isCarriedOut());
        if (!draw.closed()) open.add(draw);
        if (draw.owed()) owed.add(draw);
        if (draw.waits()) waiting.add(draw);
    }

    /** The same of one of its entries, by number. */
    void restore(DrawBooks.StoredEntry stored) {
        Draw draw = required(stored.slotKey());
        draw.enter(stored.reservationId(), stored.pseudonym(), stored.weight());
        DrawResult result = DrawResult.of(stored.result());
        if (result != null) draw.entries().decide(stored.number(), stored.rank(), result);
    }

    /** Forgets those of slots that were forgotten. */
    public void retire() {
        open.removeIf(it -> slots.find(it.slotKey()) < 0);
        owed.removeIf(it -> slots.find(it.slotKey()) < 0);
        waiting.removeIf(it -> slots.find(it.slotKey()) < 0);
        bySlot.keySet().removeIf(key -> slots.find(key) < 0);
    }

    /** Whether the window of some draw is over, and its entries are to be fixed. */
    public boolean isDue(long nowMs) {
        return !open.isEmpty() && open.first().closesAtMs() <= nowMs;
    }

    /** Fixes the entries of the draw that has been due longest: whoever has entered and is still in it. */
    public Event close(long nowMs) {
        Draw draw = open.first();
        Entries entries = draw.entries();
        MessageDigest digest = Sha256.digest();
        IntArrayList withdrawn = new IntArrayList();
        int lines = 0;
        for (int number = 1; number <= entries.count(); number++) {
            if (isIn(draw, number)) {
                digest.update(Sha256.utf8(entries.line(number)));
                lines++;
            } else withdrawn.addInt(number);
        }
        return new Event.DrawClosed(nowMs, draw.slotKey(), lines, Sha256.hex(digest.digest()), withdrawn.toIntArray());
    }

    /** Whether the reservation of this entry is in the draw now. */
    boolean isIn(Draw draw, int number) {
        int cell = table.find(draw.entries().reservation(number));
        return cell >= 0 && table.state(cell) == ReservationState.ENTERED;
    }

    /** The draw whose places are to be given next; null for none. */
    public @Nullable Draw owed() {
        return owed.isEmpty() ? null : owed.first();
    }

    public DrawFigures figures() {
        return new DrawFigures(open.size(), waiting.size(), owed.size(), entered, decided);
    }

    private Draw required(long slotKey) {
        Draw draw = bySlot.get(slotKey);
        if (draw == null)
            throw new IllegalStateException("event about the draw of slot " + slotKey + ", which has none");
        return draw;
    }

    /** The order does not matter. */
    public long stateHash() {
        long hash = 0;
        for (Draw draw : bySlot.values()) hash += Hash.of(draw.stateHash());
        return hash;
    }
}
