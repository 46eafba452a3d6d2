package io.yizhan.core.gate;

import io.yizhan.core.Changes;
import io.yizhan.core.Event;
import io.yizhan.core.Rules;
import io.yizhan.core.table.Hash;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * How many people are inside each station, as entries minus exits.
 *
 * <p>Both are summed and never clipped, so that the order in which they arrive doesn't matter; only what is shown is kept above zero.
 */
public final class Crowds {
    private final Changes changes;
    private final Int2ObjectHashMap<Crowd> stations = new Int2ObjectHashMap<>();

    /** The people of one station. */
    private static final class Crowd {
        long entered;
        long left;
        long asOfMs;
    }

    public Crowds(Changes changes) {
        this.changes = changes;
    }

    public void apply(Event.GateEventsRecorded event) {
        Crowd crowd = of(event.stationNo());
        crowd.asOfMs = event.atMs();
        for (int i = 0; i < event.seqs().length; i++) {
            if (!event.counted()[i]) continue;
            if (event.in()[i]) crowd.entered++;
            else crowd.left++;
        }
        changes.occupancy(event.stationNo());
    }

    private Crowd of(int stationNo) {
        return stations.computeIfAbsent(stationNo, station -> new Crowd());
    }

    /** That a gate of the station was heard at this time, or later. */
    public void restoreHeard(int stationNo, long atMs) {
        Crowd crowd = of(stationNo);
        crowd.asOfMs = Math.max(crowd.asOfMs, atMs);
        changes.occupancy(stationNo);
    }

    /** See {@link io.yizhan.core.Books#occupancy}. */
    public void restore(int stationNo, long entered, long left) {
        Crowd crowd = of(stationNo);
        crowd.entered = entered;
        crowd.left = left;
        changes.occupancy(stationNo);
    }

    public int inside(int stationNo) {
        Crowd crowd = stations.get(stationNo);
        return crowd == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, crowd.entered - crowd.left));
    }

    /** Whether the station has gates, and all of them have been silent for too long. */
    public boolean areGatesSilent(int stationNo, long nowMs) {
        Crowd crowd = stations.get(stationNo);
        return crowd != null && nowMs - crowd.asOfMs > Rules.GATES_SILENT_AFTER_MS;
    }

    /** 0 where no gate of the station was heard. */
    public long asOfMs(int stationNo) {
        Crowd crowd = stations.get(stationNo);
        return crowd == null ? 0 : crowd.asOfMs;
    }

    public long stateHash() {
        long hash = 0;
        for (var entry : stations.entrySet()) {
            hash += Hash.of(entry.getKey()) * Hash.of(entry.getValue().entered * 31 + entry.getValue().left);
        }
        return hash;
    }
}
