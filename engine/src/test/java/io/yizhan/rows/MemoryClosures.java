package io.yizhan.rows;

import io.yizhan.core.Books;
import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.Map;
import java.util.TreeMap;

/** Rows of closures, in memory, with the constraints of the real schema. */
public final class MemoryClosures {
    /** By number; without how many reservations they have cancelled: those say by which they were. */
    public final Map<Integer, Closure> closures = new TreeMap<>();

    MemoryClosures() {}

    MemoryClosures(MemoryClosures former) {
        closures.putAll(former.closures);
    }

    void write(ClosureRows parts) throws RowsRefusedException {
        for (var change : parts.changes.entrySet()) write(change.getKey(), change.getValue());
    }

    private void write(int no, ClosureRows.Change change) throws RowsRefusedException {
        Event.ClosureBegan began = change.began;
        Closure former = closures.get(no);
        if (began == null) {
            if (former == null || !former.state().inForce())
                throw new RowsRefusedException("closures in force", false, null);
            closures.put(no, with(former, change.state, 0));
            return;
        }
        MemoryRows.require(former == null, "closure_pkey");
        MemoryRows.require(began.fromMin() < began.toMin(), "closure_has_duration");
        closures.put(
                no,
                new Closure(
                        no,
                        change.venues.stream().mapToInt(Integer::intValue).toArray(),
                        began.fromMin(),
                        began.toMin(),
                        began.cancels(),
                        AuditEntry.storable(began.reason()),
                        change.state,
                        0,
                        AuditEntry.storable(began.machine())));
    }

    /** What ended before the slots that are kept is over. */
    void retire(int beforeMin) {
        closures.replaceAll((no, it) ->
                it.state() == Closure.State.CLOSED && it.toMin() < beforeMin ? with(it, Closure.State.PAST, 0) : it);
    }

    /** @param reservations those of the region, of which each says by which closure it was cancelled */
    void load(Books books, Map<Long, MemoryReservation> reservations) {
        closures.forEach((no, it) -> {
            long cancelled = reservations.values().stream()
                    .filter(one -> !one.archived() && one.closureNo() == no)
                    .count();
            if (it.state().inForce() || cancelled > 0) books.closure(with(it, it.state(), (int) cancelled));
        });
        books.closureNumbersFrom(closures.size() + 1);
    }

    private static Closure with(Closure it, Closure.State state, int cancelled) {
        return new Closure(
                it.no(),
                it.venues(),
                it.fromMin(),
                it.toMin(),
                it.cancels(),
                it.reason(),
                state,
                cancelled,
                it.machine());
    }
}
