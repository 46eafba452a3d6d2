package io.yizhan.rows;

import static io.yizhan.rows.MemoryRows.require;

import io.yizhan.writebehind.RowsRefusedException;

/** A slot's row, in memory, with what the real one refuses. */
public record MemorySlot(
        int endMin,
        int releaseMin,
        int neighboursMin,
        int capacity,
        int taken,
        boolean closed,
        boolean exclusive,
        int localDay,
        boolean retired) {
    MemorySlot taking(int places) throws RowsRefusedException {
        int sum = taken + places;
        require(sum >= 0 && sum <= capacity, "slot_never_oversold");
        return new MemorySlot(endMin, releaseMin, neighboursMin, capacity, sum, closed, exclusive, localDay, retired);
    }

    MemorySlot of(int places) throws RowsRefusedException {
        require(!retired, "slots to have another capacity");
        require(taken <= places, "slot_never_oversold");
        require(!exclusive || places == 1, "exclusive_slot_has_one_place");
        return new MemorySlot(endMin, releaseMin, neighboursMin, places, taken, closed, exclusive, localDay, false);
    }

    MemorySlot retire() {
        return new MemorySlot(endMin, releaseMin, neighboursMin, capacity, taken, closed, exclusive, localDay, true);
    }
}
