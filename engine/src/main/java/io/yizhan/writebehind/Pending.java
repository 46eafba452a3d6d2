package io.yizhan.writebehind;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read of a journal and is not in the rows yet, in batches. One thread. */
final class Pending implements Journal.Sink {
    private static final int BATCHES_MAX = 2;

    private final ArrayDeque<RowBatch> batches = new ArrayDeque<>();
    /** The events of a command, which go into one batch. */
    private final List<Event> command = new ArrayList<>();

    private long checkpoint;

    /** @param checkpoint of the rows */
    Pending(long checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** Whether the first batch is as full as it gets: there is one after it. */
    boolean isFull() {
        return batches.size() >= BATCHES_MAX;
    }

    /** Null where there is none. */
    @Nullable
    RowBatch first() {
        return batches.peekFirst();
    }

    /** It is in the rows. */
    void removeFirst() {
        checkpoint = batches.removeFirst().lastSeq();
    }

    @Override
    public void event(long seq, Event event) {
        event(seq, event, false);
    }

    @Override
    public void event(long seq, Event event, boolean continues) {
        if (!continues) endCommand();
        RowBatch last = batches.peekLast();
        long formerSeq = (last == null ? checkpoint : last.lastSeq()) + command.size();
        if (seq != formerSeq + 1) throw new IllegalStateException("event " + seq + " comes after " + formerSeq);
        command.add(event);
    }

    /** The command that was being read is whole. */
    void endCommand() {
        if (command.isEmpty()) return;
        RowBatch last = batches.peekLast();
        if (last == null || !last.takes(command)) {
            last = new RowBatch(last == null ? checkpoint : last.lastSeq());
            batches.addLast(last);
        }
        last.add(command);
        command.clear();
    }
}
