package io.yizhan.writebehind;

import io.yizhan.core.Event;
import io.yizhan.rows.RowParts;
import io.yizhan.rows.RowStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Consecutive events, and what they come to, see {@link RowParts}. One thread.
 *
 * <p>A sink writes what they come to in a fixed order. Where that would differ from the order of the events, the batch
 * {@linkplain #takes does not take} the next command's events, and another batch begins. The events of one command stay together: no
 * transaction holds a part of them.
 */
public final class RowBatch {
    /** Events in a batch. */
    public static final int EVENTS_MAX = 8_192;

    /** Rows of events that carry many. */
    private static final int ROWS_MAX = 65_536;

    private final long formerSeq;
    private final List<Event> events = new ArrayList<>();
    private final RowParts parts;
    private int rows;

    /** @param formerSeq the checkpoint that it goes on from */
    public RowBatch(long formerSeq) {
        this.formerSeq = formerSeq;
        parts = new RowParts(formerSeq);
    }

    public long formerSeq() {
        return formerSeq;
    }

    /** The checkpoint that it reaches. */
    public long lastSeq() {
        return formerSeq + events.size();
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** When its first event happened; 0 where it is empty. */
    public long firstAtMs() {
        return events.isEmpty() ? 0 : events.getFirst().atMs();
    }

    /** When its last event happened; 0 where it is empty. */
    public long lastAtMs() {
        return events.isEmpty() ? 0 : events.getLast().atMs();
    }

    /** Reservations placed in it, cancelled ones included. */
    public int placed() {
        return parts.placed();
    }

    /** Rows that it adds or changes, about. */
    public int rows() {
        return rows;
    }

    /** As they were added; not to be changed. */
    public List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    /** What the events come to. */
    public RowParts parts() {
        return parts;
    }

    /** Whether the events of a command can be added; an empty batch takes any. */
    public boolean takes(List<Event> command) {
        if (events.isEmpty()) return true;
        if (events.size() >= EVENTS_MAX || rows >= ROWS_MAX) return false;
        for (Event event : command) if (!parts.openTo(event)) return false;
        return true;
    }

    /**
     * Adds the events of a command after the last one.
     *
     * @throws IllegalStateException one contradicts another one of the batch: nothing of this batch may be written
     */
    public void add(List<Event> command) {
        for (Event event : command) {
            if (!parts.openTo(event)) throw new IllegalStateException("not in the order of the rows: " + event);
            events.add(event);
            rows += 1 + parts.take(event);
        }
    }

    /** What writes it, in this order. Of each batch the same statements, with other arguments. */
    List<RowStatement> statements() {
        var statements = new ArrayList<RowStatement>();
        statements.add(CheckpointRows.advance(this));
        statements.addAll(parts.statements());
        statements.add(CheckpointRows.audit(this));
        return statements;
    }
}
