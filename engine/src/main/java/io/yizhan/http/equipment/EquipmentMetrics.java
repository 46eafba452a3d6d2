package io.yizhan.http.equipment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.MachineState;
import io.yizhan.http.region.RegionSources;
import java.time.InstantSource;
import java.util.Locale;

/** How many machines stand how. Counted when somebody asks, on whose thread it is. */
public final class EquipmentMetrics {
    private EquipmentMetrics() {}

    public static void register(MeterRegistry meters, RegionSources region, InstantSource clock) {
        for (MachineState state : MachineState.values())
            Gauge.builder("yizhan.equipment.machines", region.equipment(), it -> count(it, state, clock))
                    .description("Machines that were heard here, by how they stand now by their own word")
                    .tag("region", region.region())
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
    }

    private static int count(Equipment equipment, MachineState state, InstantSource clock) {
        return equipment.count(state, clock.millis());
    }
}
