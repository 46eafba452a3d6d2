package io.yizhan.core;

import io.yizhan.core.closure.Closures;
import io.yizhan.core.table.SlotTable;

/** Shows one slot after the other. */
final class SlotCursor implements SlotView {
    private final SlotTable slots;
    private final Closures closures;
    private int cell;

    SlotCursor(SlotTable slots, Closures closures) {
        this.slots = slots;
        this.closures = closures;
    }

    SlotView at(int slot) {
        cell = slot;
        return this;
    }

    @Override
    public long key() {
        return slots.key(cell);
    }

    @Override
    public int endMin() {
        return slots.endMin(cell);
    }

    @Override
    public int capacity() {
        return slots.capacity(cell);
    }

    @Override
    public int remaining() {
        return Math.max(0, slots.remaining(cell));
    }

    @Override
    public int releaseMin() {
        return slots.releaseMin(cell);
    }

    @Override
    public int neighboursMin() {
        return slots.neighboursMin(cell);
    }

    @Override
    public boolean closed() {
        return slots.closed(cell) || closures.closing(cell) != null;
    }

    @Override
    public boolean exclusive() {
        return slots.exclusive(cell);
    }
}
