package io.yizhan.equipment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All machines of a region, by station, as the node that owns it hears them. Another node knows nothing of them, and one that takes the region
 * over begins anew: within seconds every machine has spoken again. Any thread.
 */
public final class Equipment {
    private final Map<Integer, StationMachines> stations = new ConcurrentHashMap<>();
    private final SessionWatch watch;

    /** Where nobody is told of what is done on them. */
    public Equipment() {
        this((stationNo, machine, word, nowMs) -> {});
    }

    /** @param watch is told of every word that is taken in */
    public Equipment(SessionWatch watch) {
        this.watch = watch;
    }

    /** How many of those that were ever heard here stand so, by their own word. */
    public int count(MachineState state, long nowMs) {
        int count = 0;
        for (StationMachines each : stations.values()) count += each.count(state, nowMs);
        return count;
    }

    /** @param stationNo of a station that there is */
    public StationMachines station(int stationNo) {
        return stations.computeIfAbsent(stationNo, it -> new StationMachines(it, watch));
    }
}
