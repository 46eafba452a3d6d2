package io.yizhan.http.desk;

import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.core.EquipmentMark;
import io.yizhan.equipment.StationMachines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a station that have spoken and do so no more, here or to who owned the region before. One that was never heard has not come to an
 * end, and whoever has put one out of order knows of it.
 */
final class SilentMachines {
    /** As with gates: a machine speaks once a minute even at its rest. */
    static final long SILENT_AFTER_MS = 10 * 60_000;

    private SilentMachines() {}

    /** Null where none is. */
    static @Nullable Alarm of(
            Station station, StationMachines machines, Map<String, EquipmentMark> marked, long nowMs) {
        List<String> silent = new ArrayList<>();
        long sinceMs = Long.MAX_VALUE;
        for (Machine each : station.machines()) {
            long awaitedMs = machines.awaitedSinceMs(each.id());
            if (awaitedMs == 0 || nowMs <= awaitedMs + SILENT_AFTER_MS || marked.containsKey(each.id())) continue;
            silent.add(each.id());
            sinceMs = Math.min(sinceMs, awaitedMs + SILENT_AFTER_MS);
        }
        if (silent.isEmpty()) return null;
        return new Alarm(AlarmCode.MACHINES_SILENT, station, String.join(", ", silent), sinceMs);
    }
}
