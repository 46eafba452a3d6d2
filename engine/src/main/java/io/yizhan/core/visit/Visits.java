package io.yizhan.core.visit;

import io.yizhan.core.Event;
import io.yizhan.core.Rules;
import io.yizhan.core.Visit;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.ReservationTable;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The visits by each reservation in the books, and when the next one of those who are inside is over by itself. Kept for as long as the
 * reservation is: until then a gate may report what mends them.
 */
public final class Visits {
    /** Of one reservation. Nobody comes and goes so often; who does is let in and out, and it is not kept any more. */
    static final int KEPT_MAX = 100;

    /** Whoever is inside when the place is over has still to change and to pack. */
    private static final long AFTER_THE_END_MS = 30 * 60_000;

    private static final Visit[] NONE = {};

    private final long longestMs;
    private final ReservationTable table;
    private final Long2ObjectHashMap<Visit[]> byReservation = new Long2ObjectHashMap<>();
    private final TreeSet<Due> due = new TreeSet<>();

    /** When somebody who is inside by a reservation has been so for longest. */
    private record Due(long atMs, long reservationId) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(reservationId, other.reservationId);
        }
    }

    public Visits(Rules rules, ReservationTable table) {
        longestMs = rules.longestStayMs();
        this.table = table;
    }

    /** Not to be changed. */
    public Visit[] of(long reservationId) {
        Visit[] visits = byReservation.get(reservationId);
        return visits == null ? NONE : visits;
    }

    /** How many people are inside by it, companions among them. */
    int insideByAll(long reservationId) {
        int inside = 0;
        for (Visit it : of(reservationId)) if (it.isInside()) inside++;
        return inside;
    }

    /** How many are by one of its passes. */
    public int inside(long reservationId, int companion) {
        int inside = 0;
        for (Visit it : of(reservationId)) if (it.isInside() && it.companion() == companion) inside++;
        return inside;
    }

    /** Since when the one is who has been so for longest; 0 where nobody is. */
    long insideSinceMs(long reservationId, int companion) {
        for (Visit it : of(reservationId)) if (it.isInside() && it.companion() == companion) return it.enteredAtMs();
        return 0;
    }

    /** Whether anybody ever came or went by this pass. */
    boolean isUsed(long reservationId, int companion) {
        for (Visit it : of(reservationId)) if (it.companion() == companion) return true;
        return false;
    }

    /** Whether a gate was told a moment ago to open for somebody by this pass, and has not said that it did. */
    boolean isAwaited(long reservationId, int companion, String gate, long nowMs) {
        for (Visit it : of(reservationId))
            if (it.isInside()
                    && it.companion() == companion
                    && !it.entryReported()
                    && it.entryGate().equals(gate)
                    && nowMs - it.enteredAtMs() <= Passage.SAME_WITHIN_MS) return true;
        return false;
    }

    boolean isFull(long reservationId) {
        return of(reservationId).length >= KEPT_MAX;
    }

    /** How they would stand with one passage more; the same where that is known, or nothing more is kept. */
    Visit[] with(int cell, Passage more, long nowMs) {
        Visit[] present = of(table.id(cell));
        List<Passage> passages = Passage.of(present);
        if (!isJoined(passages, more)) {
            if (isFull(table.id(cell))) return present;
            passages.add(more);
        }
        return paired(cell, passages, nowMs);
    }

    /** Whether it is what the gate was told to open for, which is then known to have happened. */
    private static boolean isJoined(List<Passage> passages, Passage report) {
        if (!report.reported()) return false;
        Collections.sort(passages);
        for (int i = 0; i < passages.size(); i++) {
            if (!passages.get(i).isAnswerOf(report)) continue;
            passages.set(i, passages.get(i).asReported());
            return true;
        }
        return false;
    }

    private Visit[] paired(int cell, List<Passage> passages, long nowMs) {
        Collections.sort(passages);
        return Pairing.visits(passages, table.party(cell), enteredAtMs -> staysUntilMs(cell, enteredAtMs), nowMs);
    }

    private long staysUntilMs(int cell, long enteredAtMs) {
        return Math.max(enteredAtMs + longestMs, table.endsAtMs(cell) + AFTER_THE_END_MS);
    }

    /** When the first of those who are inside has been so for longest; {@link Long#MAX_VALUE} where nobody is. */
    public long dueMs() {
        return due.isEmpty() ? Long.MAX_VALUE : due.getFirst().atMs();
    }

    /** That this one's visit is over. */
    public Event overdue(long nowMs) {
        int cell = table.find(due.getFirst().reservationId());
        long id = table.id(cell);
        return new Event.VisitsRecorded(nowMs, id, paired(cell, Passage.of(of(id)), nowMs));
    }

    public void apply(Event.VisitsRecorded event) {
        put(event.reservationId(), event.visits());
    }

    /** As they are stored. The reservation is in the books. */
    public void restore(long reservationId, Visit[] visits) {
        put(reservationId, visits);
    }

    private void put(long reservationId, Visit[] visits) {
        int cell = table.find(reservationId);
        if (cell < 0) throw new IllegalStateException("visits by the unknown reservation " + reservationId);
        due.remove(new Due(dueMs(cell, of(reservationId)), reservationId));
        byReservation.put(reservationId, visits);
        long nextMs = dueMs(cell, visits);
        if (nextMs != Long.MAX_VALUE) due.add(new Due(nextMs, reservationId));
    }

    private long dueMs(int cell, Visit[] visits) {
        long dueMs = Long.MAX_VALUE;
        for (Visit it : visits) if (it.isInside()) dueMs = Math.min(dueMs, staysUntilMs(cell, it.enteredAtMs()));
        return dueMs;
    }

    /** The reservation is about to leave the books. */
    public void forget(long reservationId) {
        if (!byReservation.containsKey(reservationId)) return;
        put(reservationId, NONE);
        byReservation.remove(reservationId);
    }

    public long stateHash() {
        long hash = 0;
        var each = byReservation.entrySet().iterator();
        while (each.hasNext()) {
            each.next();
            hash += Hash.of(each.getLongKey()) * Hash.of(contents(each.getValue()));
        }
        return hash;
    }

    private static long contents(Visit[] visits) {
        long contents = 1;
        for (Visit it : visits) {
            contents = contents * 31 + it.enteredAtMs();
            contents = contents * 31 + it.leftAtMs();
            contents = contents * 31 + it.entryGate().hashCode();
            contents = contents * 31 + it.exitGate().hashCode();
            contents = contents * 31 + it.ending().code() * 8L + it.oddity().code();
            contents = contents * 31 + (it.entryReported() ? 2 : 0) + (it.exitReported() ? 1 : 0) + 4L * it.companion();
        }
        return contents;
    }
}
